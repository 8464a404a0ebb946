// What the reader has read; their browser alone knows it.

/**
 * Which version of a story the reader saw last, and when; which before this visit, and when: 0 for what is not known.
 * @param {string} [story]
 */
function visitOf(story) {
  const [seen = 0, previous = 0, at = 0, read = 0] = kept(`seen.${story}`).split(" ").map((one) => Number(one) || 0);
  return { seen, previous, at, read };
}

/**
 * Notes that the reader opened a version. A visit begins after half an hour away, so that reloading changes nothing.
 * @param {string | undefined} story
 * @param {number} version
 */
function noteVisit(story, version) {
  const last = visitOf(story);
  const isNew = Math.abs(Date.now() - last.at) > 30 * 60e3;
  const [previous, read] = isNew ? [last.seen, last.at] : [last.previous, last.read];
  const key = `seen.${story}`;
  const note = () => keep(key, [version, previous, Date.now(), read].join(" "));
  note();
  const text = kept(key);
  addEventListener("pagehide", () => kept(key) === text && note());
  return { previous, read };
}
