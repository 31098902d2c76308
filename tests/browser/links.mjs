// What an HTML page links to and which places it names, read without a browser.

const TAG = /<([a-z][^\s>/]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?|\s*\/)*)\s*>/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, name) =>
    name ? NAMED[name.toLowerCase()] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
  );

/** The addresses that a page refers to, and the ids that can be referred to. */
export function scan(html) {
  const links = [];
  const ids = new Set();
  const markup = html.replace(/<!--[\s\S]*?-->/g, '').replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/gi, '$1');
  for (const [, , attributes] of markup.matchAll(TAG)) {
    for (const [, name, double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
      const value = decoded(double ?? single ?? bare ?? '');
      if (/^(href|src|action|xlink:href|data-root)$/i.test(name)) links.push({ name, value });
      if (/^id$/i.test(name)) ids.add(value);
    }
  }
  return { links, ids };
}

/**
 * Where a link of the page `from` leads: `{ file, fragment }`, `{ elsewhere }` for another site, or `{ fault }`.
 * A link that works from disk and below any path is relative and names a file.
 */
export function resolve(from, value) {
  if (/^(https?|mailto):/i.test(value)) return { elsewhere: true };
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value.startsWith('data:image/') ? { elsewhere: true } : { fault: 'a scheme that is not allowed' };
  if (value.startsWith('/')) return { fault: 'starts at the root of the host' };
  const [address, fragment = ''] = value.split('#');
  const [pathname] = address.split('?');
  const parts = from.split('/').slice(0, -1);
  if (pathname === '') return { file: from, fragment: decodeURIComponent(fragment) };
  for (const part of pathname.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return { fault: 'leads out of the site' };
      parts.pop();
    } else if (part !== '.') parts.push(decodeURIComponent(part));
  }
  return { file: parts.join('/'), fragment: decodeURIComponent(fragment) };
}
