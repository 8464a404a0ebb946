// What can be searched: the latest versions of briefs, essays and pages.

/** @typedef {[anchor: string, section: string, text: string]} Passage */
/** @typedef {{kind: string, title: string, link: string, tags: string[], outlets: string[]}} Listed */
/** @typedef {Listed & {passages: Passage[], id?: string}} Searched a text; its id is the one that Pagefind gave it */

/**
 * A text without case, accents and quotation marks, which are others on the page than in what is typed; hyphens separate words.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/[\p{M}"“”„«»]/gu, "").replace(/[‘’‚]/g, "'").replace(/[\s\p{Pd}]+/gu, " ").toLowerCase();
}

/**
 * What is searched for: words, and phrases in quotation marks.
 * @param {string} typed
 */
function termsOf(typed) {
  const pieces = typed.split(/["“”„«»]/);
  return pieces.flatMap((piece, i) => {
    const words = folded(piece).split(" ").filter(Boolean);
    const isPhrase = i % 2 && i < pieces.length - 1;
    return isPhrase && words.length ? [words.join(" ")] : words;
  });
}

/**
 * The texts that a script of the site hands over, in a folder too; fails if it cannot be loaded.
 * @param {string} address
 * @returns {Promise<Searched[]>}
 */
function loadTexts(address) {
  return new Promise((done, fail) => {
    const script = make("script");
    addEventListener("words", (event) => done(/** @type {CustomEvent<Searched[]>} */ (event).detail.map(named)), { once: true });
    script.addEventListener("error", fail);
    script.src = address;
    document.head.append(script);
  });
}

/**
 * A text with its kind in the language of the page.
 * @param {Searched} text
 * @returns {Searched}
 */
function named(text) {
  return { ...text, kind: { Brief: _`Brief`, Page: _`Page`, Signal: _`Signal` }[text.kind] ?? text.kind };
}

/**
 * @param {HTMLElement} item a story of the list
 * @returns {Searched}
 */
function listed(item) {
  const link = one("h2 a", item)?.getAttribute("href") ?? "";
  const text = (item.textContent ?? "").replace(/\s+/g, " ");
  return { kind: "", title: one("h2", item)?.textContent ?? "", link, tags: [], outlets: [], passages: [["", "", text]] };
}
