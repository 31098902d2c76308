// One page of every kind, opened the way people open it: light and dark, wide and narrow, from disk and over http, without
// JavaScript, and on paper.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import { clipped, overflow } from './looks.mjs';
import { fromDisk, launch, open, pages, serve } from './site.mjs';

// Without `preload`, axe does not ask for the style sheets a second time, which the pages forbid.
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], preload: false };
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
// A4 at 96 pixels an inch, less its margins.
const PAPER = { width: 718, height: 1000 };

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(() => Promise.all([browser.close(), server.close()]));

async function withPage(options, url, base, look) {
  const context = await browser.newContext(options);
  try {
    const { page, faults } = await open(context, url, base);
    await look(page, faults);
  } finally {
    await context.close();
  }
}

const violationsOf = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
};

for (const [kind, file] of pages) {
  describe(`${kind} (${file})`, () => {
    test('is part of the site', () => assert.ok(file));
    if (!file) return;

    for (const colorScheme of ['light', 'dark']) {
      for (const viewport of [WIDE, NARROW]) {
        test(`${colorScheme}, ${viewport.width} pixels wide`, () =>
          withPage({ colorScheme, viewport }, fromDisk(file), 'file:', async (page, faults) => {
            const found = { faults, tooWide: await page.evaluate(overflow), inaccessible: await violationsOf(page) };
            assert.deepEqual(found, { faults: [], tooWide: [], inaccessible: [] });
          }));
      }
    }

    test('over http below a path', () =>
      withPage({ viewport: WIDE }, server.url + file, server.url, async (page, faults) => {
        await page.waitForLoadState('networkidle');
        assert.deepEqual(faults, []);
      }));

    test('without JavaScript', () =>
      withPage({ viewport: WIDE }, fromDisk(file), 'file:', async (page) => {
        const withScript = await page.locator('main').innerText();
        await withPage({ viewport: WIDE, javaScriptEnabled: false }, fromDisk(file), 'file:', async (bare, faults) => {
          assert.deepEqual(faults, []);
          assert.ok((await bare.locator('h1').innerText()).trim(), 'no heading');
          // Searching is the one thing that cannot be done without; the page then leads to what can be read.
          if (file === 'search.html') return assert.ok(await bare.locator('main a[href="incidents/index.html"]').count());
          const without = await bare.locator('main').innerText();
          assert.ok(without.length >= 0.9 * withScript.length, `${without.length} of ${withScript.length} characters`);
        });
      }));

    test('on paper', () =>
      withPage({ viewport: PAPER }, fromDisk(file), 'file:', async (page) => {
        await page.emulateMedia({ media: 'print' });
        const found = { tooWide: await page.evaluate(overflow), cutOff: await page.evaluate(clipped) };
        assert.deepEqual(found, { tooWide: [], cutOff: [] });
      }));
  });
}
