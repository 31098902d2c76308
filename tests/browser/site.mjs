// The built site under test: its files, one page of every kind, and the two ways in which people open it (from disk, and over
// http below some path).

import { createServer } from 'node:http';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

if (!process.env.LOOKBACK_SITE) throw new Error('LOOKBACK_SITE has to name the folder of a built site');
export const folder = path.resolve(process.env.LOOKBACK_SITE);

/** Every file of the site, from its folder, with forward slashes. */
export const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  .sort();

export const read = (file) => readFileSync(path.join(folder, file), 'utf8');

const KINDS = {
  'the home page': /^index\.html$/,
  'an incident': /^incidents\/(?!index\.|\d{4}\.)[^/]+\.html$/,
  'all incidents': /^incidents\/index\.html$/,
  'the incidents of a year': /^incidents\/\d{4}\.html$/,
  'the timeline': /^timeline\/index\.html$/,
  'the timeline of a year': /^timeline\/\d{4}\.html$/,
  'what keeps coming back': /^recurring\/index\.html$/,
  'one recurring issue': /^recurring\/(?!index\.)[^/]+\.html$/,
  'a service': /^services\/(?!index\.)[^/]+\.html$/,
  'the actions': /^actions\/index\.html$/,
  'the insights': /^insights\.html$/,
  'a tag': /^tags\/(?!index\.)[^/]+\.html$/,
  'a severity': /^severity\/(?!index\.)[^/]+\.html$/,
  'the search page': /^search\.html$/,
};

/** One page of every kind, as [kind, file]: the largest, since it has most to go wrong. The file is undefined if there is none. */
export const pages = Object.entries(KINDS).map(([kind, pattern]) => {
  const size = (file) => statSync(path.join(folder, file)).size;
  return [kind, files.filter((file) => pattern.test(file)).sort((a, b) => size(b) - size(a))[0]];
});

export const fromDisk = (file) => pathToFileURL(path.join(folder, file)).href;

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
};

/** Serves the site below a path that is not the root of the host, as project pages are. */
export async function serve() {
  const base = '/some/path/';
  const known = new Set(files);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    let file = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : undefined;
    if (file === '' || file?.endsWith('/')) file += 'index.html';
    // Browsers ask every host for it, whatever its pages say.
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    if (!known.has(file)) return response.writeHead(404).end('not here');
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(path.join(folder, file)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}${base}`;
  return { url, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

/** A browser with an empty profile that talks to nobody by itself. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Opens a page and keeps what it complains of and what it asks for outside `base`. */
export async function open(context, url, base) {
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) faults.push(`asked for ${request.url()}`);
  });
  page.on('requestfailed', (request) => faults.push(`did not get ${request.url()}`));
  await page.goto(url, { waitUntil: 'load' });
  return { page, faults };
}
