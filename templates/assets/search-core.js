// The reader of the search index: loads the files that a search needs, ranks, filters and counts. It knows nothing of the page.
// What the files hold is told in `src/site/search/mod.rs`.
"use strict";
(() => {
  const lookback = (globalThis.lookback ??= {});

  const FACETS = ["service", "severity", "year", "factor", "tag", "status"];
  const SORTS = ["relevance", "newest", "longest"];

  // The alphabet of numbers: see `numbers.rs`.
  const ENDING = 64;
  const UNIT = 24;
  const VALUE = new Uint8Array(128);
  Array.from({ length: 94 }, (_, nth) => nth + 33)
    .filter((code) => !'"\\&<>'.includes(String.fromCharCode(code)))
    .forEach((code, value) => (VALUE[code] = value));

  // Calls `found` with each number in a text.
  function eachNumber(text, found) {
    let number = 0;
    let unit = 1;
    for (let at = 0; at < text.length; at++) {
      const value = VALUE[text.charCodeAt(at)];
      number += unit * value;
      if (value < ENDING) {
        found(number);
        number = 0;
        unit = 1;
      } else unit *= UNIT;
    }
  }

  function numbers(text) {
    const all = [];
    eachNumber(text, (number) => all.push(number));
    return all;
  }

  // The documents of a set; a 0 says that as many as the next number follow without a gap.
  function documentSet(text) {
    const all = [];
    let last = -1;
    let run = false;
    eachNumber(text, (number) => {
      if (run) {
        for (let n = 0; n < number; n++) all.push(++last);
        run = false;
      } else if (number === 0) run = true;
      else all.push((last += number));
    });
    return all;
  }

  // The documents that hold a term, the impact of the term in each, and the section that holds it most often (0 is the top).
  function postings(text) {
    const all = numbers(text);
    const found = { documents: [], impacts: [], sections: [] };
    let document = -1;
    for (let at = 0; at < all.length; at += 3) {
      found.documents.push((document += all[at]));
      found.impacts.push(all[at + 1]);
      found.sections.push(all[at + 2]);
    }
    return found;
  }

  // Texts of which each begins with so many characters of the one before it.
  function frontCoded(coded) {
    let before = [];
    return coded === ""
      ? []
      : coded.split(" ").map((text) => {
          let length = 0;
          let unit = 1;
          let at = 0;
          for (let value = ENDING; value >= ENDING; unit *= UNIT) length += unit * (value = VALUE[text.charCodeAt(at++)]);
          before = [...before.slice(0, length), ...text.slice(at)];
          return before.join("");
        });
  }

  // The order in which the index is sorted: by code points, while JavaScript compares halves of them.
  function compare(a, b) {
    if (a === b) return 0;
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at++;
    const rank = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
    return at === a.length ? -1 : at === b.length ? 1 : rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
  }

  // How many of a sorted list are not beyond `text`.
  function upTo(sorted, text) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle], text) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const three = (nth) => String(nth).padStart(3, "0");

  // Words that nearly every note has. They are searched for only where a query has nothing else.
  const COMMON = new Set("a an and are as at be by for from in is it of on or that the this to was were with".split(" "));

  // The words of a query. The last one may be unfinished: it counts as the beginning of a word unless something stands after it.
  function queryWords(query) {
    const all = lookback.words(query);
    const words = all.map((word, nth) => ({ ...word, prefix: nth === all.length - 1 && word.end === query.length }));
    const telling = words.filter((word) => !COMMON.has(word.text));
    return telling.length > 0 ? telling : words;
  }

  // How much a match counts that is not the word itself.
  const BEGINNING = 0.8;
  const ALL_PARTS = 0.5;
  const SHORTEST_PREFIX = 2;
  // How far a beginning is followed: lists to load, words to take, shards to load for them.
  const [LISTS, WORDS, SHARDS] = [2, 32, 2];
  const FULL_IMPACT = 63;

  class SearchIndex {
    // `load(name, version)` promises the data that the file of that name registers.
    constructor(load) {
      this.load = load;
      this.loaded = new Map();
    }

    file(name) {
      if (!this.loaded.has(name)) {
        const data = name === "meta" ? this.load(name) : this.meta().then((meta) => this.load(name, meta.version));
        // A file that could not be loaded is asked for again the next time.
        data.catch(() => this.loaded.delete(name));
        this.loaded.set(name, data);
      }
      return this.loaded.get(name);
    }

    // A file, read once by `read`.
    reading(name, read) {
      const key = `${name} read`;
      if (!this.loaded.has(key)) {
        const data = this.file(name).then(read);
        data.catch(() => this.loaded.delete(key));
        this.loaded.set(key, data);
      }
      return this.loaded.get(key);
    }

    meta() {
      return this.reading("meta", (meta) => ({ ...meta, shards: meta.shards.split(" "), words: meta.words.split(" ") }));
    }

    shard(nth) {
      return this.reading(`i-${three(nth)}`, ([terms, lists]) => {
        const texts = lists.split(" ");
        return new Map(frontCoded(terms).map((term, nth) => [term, texts[nth]]));
      });
    }

    async postings(term) {
      const { shards } = await this.meta();
      const text = (await this.shard(upTo(shards, term) - 1)).get(term);
      return text === undefined ? null : postings(text);
    }

    // The words that begin with `prefix`, the most frequent first.
    async wordsFrom(prefix) {
      const { words } = await this.meta();
      const first = upTo(words, prefix) - 1;
      const lists = [];
      for (let nth = first; nth < words.length && lists.length < LISTS; nth++) {
        if (nth > first && !words[nth].startsWith(prefix)) break;
        lists.push(this.reading(`w-${three(nth)}`, ([words, counts]) => ({ words: frontCoded(words), counts: numbers(counts) })));
      }
      const found = (await Promise.all(lists)).flatMap(({ words, counts }) =>
        words.map((word, nth) => ({ word, count: counts[nth] })).filter(({ word }) => word.startsWith(prefix)),
      );
      return found.sort((a, b) => b.count - a.count || compare(a.word, b.word));
    }

    // The values of a facet: `{ slug, title, documents }`.
    facet(name) {
      return this.reading(`f-${name}`, (values) =>
        values.map(([slug, title, documents]) => ({ slug, title, documents: documentSet(documents) })),
      );
    }

    // What the list shows of a document.
    async card(document) {
      const { chunk } = await this.meta();
      const [headings, rows] = await this.file(`d-${three(Math.floor(document / chunk))}`);
      const [url, title, date, severity, status, restored, summary, sections] = rows[document % chunk];
      const section = (nth) => headings[sections[nth]];
      return { url, title, date, severity, status, restored, summary, sections: sections.map((_, nth) => section(nth)) };
    }

    // The terms that a word of the query may stand for, and how much each counts.
    async alternatives(word) {
      const exact = lookback.stem(word.text);
      const all = new Map([[exact, 1]]);
      if (word.prefix && [...word.text].length >= SHORTEST_PREFIX) {
        const { shards } = await this.meta();
        const near = new Set([upTo(shards, exact)]);
        const found = await this.wordsFrom(word.text);
        // A beginning that is a word itself, and the most frequent of those that begin so, is most likely finished: nothing more is
        // loaded for it.
        const limit = found[0]?.word === word.text ? 1 : SHARDS;
        for (const other of found.slice(0, WORDS)) {
          const term = lookback.stem(other.word);
          const shard = upTo(shards, term);
          if (near.size < limit) near.add(shard);
          if (near.has(shard) && !all.has(term)) all.set(term, BEGINNING);
        }
      }
      return all;
    }

    // How well every document answers one word: `impacts` from 0 to 1, `sections`, the number of documents, and the terms found.
    async match(word) {
      const { documents: total } = await this.meta();
      const result = { impacts: new Float32Array(total), sections: new Uint16Array(total), documents: 0, terms: new Set() };
      const better = (document, impact, section) => {
        if (impact <= result.impacts[document]) return;
        if (result.impacts[document] === 0) result.documents++;
        result.impacts[document] = impact;
        result.sections[document] = section;
      };
      const parts = word.parts.map((part) => lookback.stem(part.text));
      const alternatives = await this.alternatives(word);
      const [found, foundParts] = await Promise.all([
        Promise.all([...alternatives].map(async ([term, weight]) => [term, weight, await this.postings(term)])),
        Promise.all(parts.map((term) => this.postings(term))),
      ]);
      for (const [term, weight, list] of found) {
        if (list === null) continue;
        result.terms.add(term);
        list.documents.forEach((document, nth) => better(document, (weight * list.impacts[nth]) / FULL_IMPACT, list.sections[nth]));
      }
      if (parts.length > 0 && foundParts.every((list) => list !== null)) {
        parts.forEach((term) => result.terms.add(term));
        const [first, ...others] = foundParts.map((list) => new Map(list.documents.map((document, nth) => [document, nth])));
        for (const [document, nth] of first) {
          if (!others.every((other) => other.has(document))) continue;
          const weakest = Math.min(foundParts[0].impacts[nth], ...others.map((other, at) => foundParts[at + 1].impacts[other.get(document)]));
          better(document, (ALL_PARTS * weakest) / FULL_IMPACT, foundParts[0].sections[nth]);
        }
      }
      return result;
    }

    // Every document that answers the words: `scores`, `sections`, the terms to mark, and how many of the words were found
    // together. Where no document has all the words, those answer that have most of them.
    async rank(query) {
      const { documents: total } = await this.meta();
      const scores = new Float32Array(total);
      const sections = new Uint16Array(total);
      const words = queryWords(query);
      const matches = await Promise.all(words.map((word) => this.match(word)));
      const counts = new Uint8Array(total);
      const strongest = new Float32Array(total);
      for (const match of matches) {
        const rarity = Math.log(1 + (total - match.documents + 0.5) / (match.documents + 0.5));
        match.impacts.forEach((impact, document) => {
          if (impact === 0) return;
          const score = rarity * impact;
          scores[document] += score;
          counts[document]++;
          if (match.sections[document] > 0 && score > strongest[document]) {
            strongest[document] = score;
            sections[document] = match.sections[document];
          }
        });
      }
      const most = counts.reduce((most, count) => Math.max(most, count), 0);
      if (words.length > 0) counts.forEach((count, document) => count < most && (scores[document] = 0));
      const terms = new Set(matches.flatMap((match) => [...match.terms]));
      return { scores, sections, terms, words, matched: most };
    }

    // Answers a state (see `stateOf`). `shown` are the facets whose values are to be counted.
    //
    // Gives the documents in order, the section of each, the counts of the facets (for each value: how many documents there would be
    // if only this value of its facet were set), the terms to mark, and how many words were asked for and found together.
    async search(state, shown = FACETS) {
      const { documents: total } = await this.meta();
      const filtered = FACETS.filter((name) => state.filters[name].length > 0);
      const names = FACETS.filter((name) => shown.includes(name) || filtered.includes(name));
      const [ranking, restore, ...facets] = await Promise.all([
        this.rank(state.q),
        state.sort === "longest" ? this.reading("restore", numbers) : null,
        ...names.map((name) => this.facet(name)),
      ]);
      const values = new Map(names.map((name, nth) => [name, facets[nth]]));

      // By how many filters a document is refused, and by which of them last.
      const refusals = new Uint8Array(total);
      const refusedBy = new Uint8Array(total);
      filtered.forEach((name, nth) => {
        const passes = new Uint8Array(total);
        for (const value of values.get(name)) {
          if (state.filters[name].includes(value.slug)) value.documents.forEach((document) => (passes[document] = 1));
        }
        passes.forEach((pass, document) => {
          if (pass) return;
          refusals[document]++;
          refusedBy[document] = nth;
        });
      });

      const answers = (document) => ranking.words.length === 0 || ranking.scores[document] > 0;
      const hits = [];
      for (let document = total - 1; document >= 0; document--) if (refusals[document] === 0 && answers(document)) hits.push(document);
      // They are the newest first; sorting is stable.
      if (state.sort === "relevance") hits.sort((a, b) => ranking.scores[b] - ranking.scores[a]);
      if (state.sort === "longest") hits.sort((a, b) => restore[b] - restore[a]);

      const counts = {};
      for (const name of names) {
        const nth = filtered.indexOf(name);
        const open = (document) => refusals[document] === 0 || (refusals[document] === 1 && nth >= 0 && refusedBy[document] === nth);
        counts[name] = values.get(name).map(({ slug, title, documents }) => ({
          slug,
          title,
          count: documents.reduce((count, document) => count + (open(document) && answers(document) ? 1 : 0), 0),
          set: state.filters[name].includes(slug),
        }));
      }
      const { sections, terms, words, matched } = ranking;
      return { hits, sections, facets: counts, terms, asked: words.length, matched };
    }
  }

  // The pieces of a text that stand for one of the terms: `[[start, end], …]`, in order and apart.
  function marks(text, terms) {
    const found = lookback
      .words(text)
      .flatMap(lookback.tokens)
      .filter((token) => terms.has(lookback.stem(token.text)))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    const apart = [];
    for (const { start, end } of found) if (apart.length === 0 || start >= apart.at(-1)[1]) apart.push([start, end]);
    return apart;
  }

  // What an address asks for: `{ q, sort, filters: { service: [slug, …], … } }`.
  function stateOf(parameters) {
    const asked = new URLSearchParams(parameters);
    const sort = asked.get("sort");
    return {
      q: asked.get("q") ?? "",
      sort: SORTS.includes(sort) ? sort : SORTS[0],
      filters: Object.fromEntries(FACETS.map((name) => [name, [...new Set(asked.getAll(name).filter(Boolean))]])),
    };
  }

  // The shortest parameters that ask for a state.
  function parametersOf({ q, sort, filters }) {
    const parameters = new URLSearchParams();
    if (q.trim() !== "") parameters.set("q", q);
    if (sort !== SORTS[0]) parameters.set("sort", sort);
    for (const name of FACETS) for (const slug of filters[name]) parameters.append(name, slug);
    return parameters.toString();
  }

  // The address of a page or of a place in it, from a page from which `root` leads to the root of the site.
  const address = (root, url, anchor = "") => root + url + (anchor === "" ? "" : `#${encodeURIComponent(anchor)}`);

  // The address of a data file.
  const dataAddress = (root, name, version) => `${root}search/${name}.js?${version}`;

  Object.assign(lookback, { FACETS, SearchIndex, numbers, documentSet, frontCoded, compare, marks, stateOf, parametersOf, address, dataAddress });
})();
