// Every link of the whole site leads somewhere, and every page can be reached.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve, scan } from './links.mjs';
import { files, read, serve } from './site.mjs';

// Made for hosts that show it at any address, so that its own links have to be absolute.
const NOT_FOUND = '404.html';
const documents = files.filter((file) => file.endsWith('.html') && file !== NOT_FOUND);
const scanned = new Map(documents.map((file) => [file, scan(read(file))]));
const known = new Set(files);

test('the reader of links sees what a browser sees', () => {
  const { links, ids } = scan(`<!-- <a href="no"> --><a class=x href='a.html?x=1&amp;y#&#x62;'>t</a><img src=b.png alt="a > b"/><script>"<a href='no'>"</script><p id="c">`);
  assert.deepEqual(links.map(({ value }) => value), ['a.html?x=1&y#b', 'b.png']);
  assert.deepEqual([...ids], ['c']);
  assert.deepEqual(resolve('incidents/a.html', '../services/b.html#c%20d'), { file: 'services/b.html', fragment: 'c d' });
  assert.deepEqual(resolve('incidents/a.html', '#x'), { file: 'incidents/a.html', fragment: 'x' });
  for (const value of ['/a.html', '//host/a', '../../a.html', 'javascript:1']) assert.ok(resolve('incidents/a.html', value).fault, value);
});

test('every relative link leads to a file, and every fragment to a place in it', () => {
  assert.ok(documents.length > 0, 'the site has no pages');
  const faults = [];
  for (const [from, { links }] of scanned) {
    for (const { name, value } of links) {
      if (name === 'data-root') {
        if (resolve(from, `${value}index.html`).file !== 'index.html') faults.push(`${from}: data-root="${value}" does not lead to the root`);
        continue;
      }
      const { file, fragment, elsewhere, fault } = resolve(from, value);
      if (elsewhere) continue;
      if (fault) faults.push(`${from}: ${value} (${fault})`);
      else if (!known.has(file)) faults.push(`${from}: ${value} (there is no ${file})`);
      else if (fragment && scanned.has(file) && !scanned.get(file).ids.has(fragment)) faults.push(`${from}: ${value} (no such place in it)`);
    }
  }
  assert.deepEqual(faults, []);
});

test('no page names a place twice', () => {
  const faults = documents.filter((file) => {
    const ids = [...read(file).matchAll(/<[^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
    return new Set(ids).size !== ids.length;
  });
  assert.deepEqual(faults, []);
});

test('every page can be reached from the home page', () => {
  const reached = new Set(['index.html']);
  for (const from of reached) {
    for (const { value } of scanned.get(from)?.links ?? []) {
      const { file } = resolve(from, value);
      if (scanned.has(file)) reached.add(file);
    }
  }
  // An old address only leads on to the new one.
  const isAlias = (file) => /<meta[^>]*http-equiv="?refresh/i.test(read(file));
  assert.deepEqual(documents.filter((file) => !reached.has(file) && !isAlias(file)), []);
});

let server;
before(async () => (server = await serve()));
after(() => server.close());

test('every file is found over http below a path', async () => {
  const faults = [];
  for (const [from, { links }] of scanned) {
    const base = new URL(from, server.url);
    for (const { name, value } of links) {
      if (name === 'data-root' || resolve(from, value).elsewhere) continue;
      const url = new URL(value, base);
      url.hash = '';
      if (!seen.has(url.href)) seen.set(url.href, fetch(url).then((response) => response.arrayBuffer().then(() => response.status)));
      const status = await seen.get(url.href);
      if (status !== 200) faults.push(`${from}: ${value} (${status})`);
    }
  }
  assert.deepEqual(faults, []);
});
const seen = new Map();
