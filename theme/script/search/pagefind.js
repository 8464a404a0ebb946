// The search of a large site, by Pagefind: the browser loads only what it needs of the index.

/** @typedef {{excerpt: string, title: string, anchor?: {id: string}}} Section */
/** @typedef {{id: string, data: () => Promise<{sub_results: Section[]}>}} Result */
/** @typedef {{init: () => Promise<void>, search: (words: string) => Promise<{results: Result[]}>}} Pagefind */

/**
 * Pagefind, which cannot be loaded in a folder.
 * @param {string} address
 * @returns {Promise<Pagefind | null>}
 */
async function loadPagefind(address) {
  if (location.protocol === "file:") return null;
  const pagefind = await import(new URL(address, location.href).href);
  await pagefind.init();
  return pagefind;
}

/**
 * Finds the texts that have all terms, with the sections that have them.
 * @param {Pagefind} pagefind
 * @param {Searched[]} texts
 */
function pagefindFinder(pagefind, texts) {
  const known = new Map(texts.map((text) => [text.id, text]));
  return /** @param {string[]} terms @param {(text: Listed) => boolean} isChosen */ async (terms, isChosen) => {
    const results = await searchAll(pagefind, terms);
    const found = results.flatMap(({ id, data }) => {
      const text = known.get(id);
      return text && isChosen(text) ? [{ text, data }] : [];
    });
    const loaded = await Promise.all(found.slice(0, 10).map(async ({ text, data }) => ({ text, told: await data() })));
    const hits = loaded.flatMap(({ text, told }) => told.sub_results.map((section) => sectionHit(text, section)));
    const n = found.length;
    return { told: _n`${n} text|${n} texts`, hits: hits.slice(0, mostHits()) };
  };
}

/**
 * The texts that have all words and all phrases. Pagefind takes "tidal-barrier" for one word, so that is asked for too.
 * @param {Pagefind} pagefind
 * @param {string[]} terms
 */
async function searchAll(pagefind, terms) {
  const phrases = terms.filter((term) => term.includes(" ")).map((phrase) => {
    const gaps = [...phrase.matchAll(/ /g)].map(({ index }) => `"${phrase.slice(0, index)}-${phrase.slice(index + 1)}"`);
    return [`"${phrase}"`, ...gaps];
  });
  const words = terms.filter((term) => !term.includes(" ")).join(" ");
  const found = await Promise.all([...phrases, ...(words ? [[words]] : [])].map(async (ways) => {
    const each = await Promise.all(ways.map((way) => pagefind.search(way)));
    return new Map(each.flatMap(({ results }) => results.map((result) => [result.id, result])));
  }));
  return [...(found[0]?.values() ?? [])].filter(({ id }) => found.every((one) => one.has(id)));
}

/**
 * @param {Listed} text
 * @param {Section} section
 * @returns {Hit}
 */
function sectionHit(text, { excerpt: marked, title, anchor }) {
  const link = anchor ? `${text.link}#${anchor.id}` : text.link;
  const said = marked.startsWith(`${title}. `) ? marked.slice(title.length + 2) : marked; // without its heading
  const pieces = [...new DOMParser().parseFromString(said, "text/html").body.childNodes];
  const words = pieces.map((piece) => {
    const words = piece.textContent ?? "";
    return piece.nodeName === "MARK" ? make("mark", "", words) : words;
  });
  return { title: text.title, section: anchor ? title : text.kind, link, words };
}
