// The search page: the form, the results and the address. What is found is the work of `search-core.js`.
//
// The page has to hold what templates/parts/search.html holds:
//   form[role=search][data-search][data-root]   data-root leads from the page to the root of the site: "", "../"
//     input[name=q]                             the query
//     select[name=sort]                         relevance, newest, longest
//     details[data-facet=NAME] > ul             service, severity, year, status, factor, tag; a closed one loads nothing
//     [data-search-body]                        hidden until this script runs
//     [data-search-status]                      a live region (role=status)
//     [data-search-nothing]                     what to do where nothing is found
//     ol[data-search-results]                   the results
//     button[data-search-more]                  more of them
// and, deferred and in this order: assets/search-words.js, assets/search-core.js, assets/search.js.
// On a page whose form has no [data-search-results] only the key `/` works, and the form leads to search.html by itself.
//
// Classes that it makes: facet-value, facet-count, search-result, search-link, search-title, search-place, search-facts,
// search-severity, search-note-status, search-restored, search-summary, search-remove.
"use strict";
(() => {
  const lookback = globalThis.lookback ?? {};
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const field = form.elements.namedItem("q");

  const isTyping = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  const part = (name) => form.querySelector(`[data-search-${name}]`);
  const results = part("results");
  if (!results) return;
  const [body, status, nothing, more] = ["body", "status", "nothing", "more"].map(part);
  const sort = form.elements.namedItem("sort");
  const facets = [...form.querySelectorAll("details[data-facet]")];
  const root = form.dataset.root;

  const PAGE = 10;
  const PAUSE = 120; // milliseconds without a key before the index is asked

  // Loads a data file as a script: that works from disk, where nothing else may be read.
  const handedOver = new Map();
  lookback.put = (name, data) => handedOver.set(name, data);
  const load = (name, version = Date.now()) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = lookback.dataAddress(root, name, version);
      script.onload = () => (handedOver.has(name) ? resolve(handedOver.get(name)) : reject(new Error(name)));
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    }).finally(() => handedOver.delete(name));
  const index = new lookback.SearchIndex(load);

  // An element with attributes and children; children that are text stay text.
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function marked(text, terms) {
    const pieces = [];
    let last = 0;
    for (const [start, end] of lookback.marks(text, terms)) {
      pieces.push(text.slice(last, start), element("mark", {}, text.slice(start, end)));
      last = end;
    }
    return [...pieces, text.slice(last)];
  }

  // The section that a hit leads to, unless the title itself says all that was asked for.
  function placeOf(card, section, terms) {
    const inTitle = new Set(lookback.words(card.title).flatMap(lookback.tokens).map((token) => lookback.stem(token.text)));
    return section === 0 || [...terms].every((term) => inTitle.has(term)) ? ["", ""] : (card.sections[section - 1] ?? ["", ""]);
  }

  function resultOf(card, section, terms) {
    const [anchor, heading] = placeOf(card, section, terms);
    const link = element("a", { class: "search-link", href: lookback.address(root, card.url, anchor) });
    link.append(element("span", { class: "search-title" }, ...marked(card.title, terms)));
    if (heading !== "") link.append(" ", element("span", { class: "search-place" }, "§ ", ...marked(heading, terms)));
    const facts = element("p", { class: "search-facts" });
    if (card.date !== "") facts.append(element("time", { datetime: card.date }, card.date), " ");
    facts.append(element("span", { class: "search-severity" }, card.severity), " ");
    if (card.restored !== "") facts.append(element("span", { class: "search-restored" }, `restored in ${card.restored}`), " ");
    facts.append(element("span", { class: "search-note-status" }, card.status));
    const item = element("li", { class: "search-result" }, link, facts);
    if (card.summary !== "") item.append(element("p", { class: "search-summary" }, ...marked(card.summary, terms)));
    return item;
  }

  // The state as the form shows it. Filters of facets that are not listed yet stay as they were.
  let state = lookback.stateOf(location.hash.startsWith("#?") ? location.hash.slice(1) : location.search);

  function showState() {
    field.value = state.q;
    sort.value = state.sort;
    for (const details of facets) if (state.filters[details.dataset.facet].length > 0) details.open = true;
  }

  // The address is replaced and never added to the history, so that one step back leaves the search.
  function keepState() {
    const parameters = lookback.parametersOf(state);
    try {
      history.replaceState(null, "", parameters === "" ? location.pathname : `?${parameters}`);
    } catch {
      // Some browsers keep pages from disk from changing their address; the fragment is always ours.
      location.replace(`#?${parameters}`);
    }
  }

  function showFacets(counts) {
    for (const details of facets) {
      const name = details.dataset.facet;
      if (!counts[name]) continue;
      const focused = document.activeElement?.name === name ? document.activeElement.value : null;
      const items = counts[name]
        .filter(({ count, set }) => count > 0 || set)
        .map(({ slug, title, count, set }) => {
          const box = element("input", { type: "checkbox", name, value: slug });
          box.checked = set;
          const label = element("label", {}, box, " ", title, " ", element("span", { class: "facet-count" }, String(count)));
          return element("li", { class: "facet-value" }, label);
        });
      details.querySelector("ul").replaceChildren(...items);
      if (focused !== null) [...details.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
    }
  }

  function showNothing(answer) {
    nothing.hidden = answer.hits.length > 0;
    nothing.replaceChildren();
    if (!nothing.hidden) {
      const filters = lookback.FACETS.flatMap((name) => state.filters[name].map((slug) => [name, slug]));
      const titleOf = (name, slug) => answer.facets[name]?.find((value) => value.slug === slug)?.title ?? slug;
      const advice = filters.length > 0 ? "Without one of these filters there may be more:" : "Fewer words, or other ones, may find more.";
      nothing.append(element("p", {}, advice));
      for (const [name, slug] of filters) {
        const button = element("button", { type: "button", class: "search-remove" }, `Remove ${name}: ${titleOf(name, slug)}`);
        button.addEventListener("click", () => {
          state.filters[name] = state.filters[name].filter((other) => other !== slug);
          field.focus();
          run();
        });
        nothing.append(button);
      }
    }
  }

  function summaryOf({ hits, asked, matched }) {
    const query = state.q.trim();
    const filtered = lookback.FACETS.some((name) => state.filters[name].length > 0);
    const what = (query === "" ? "" : ` for “${query}”`) + (filtered ? " with these filters" : "");
    if (hits.length === 0) return `Nothing found${what}.`;
    const count = hits.length === 1 ? "1 incident" : `${hits.length} incidents`;
    const partly = matched < asked ? ` No incident has all the words; these have ${matched} of ${asked}.` : "";
    return `${count}${what}.${partly}`;
  }

  let latest = 0; // the number of the last question; answers to earlier ones are dropped

  async function showResults(answer, from, asked) {
    const next = answer.hits.slice(from, from + PAGE);
    const cards = await Promise.all(next.map((hit) => index.card(hit)));
    if (asked !== latest) return;
    const items = cards.map((card, nth) => resultOf(card, answer.sections[next[nth]], answer.terms));
    if (from === 0) results.replaceChildren(...items);
    else results.append(...items);
    more.hidden = from + PAGE >= answer.hits.length;
    more.onclick = async () => {
      await attempt(asked, () => showResults(answer, from + PAGE, asked));
      results.children[from + PAGE]?.querySelector("a").focus();
    };
  }

  async function attempt(asked, work) {
    try {
      await work();
    } catch {
      if (asked === latest) status.textContent = "The search index could not be loaded. The list of all incidents still works.";
    }
  }

  let shown = []; // the facets that the last answer counts

  async function run() {
    const asked = ++latest;
    keepState();
    shown = facets.filter((details) => details.open).map((details) => details.dataset.facet);
    await attempt(asked, async () => {
      const answer = await index.search(state, shown);
      if (asked !== latest) return;
      await showResults(answer, 0, asked);
      if (asked !== latest) return;
      showFacets(answer.facets);
      showNothing(answer);
      status.textContent = summaryOf(answer);
    });
  }

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      state.q = field.value;
      run();
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    state.q = field.value;
    run();
  });
  form.addEventListener("change", ({ target }) => {
    if (target === sort) state.sort = sort.value;
    else if (target.type === "checkbox") {
      const others = state.filters[target.name].filter((slug) => slug !== target.value);
      state.filters[target.name] = target.checked ? [...others, target.value] : others;
    } else return;
    run();
  });
  for (const details of facets) {
    details.addEventListener("toggle", () => details.open && !shown.includes(details.dataset.facet) && run());
  }
  form.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a.search-link")];
    const at = links.indexOf(document.activeElement);
    const inField = document.activeElement === field;
    if (event.key === "Escape" && (inField || at >= 0)) {
      clearTimeout(pause);
      field.focus();
      if (inField) {
        field.value = state.q = "";
        run();
      }
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (inField || at >= 0)) {
      const next = inField ? (event.key === "ArrowDown" ? 0 : -1) : at + (event.key === "ArrowDown" ? 1 : -1);
      if (next >= links.length || (inField && next < 0)) return;
      (links[next] ?? field).focus();
    } else return;
    event.preventDefault();
  });

  body.hidden = false;
  showState();
  run();
})();
