// The results of a search.

/** @typedef {{title: string, section: string, link: string, words: (string | Node)[]}} Hit */

/**
 * Finds the passages that have all terms, with the words around the first one.
 * @param {Searched[]} texts
 */
function passageFinder(texts) {
  const passages = texts.flatMap((text) =>
    text.passages.map(([anchor, section, said]) => ({ text, anchor, section, said, folded: folded(`${text.title} · ${said}`) }))
  );
  return /** @param {string[]} terms @param {(text: Listed) => boolean} isChosen */ (terms, isChosen) => {
    const found = passages.filter((one) => isChosen(one.text) && terms.every((term) => one.folded.includes(term)));
    const hits = found.slice(0, mostHits()).map(({ text, anchor, section, said }) => {
      const link = anchor ? `${text.link}#${anchor}` : text.link;
      return { title: text.title, section: section || text.kind, link, words: excerpt(said, terms) };
    });
    const n = found.length;
    return { told: _n`${n} passage|${n} passages`, hits };
  };
}

/** How many results are listed. */
function mostHits() {
  return 60;
}

/**
 * The entry for a result.
 * @param {Hit} hit
 */
function entry({ title, section, link, words }) {
  const item = make("li");
  item.append(makeLink(link, title), make("span", "soft", section), make("p", "", ...words));
  return item;
}

/**
 * The words around the first term, each term marked.
 * @param {string} text
 * @param {string[]} terms
 */
function excerpt(text, terms) {
  const plain = folded(text);
  const first = Math.min(...terms.map((term) => plain.indexOf(term)).filter((place) => place >= 0), text.length);
  const start = first > 60 ? text.lastIndexOf(" ", first - 60) + 1 : 0;
  const end = start + 240;
  const part = (start ? "… " : "") + text.slice(start, end) + (text.length > end ? " …" : "");
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s\\p{Pd}]+"));
  const pieces = part.split(new RegExp(`(${escaped.join("|")})`, "giu"));
  return pieces.map((piece, i) => (i % 2 ? make("mark", "", piece) : piece));
}
