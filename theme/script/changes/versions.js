// The data of versions; what changed between two of them is read from the ids and steps in it, and no words are compared.

/** @typedef {[kind: string, label: string, before: string, after: string]} Line */
/** @typedef {[id: string, kind: string, before: string, after: string]} Question */
/** @typedef {[id: string, at: string, start: number, end: number]} Sentence */
/** @typedef {{origins: Record<string, string[]>, kinds: Record<string, string>, beside: Record<string, Words>}} Followed */
/** @typedef {Followed & {questions: Question[], lines: Line[]}} Step */
/** @typedef {[number: number, place: number, outlet: string]} Words a quote of a source or, at -1, its title */
/** @typedef {{id: string, text: string}} Asked */
/** @typedef {{id: string, voice: string}} Heard */
/** @typedef {{id: string, label?: string, value: string}} Figure */
/** @typedef {{date: string, text: string}} Happening */
/** @typedef {{open_questions: Asked[], perspectives: Heard[], figures: Figure[], timeline: Happening[]}} Lists */
/** @typedef {Lists & {what: string, narrative: string[]}} Sections */
/** @typedef {{title: string, feed?: string, date?: string, quotes?: string[], evidence?: string}} Cited */
/** @typedef {{of: number, was: string, now: string, why?: string}} Correction */
/** @typedef {{departed_voices: {id: string, why: string}[], corrections: Correction[], sources: Record<string, Cited>}} Beside */
/** @typedef {Map<string, {from: string[], kind: string}>} Course */
/** @typedef {{version: number, published: string, numbers: Record<string, number>}} Facts */
/** @typedef {Facts & Sections & Beside & {sentences: Sentence[], step: Step}} Version */

/**
 * Loads the data of versions, from the first to the last; none in a folder, or if the first or the last was withdrawn.
 * @param {string} story the address of its folder
 * @param {number} first
 * @param {number} last
 */
async function loadVersions(story, first, last) {
  if (location.protocol === "file:") return []; // a page in a folder cannot load data
  const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  /** A key without entries is left out. @type {Partial<Version>} */
  const empty = { open_questions: [], perspectives: [], departed_voices: [], corrections: [], figures: [], timeline: [] };
  /** @type {Version[]} */
  const loaded = await Promise.all(
    numbers.map(async (number) => ({ ...empty, sources: {}, ...(await (await fetch(`${story}v${number}.json`)).json()) })),
  );
  const found = loaded.filter(({ sentences }) => sentences); // a withdrawn version has none
  return found[0]?.version === first && found.at(-1)?.version === last ? found : [];
}

/**
 * For each sentence of the last version: those of the first that it continues, none if it is new, and what became of it, which is
 * the most that a step says of it and of what it continues. Under the same id, it stands, whatever was said in between.
 * @param {Version} first
 * @param {Version[]} later
 */
function followed(first, later) {
  const order = ["same", "move", "cite", "edit", "add"];
  const here = new Set(later.length > 1 ? first.sentences.map(([id]) => id) : []);
  let told = new Map(first.sentences.map(([id]) => [id, { from: [id], rank: 0 }]));
  for (const { sentences, step } of later) {
    const before = told;
    const follow = (/** @type {string} */ id) => {
      const was = (step.origins[id] ?? [id]).flatMap((origin) => before.get(origin) ?? []);
      const rank = Math.max(order.indexOf(step.kinds[id] ?? "same"), Math.min(4, ...was.map((one) => one.rank)));
      const from = [...new Set(was.flatMap((one) => one.from))];
      return here.has(id) ? { from: [id], rank: rank > 2 ? 0 : rank } : { from, rank };
    };
    told = new Map(sentences.map(([id]) => [id, follow(id)]));
  }
  return new Map([...told].map(([id, { from, rank }]) => [id, { from, kind: order[rank] ?? "" }]));
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
