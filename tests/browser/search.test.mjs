// Searching as a person does it, from disk and over http below a path.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fromDisk, launch, open, pages, read, serve } from './site.mjs';

// A word of an incident's own title finds that incident on any site.
const incident = new Map(pages).get('an incident');
const title = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(read(incident))[1].replace(/<[^>]*>|&[^;]*;/g, ' ');
const word = title.match(/[a-z]+/gi).sort((a, b) => b.length - a.length)[0].toLowerCase();

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(() => Promise.all([browser.close(), server.close()]));

for (const way of ['from disk', 'over http below a path']) {
  describe(`searching ${way}`, () => {
    const address = (file) => (way === 'from disk' ? fromDisk(file) : server.url + file);
    const base = () => (way === 'from disk' ? 'file:' : server.url);

    async function searching(file, look) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      try {
        const { page, faults } = await open(context, address(file), base());
        await look(page);
        assert.deepEqual(faults, []);
      } finally {
        await context.close();
      }
    }

    const field = (page) => page.locator('form[data-search] input[name=q]');
    const results = (page) => page.locator('[data-search-results] a');
    const status = (page) => page.locator('[data-search-status]');
    const hits = async (page) => Number(/^\d+/.exec(await status(page).innerText())?.[0] ?? 0);
    async function ask(page, query) {
      await field(page).fill(query);
      await status(page).filter({ hasText: query }).waitFor();
    }

    test('a word of a title finds its incident, marks the word and says so', () =>
      searching('search.html', async (page) => {
        await ask(page, word);
        const links = await results(page).evaluateAll((all) => all.map((link) => link.href.replace(/#.*/, '')));
        assert.ok(links.includes(address(incident)), `${word} finds ${links}`);
        assert.ok((await page.locator('[data-search-results] mark').count()) > 0, 'nothing is marked');
        assert.equal(await status(page).getAttribute('aria-live'), 'polite');
      }));

    test('what is nowhere finds nothing and says so', () =>
      searching('search.html', async (page) => {
        await ask(page, 'qqzzxxqqzzxxqqzz');
        assert.equal(await results(page).count(), 0);
      }));

    test('the keyboard is enough', () =>
      searching('search.html', async (page) => {
        await page.keyboard.press('/');
        await page.keyboard.type(word);
        await status(page).filter({ hasText: word }).waitFor();
        await page.keyboard.press('ArrowDown');
        const first = await results(page).first().evaluate((link) => link === document.activeElement);
        assert.ok(first, 'the arrow does not lead to the first result');
        await page.keyboard.press('ArrowUp');
        assert.ok(await field(page).evaluate((input) => input === document.activeElement), 'the arrow does not lead back');
        await page.keyboard.press('ArrowDown');
        await Promise.all([page.waitForURL(/incidents\//), page.keyboard.press('Enter')]);
      }));

    test('a facet narrows down, and its count is true', () =>
      searching('search.html', async (page) => {
        await status(page).filter({ hasText: /\d/ }).waitFor();
        const all = await hits(page);
        const value = page.locator('details[data-facet=severity] .facet-value').first();
        const promised = Number(await value.locator('.facet-count').innerText());
        await value.locator('input').check();
        await status(page).filter({ hasText: 'filters' }).waitFor();
        assert.equal(await hits(page), promised);
        assert.ok(promised <= all);
      }));

    test('the address keeps the query and the filters', () =>
      searching('search.html', async (page) => {
        await ask(page, word);
        await page.locator('details[data-facet=severity] input').first().check();
        await status(page).filter({ hasText: 'filters' }).waitFor();
        const before = await status(page).innerText();
        await page.reload();
        await status(page).filter({ hasText: 'filters' }).waitFor();
        assert.equal(await status(page).innerText(), before);
        assert.equal(await field(page).inputValue(), word);
      }));

    test('the field of the home page leads there with the query', () =>
      searching('index.html', async (page) => {
        await page.keyboard.press('/');
        await page.keyboard.type(word);
        await Promise.all([page.waitForURL(/search\.html/), page.keyboard.press('Enter')]);
        await status(page).filter({ hasText: word }).waitFor();
        assert.ok((await results(page).count()) > 0);
      }));
  });
}
