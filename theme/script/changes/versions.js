// The data of versions; what changed between two of them is read from the ids and steps in it, and no words are compared.

/** @typedef {[kind: string, label: string, before: string, after: string]} Line */
/** @typedef {[id: string, kind: string, before: string, after: string]} Question */
/** @typedef {[id: string, at: string, start: number, end: number]} Sentence */
/** @typedef {{origins: Record<string, string[]>, questions: Question[], lines: Line[]}} Step */
/** @typedef {{id: string, text: string}} Asked */
/** @typedef {{id: string, voice: string}} Heard */
/** @typedef {{id: string, label?: string, value: string}} Figure */
/** @typedef {{date: string, text: string}} Happening */
/** @typedef {{open_questions: Asked[], perspectives: Heard[], figures: Figure[], timeline: Happening[]}} Sections */
/** @typedef {{version: number, published: string, numbers: Record<string, number>}} Facts */
/** @typedef {Facts & Sections & {sentences: Sentence[], step: Step}} Version */

/**
 * Loads the data of versions, from the first to the last; fails in a folder, and if the first or the last was withdrawn.
 * @param {string} story the address of its folder
 * @param {number} first
 * @param {number} last
 */
async function loadVersions(story, first, last) {
  if (location.protocol === "file:") throw new Error("A page in a folder cannot load data.");
  const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  /** @type {Version[]} */
  const loaded = await Promise.all(numbers.map(async (number) => (await fetch(`${story}v${number}.json`)).json()));
  const found = loaded.filter(({ sentences }) => sentences); // a withdrawn version has none
  if (found[0]?.version !== first || found.at(-1)?.version !== last) throw new Error("There is no such version.");
  // a key without entries is left out
  const none = { figures: [], open_questions: [], timeline: [], perspectives: [], departed_voices: [] };
  return found.map((version) => ({ ...none, ...version }));
}

/**
 * For each sentence of the last version: those of the first that it continues; none if it is new.
 * @param {Version} first
 * @param {Version[]} later
 */
function originsOf(first, later) {
  const here = new Map(first.sentences.map(([id]) => [id, [id]]));
  let origins = here;
  for (const { sentences, step } of later) {
    const before = origins;
    const follow = (/** @type {string} */ id) =>
      new Set((step.origins[id] ?? [id]).flatMap((origin) => before.get(origin) ?? []));
    origins = new Map(sentences.map(([id]) => [id, here.get(id) ?? [...follow(id)]])); // it may have been gone in between
  }
  return origins;
}

/**
 * The words of a sentence: a part of a text of its version.
 * @param {Version} version
 * @param {Sentence} sentence
 */
function wordsOf(version, [, at, start, end]) {
  const text = at.match(/\w+/g)?.reduce((found, key) => Reflect.get(Object(found), key), /** @type {unknown} */ (version));
  return `${text}`.slice(start, end);
}

/**
 * Words without citations.
 * @param {string} words
 */
function plainOf(words) {
  return words.replace(/\s*\[@.+?\]/g, "");
}
