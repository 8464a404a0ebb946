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
    const { results } = await pagefind.search(terms.join(" "));
    const found = results.flatMap(({ id, data }) => {
      const text = known.get(id);
      return text && isChosen(text) ? [{ text, data }] : [];
    });
    const loaded = await Promise.all(found.slice(0, 10).map(async ({ text, data }) => ({ text, told: await data() })));
    const hits = loaded.flatMap(({ text, told }) => told.sub_results.map((section) => sectionHit(text, section)));
    return { told: count(found.length, "text"), hits: hits.slice(0, mostHits()) };
  };
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
