// The browser's half of the search, in a context of its own as a page would have it, against what the Rust half wrote
// (`cargo test --test search`).
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const here = new URL(".", import.meta.url);
const read = (path) => readFileSync(new URL(path, here), "utf8");
const asset = (name) => read(`../../templates/assets/${name}`);

// A page with the scripts and nothing else: no DOM.
function page() {
  const context = vm.createContext({ URLSearchParams });
  for (const name of ["search-words.js", "search-core.js"]) vm.runInContext(asset(name), context, { filename: name });
  return context;
}

// An index over the golden files, and the names of those that it loaded.
function golden() {
  const context = page();
  const loaded = [];
  const load = async (name) => {
    loaded.push(name);
    let data;
    context.lookback.put = (registered, value) => {
      assert.equal(registered, name);
      data = value;
    };
    vm.runInContext(read(`golden/${name}.js`), context, { filename: name });
    return data;
  };
  const { lookback } = context;
  return { lookback, index: new lookback.SearchIndex(load), loaded, state: (parameters) => lookback.stateOf(parameters) };
}

// Values of the page's context have that context's prototypes; comparing wants our own.
const plain = (value) => JSON.parse(JSON.stringify(value));

const DNS = 0;
const DEPLOYMENT = 1;
const LOGIN = 2;
const TIMEOUT = 3;

async function hits(parameters) {
  const { index, state } = golden();
  return plain((await index.search(state(parameters))).hits);
}

test("the stemmer agrees with the one that made the index", () => {
  const { stem } = page().lookback;
  const vectors = Object.entries(JSON.parse(read("stems.json")));
  assert.ok(vectors.length > 2000);
  for (const [word, expected] of vectors) assert.equal(stem(word), expected, word);
});

test("words are read as the index reads them", () => {
  const { words, tokens } = page().lookback;
  for (const vector of JSON.parse(read("words.json"))) {
    const found = words(vector.text);
    assert.equal(found.length, vector.words, vector.text);
    const all = found.flatMap((word, at) => tokens(word).map((token) => [token.text, at]));
    assert.deepEqual(plain(all), vector.tokens);
  }
});

test("words know where they stand", () => {
  const { words } = page().lookback;
  const [name, next] = words(" (US-East-1’s) 𠮷 x");
  assert.deepEqual([name.start, name.end, next.start, next.end], [2, 13, 15, 17]);
  assert.deepEqual(plain(name.parts.map(({ start, end }) => [start, end])), [[2, 4], [5, 9], [10, 13]]);
});

test("every word of the index leads to a term of the index", async () => {
  const { lookback, index } = golden();
  const [words] = await index.file("w-000");
  const shard = await index.shard(0);
  const all = lookback.frontCoded(words);
  assert.ok(all.length > 100);
  for (const word of all) assert.ok(shard.has(lookback.stem(word)), word);
  const terms = [...shard.keys()];
  assert.deepEqual(plain(terms), plain([...terms].sort(lookback.compare)));
});

test("numbers and sets come back", () => {
  const { numbers, documentSet } = page().lookback;
  assert.deepEqual(plain(numbers("ot){l#!o9")), [5401, 2341, 0, 601]);
  assert.deepEqual(plain(documentSet("#!%$")), [0, 1, 2, 3, 5]);
});

test("code points and not their halves are compared", () => {
  const { compare } = page().lookback;
  assert.ok(compare("\uf900", "\u{20bb7}") < 0);
  assert.ok(compare("a", "ab") < 0 && compare("b", "ab") > 0 && compare("x", "x") === 0);
});

test("a word in the title ranks above the same word in the text", async () => {
  assert.deepEqual(await hits("q=deployments "), [DEPLOYMENT, TIMEOUT, LOGIN]);
  assert.deepEqual(await hits("q=502 "), [DEPLOYMENT]);
});

test("every word has to be there; where none has all, those with most answer", async () => {
  assert.deepEqual(await hits("q=checkout timeout "), [TIMEOUT]);
  const { index, state } = golden();
  const answer = await index.search(state("q=certificate banana "));
  assert.deepEqual(plain(answer.hits), [LOGIN]);
  assert.deepEqual([answer.asked, answer.matched], [2, 1]);
  assert.deepEqual(await hits("q=banana "), []);
});

test("the last word may be unfinished, also beyond its stem", async () => {
  assert.deepEqual((await hits("q=certi")).sort(), [LOGIN]);
  assert.deepEqual((await hits("q=certificat")).sort(), [LOGIN]);
  assert.deepEqual(await hits("q=certi "), []);
  assert.deepEqual((await hits("q=deploymen")).sort(), [DEPLOYMENT, LOGIN, TIMEOUT]);
});

test("names are found whole, by their beginning and by their parts", async () => {
  assert.deepEqual(await hits("q=us-east-1 "), [DNS]);
  assert.deepEqual((await hits("q=us-")).sort(), [DNS, TIMEOUT]);
  assert.deepEqual(await hits("q=cpu_total "), [LOGIN]);
  assert.deepEqual(await hits("q=econnreset "), [DEPLOYMENT]);
  assert.deepEqual(await hits("q=PAY-123"), [DEPLOYMENT]);
  assert.deepEqual(await hits("q=10.0.0.1 "), [TIMEOUT]);
  assert.deepEqual(await hits("q=数据 "), [TIMEOUT]);
  assert.deepEqual(await hits("q=2025-12"), [LOGIN]);
});

test("words that every note has do not count", async () => {
  const { index, loaded, state } = golden();
  assert.deepEqual(plain((await index.search(state("q=the certificate of the "))).hits), [LOGIN]);
  assert.ok(!loaded.some((name) => name.startsWith("w-")));
});

test("an empty query lists the newest first", async () => {
  assert.deepEqual(await hits(""), [TIMEOUT, LOGIN, DEPLOYMENT, DNS]);
  assert.deepEqual(await hits("sort=longest"), [DNS, DEPLOYMENT, TIMEOUT, LOGIN]);
  assert.deepEqual(await hits("q=checkout&sort=newest"), [TIMEOUT, DEPLOYMENT]);
});

test("facets narrow down, and count what setting them would give", async () => {
  const { index, state } = golden();
  const counts = (answer, name) => plain(answer.facets[name].map(({ slug, count }) => [slug, count]));
  const all = await index.search(state(""));
  assert.deepEqual(counts(all, "service"), [["checkout", 2], ["dns", 1], ["login", 1], ["payments", 1]]);
  assert.deepEqual(counts(all, "year"), [["2026", 1], ["2025", 2], ["2024", 1]]);
  assert.deepEqual(counts(all, "severity"), [["sev1", 1], ["sev2", 2], ["sev3", 1]]);
  const set = await index.search(state("service=checkout&factor=cache-without-limit"));
  assert.deepEqual(plain(set.hits), [TIMEOUT]);
  assert.deepEqual(counts(set, "service"), [["checkout", 1], ["dns", 1], ["login", 0], ["payments", 0]]);
  assert.deepEqual(counts(set, "factor"), [["cache-without-limit", 1], ["config-push-without-canary", 2], ["no-alert-before-expiry", 0]]);
  assert.deepEqual(counts(set, "year"), [["2026", 1], ["2025", 0], ["2024", 0]]);
  assert.deepEqual(await hits("service=dns&service=login"), [LOGIN, DNS]);
  assert.deepEqual(await hits("service=unheard-of"), []);
});

test("a search loads what it needs, once", async () => {
  const { index, loaded, state } = golden();
  const answer = await index.search(state("q=certificate "), ["service"]);
  await index.card(answer.hits[0]);
  await index.search(state("q=certificate "), ["service"]);
  assert.deepEqual(loaded, ["meta", "f-service", "i-000", "d-000"]);
});

test("a hit leads to the section, at any depth of any path", async () => {
  const { lookback, index, state } = golden();
  const answer = await index.search(state("q=econnreset "));
  const [hit] = answer.hits;
  const card = await index.card(hit);
  const [anchor, heading] = card.sections[answer.sections[hit] - 1];
  assert.equal(heading, "How we got back up");
  const page = lookback.address("../", card.url, anchor);
  assert.equal(page, "../incidents/2025-11-20-checkout-502.html#how-we-got-back-up");
  for (const base of ["https://example.com/", "https://example.com/team/docs/", "file:///home/me/site/"]) {
    assert.equal(new URL(page, `${base}tags/x.html`).href, `${base}incidents/2025-11-20-checkout-502.html#how-we-got-back-up`);
    assert.equal(new URL(lookback.dataAddress("", "i-000", "1"), `${base}search.html?q=x`).href, `${base}search/i-000.js?1`);
  }
});

test("a state goes into an address and comes back", () => {
  const { stateOf, parametersOf } = page().lookback;
  const parameters = "q=a+%26+b&sort=longest&service=checkout&service=login&year=2025";
  assert.equal(parametersOf(stateOf(parameters)), parameters);
  assert.equal(parametersOf(stateOf("q=&sort=relevance&colour=blue&tag=")), "");
});

test("matched words are marked where they stand", () => {
  const { marks } = page().lookback;
  const marked = (text, ...terms) => marks(text, new Set(terms)).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(plain(marked("Deploying to US-East-1 deploys.", "deploy", "east")), ["Deploying", "East", "deploys"]);
  assert.deepEqual(plain(marked("in us-east-1", "us-east-1", "us")), ["us-east-1"]);
});

test("data files are only calls, and cannot end a script", () => {
  for (const name of readdirSync(new URL("golden/", here))) {
    const text = read(`golden/${name}`);
    assert.match(text, /^lookback\.put\("[a-z0-9-]+",[^]*\);\n$/);
    assert.doesNotMatch(text, /[<>&\u2028\u2029]/);
  }
});
