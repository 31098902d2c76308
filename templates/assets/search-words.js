// Text into words and words into terms, exactly as `src/site/search/words.rs` does it when the index is built. The vectors in
// tests/search hold the two to each other. See there for what a word is.
"use strict";
(() => {
  const lookback = (globalThis.lookback ??= {});

  const LONGEST = 64;
  const LETTER = /[\p{Alphabetic}\p{N}]/u;
  const ALONE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]/u;
  const isLower = (char) => char >= "a" && char <= "z";
  const isUpper = (char) => char >= "A" && char <= "Z";

  // All words of a text and the parts of each: `{ text, start, end, parts: [{ text, start, end }] }`, where start and end are
  // places in the text as it was given.
  function words(text) {
    const found = [];
    let word = null; // { text, start, end, parts }
    let part = null;
    let before = "";
    let joint = "";
    let at = 0;
    const endPart = () => word.parts.push(part);
    for (const char of text + "\0") {
      const alone = ALONE.test(char);
      if (!alone && LETTER.test(char)) {
        word ??= { text: "", start: at, end: at, parts: [] };
        part ??= { text: "", start: at, end: at };
        if (joint === "-" || joint === "_" || joint === "." || (joint === "" && isUpper(char) && isLower(before))) {
          endPart();
          word.text += joint;
          part = { text: "", start: at, end: at };
        }
        const lower = char.toLowerCase();
        word.text += lower;
        part.text += lower;
        word.end = part.end = at + char.length;
        before = char;
        joint = "";
      } else if (word && joint === "" && "-_.'’".includes(char)) {
        joint = char;
      } else {
        if (word) {
          if (word.parts.length > 0) endPart();
          found.push(word);
        }
        word = part = null;
        before = joint = "";
        if (alone) found.push({ text: char.toLowerCase(), start: at, end: at + char.length, parts: [] });
      }
      at += char.length;
    }
    return found;
  }

  const fits = (token) => token.text.length <= LONGEST || [...token.text].length <= LONGEST;

  // A word and its parts, without those that the index leaves out.
  const tokens = (word) => [word, ...word.parts].filter(fits);

  // Porter's second English stemmer (https://snowballstem.org/algorithms/english/stemmer.html), in the state of rust-stemmers.
  const VOWELS = "[aeiouy]";
  const OTHERS = "[^aeiouy]";
  const REGION = new RegExp(`${VOWELS}+${OTHERS}`, "g");
  const SHORT = new RegExp(`${OTHERS}${VOWELS}[^aeiouywxY]$|^${VOWELS}${OTHERS}$`);
  const HAS_VOWEL = new RegExp(VOWELS);
  const IRREGULAR = new Map(
    Object.entries({
      skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli",
      early: "earli", only: "onli", singly: "singl", sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos",
      bias: "bias", andes: "andes",
    }),
  );
  const UNCHANGED_BY_NOW = /^(inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
  const STEP_2 = {
    tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize", ational: "ate",
    ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous", ousness: "ous", iveness: "ive",
    iviti: "ive", biliti: "ble", bli: "ble", ogi: "og", fulli: "ful", lessli: "less", li: "",
  };
  const STEP_3 = {
    tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
  };
  const STEP_4 = "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion".split(" ");
  const BEFORE = { ogi: /l$/, li: /[cdeghkmnrt]$/, ion: /[st]$/ };
  const longest = (word, endings) =>
    endings.reduce((best, ending) => (ending.length > best.length && word.endsWith(ending) ? ending : best), "");

  function regionAfter(word, start) {
    REGION.lastIndex = start;
    return REGION.test(word) ? REGION.lastIndex : word.length;
  }

  function stem(original) {
    if (!/^[a-z]+$/.test(original) || original.length < 3) return original;
    if (IRREGULAR.has(original)) return IRREGULAR.get(original);
    let word = original.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    const first = /^(gener|commun|arsen)/.exec(word)?.[0].length ?? regionAfter(word, 0);
    const second = regionAfter(word, first);
    const before = (ending) => word.slice(0, word.length - ending.length);
    const inFirst = (ending) => word.length - ending.length >= first;
    const inSecond = (ending) => word.length - ending.length >= second;

    let ending = longest(word, ["sses", "ied", "ies", "s", "us", "ss"]);
    if (ending === "sses") word = before("es");
    else if (ending === "ied" || ending === "ies") word = before(ending) + (word.length > 4 ? "i" : "ie");
    else if (ending === "s" && HAS_VOWEL.test(word.slice(0, -2))) word = before("s");
    if (UNCHANGED_BY_NOW.test(word)) return word;

    ending = longest(word, ["eed", "eedly", "ed", "edly", "ing", "ingly"]);
    if (ending.startsWith("eed")) {
      if (inFirst(ending)) word = before(ending) + "ee";
    } else if (ending !== "" && HAS_VOWEL.test(before(ending))) {
      word = before(ending);
      if (/(at|bl|iz)$/.test(word)) word += "e";
      else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) word = word.slice(0, -1);
      else if (word.length === first && SHORT.test(word)) word += "e";
    }

    if (/.[^aeiouy][yY]$/.test(word)) word = word.slice(0, -1) + "i";

    ending = longest(word, Object.keys(STEP_2));
    if (ending !== "" && inFirst(ending) && (BEFORE[ending]?.test(before(ending)) ?? true)) word = before(ending) + STEP_2[ending];

    ending = longest(word, Object.keys(STEP_3));
    if (ending !== "" && inFirst(ending) && (ending !== "ative" || inSecond(ending))) word = before(ending) + STEP_3[ending];

    ending = longest(word, STEP_4);
    if (ending !== "" && inSecond(ending) && (BEFORE[ending]?.test(before(ending)) ?? true)) word = before(ending);

    if (word.endsWith("e")) {
      if (inSecond("e") || (inFirst("e") && !SHORT.test(before("e")))) word = before("e");
    } else if (word.endsWith("ll") && inSecond("l")) word = before("l");
    return word.replaceAll("Y", "y");
  }

  Object.assign(lookback, { words, tokens, stem });
})();
