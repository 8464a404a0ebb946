// The passages that can be searched: those of the latest versions.

/** @typedef {{title: string, section: string, link: string, text: string}} Passage */

/**
 * A text without case, accents and quotation marks, which are others on the page than in what is typed.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/[\p{M}"“”„«»]/gu, "").replace(/[‘’‚]/g, "'").replace(/[–—]/g, "-").toLowerCase();
}

/**
 * The passages, each with its folded text: from the server, or, in a folder, from the list on the page.
 * @param {string} address
 */
async function loadPassages(address) {
  const found = await served(address).catch(() => all(".all .stories > li").map(listed));
  return found.map((passage) => ({ ...passage, folded: folded(`${passage.title} ${passage.text}`) }));
}

/**
 * @param {string} address
 * @returns {Promise<Passage[]>}
 */
async function served(address) {
  return (await fetch(address)).json();
}

/**
 * @param {HTMLElement} item a story of the list
 * @returns {Passage}
 */
function listed(item) {
  const link = one("h2 a", item);
  const text = (item.textContent ?? "").replace(/\s+/g, " ");
  return { title: one("h2", item)?.textContent ?? "", section: "", link: link?.getAttribute("href") ?? "", text };
}
