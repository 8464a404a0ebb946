// The results of a search.

/**
 * The entry for a passage that has all terms.
 * @param {Passage} passage
 * @param {string[]} terms
 */
function hit(passage, terms) {
  const link = make("a", "", passage.title);
  link.href = passage.link;
  const item = make("li");
  item.append(link, make("span", "soft", passage.section), excerpt(passage.text, terms));
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
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = part.split(new RegExp(`(${escaped.join("|")})`, "gi"));
  const shown = make("p");
  shown.append(...pieces.map((piece, i) => (i % 2 ? make("mark", "", piece) : piece)));
  return shown;
}
