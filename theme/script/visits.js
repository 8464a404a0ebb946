// What the reader has read; their browser alone knows it.

/** @typedef {{seen: number, previous: number, at: number, read: number}} Visit versions and times; 0 for what is not known */

/**
 * Which version of a story the reader saw last, and when; which before this visit, and when.
 * @param {string} [story]
 * @returns {Visit}
 */
function visitOf(story) {
  const text = kept(`seen.${story}`);
  const [seen, at] = text.split(" "); // the form of earlier pages
  /** @type {Record<string, any>} */
  let found = { seen, at };
  try {
    found = Object(JSON.parse(text));
  } catch {
    // nothing is kept, or it is of the old form
  }
  const [time, read] = [found.at, found.read].map((when) => new Date(when).getTime() || 0);
  return { seen: Number(found.seen) || 0, previous: Number(found.previous) || 0, at: time ?? 0, read: read ?? 0 };
}

/**
 * Notes that the reader opened a version. A visit begins after half an hour away, so that reloading changes nothing.
 * @param {string} story
 * @param {number} version
 */
function noteVisit(story, version) {
  const last = visitOf(story);
  const isNew = Math.abs(Date.now() - last.at) > 1_800_000;
  const visit = { ...last, ...(isNew && { previous: last.seen, read: last.at }), seen: version, at: Date.now() };
  const [key, text] = [`seen.${story}`, JSON.stringify(visit)];
  keep(key, text);
  addEventListener("pagehide", () => {
    if (kept(key) === text) keep(key, JSON.stringify({ ...visit, at: Date.now() }));
  });
  return visit;
}
