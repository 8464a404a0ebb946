// The results of a search.

/** @typedef {{title: string, section: string, link: string, words: (string | Node)[]}} Hit */

/** @typedef {{text: Searched, anchor: string, section: string, said: string}} Told */
/** @typedef {Told & {title: string, heading: string, folded: string}} Sought a passage, and what is looked through */

/**
 * Finds the passages that have all terms, with the words around the first one.
 * @param {Searched[]} texts
 */
function passageFinder(texts) {
  const passages = texts.flatMap((text) => text.passages.map((passage) => sought(text, passage)));
  return /** @param {string[]} terms @param {(text: Listed) => boolean} isChosen */ (terms, isChosen) => {
    const found = passages.filter((one) => isChosen(one.text) && terms.every((term) => one.folded.includes(term)));
    const hits = inOrder(found, terms).slice(0, mostHits()).map(({ text, anchor, section, said }) => {
      const link = anchor ? `${text.link}#${anchor}` : text.link;
      return { title: text.title, section: section || text.kind, link, words: excerpt(said, terms) };
    });
    const n = found.length;
    return { told: _n`${n} passage|${n} passages`, hits };
  };
}

/**
 * A passage as it is looked through. Headings count where an author wrote them; the sections of all briefs have the same ones.
 * @param {Searched} text
 * @param {Passage} passage
 * @returns {Sought}
 */
function sought(text, [anchor, section, said]) {
  const [title, heading] = [folded(text.title), anchor.startsWith("h-") ? folded(section) : ""];
  return { text, anchor, section, said, title, heading, folded: `${title} · ${heading} · ${folded(said)}` };
}

/**
 * First the passages whose heading or title has terms, then those that say them most often for their length.
 * @param {Sought[]} found
 * @param {string[]} terms
 */
function inOrder(found, terms) {
  const ranked = found.map((one) => {
    const named = terms.reduce((sum, term) => sum + 2 * +one.heading.includes(term) + +one.title.includes(term), 0);
    const times = terms.reduce((sum, term) => sum + one.folded.split(term).length - 1, 0);
    return { one, named, said: times / (one.folded.length + 400) };
  });
  return ranked.sort((a, b) => b.named - a.named || b.said - a.said).map(({ one }) => one);
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
  const end = text.length > start + 240 ? Math.max(text.lastIndexOf(" ", start + 240), start + 120) : text.length;
  const part = (start ? "… " : "") + text.slice(start, end) + (text.length > end ? " …" : "");
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s\\p{Pd}]+"));
  const pieces = part.split(new RegExp(`(${escaped.join("|")})`, "giu"));
  return pieces.map((piece, i) => (i % 2 ? make("mark", "", piece) : piece));
}
