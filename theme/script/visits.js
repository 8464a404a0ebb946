// What the reader has read; their browser alone knows it.

/** @typedef {{seen: number, previous: number, at: number, read: number}} Visit versions and times; 0 for what is not known */

/**
 * Which version of a story the reader saw last, and when; which before this visit, and when.
 * @param {string} [story]
 * @returns {Visit}
 */
function visitOf(story) {
  let found = {};
  try {
    found = Object(JSON.parse(kept(`seen.${story}`)));
  } catch {
    // nothing is kept, or nothing that can be read
  }
  return { seen: 0, previous: 0, at: 0, read: 0, ...Object.fromEntries(Object.entries(found).filter((one) => one[1] > 0)) };
}

/**
 * Notes that the reader opened a version. A visit begins after half an hour away, so that reloading changes nothing.
 * @param {string} story
 * @param {number} version
 */
function noteVisit(story, version) {
  const last = visitOf(story);
  const isNew = Math.abs(Date.now() - last.at) > 30 * 60e3;
  const visit = { ...last, ...(isNew && { previous: last.seen, read: last.at }), seen: version, at: Date.now() };
  const [key, text] = [`seen.${story}`, JSON.stringify(visit)];
  keep(key, text);
  addEventListener("pagehide", () => kept(key) === text && keep(key, JSON.stringify({ ...visit, at: Date.now() })));
  return visit;
}
