// The data of versions; what changed between two of them is read from the ids and steps in it, and no words are compared.

/** @typedef {[kind: string, label: string, before: string, after: string]} Line */
/** @typedef {[id: string, kind: string, before: string, after: string]} Question */
/** @typedef {[id: string, at: string, start: number, end: number]} Sentence */
/** @typedef {{origins: Record<string, string[]>, kinds: Record<string, string>, questions: Question[], lines: Line[]}} Step */
/** @typedef {{id: string, text: string}} Asked */
/** @typedef {{id: string, voice: string}} Heard */
/** @typedef {{id: string, label?: string, value: string}} Figure */
/** @typedef {{date: string, text: string}} Happening */
/** @typedef {{open_questions: Asked[], perspectives: Heard[], figures: Figure[], timeline: Happening[]}} Sections */
/** @typedef {{departed_voices: {id: string, why: string}[], sources: Record<string, {title: string}>}} Beside */
/** @typedef {{version: number, published: string, numbers: Record<string, number>}} Facts */
/** @typedef {Facts & Sections & Beside & {sentences: Sentence[], step: Step}} Version */

/**
 * Loads the data of versions, from the first to the last; fails in a folder, and if the first or the last was withdrawn.
 * @param {string} story the address of its folder
 * @param {number} first
 * @param {number} last
 */
async function loadVersions(story, first, last) {
  if (location.protocol === "file:") throw new Error("A page in a folder cannot load data.");
  const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const empty = { open_questions: [], perspectives: [], departed_voices: [], figures: [], timeline: [], sources: {} };
  /** @type {Version[]} */
  const loaded = await Promise.all(
    numbers.map(async (number) => ({ ...empty, ...(await (await fetch(`${story}v${number}.json`)).json()) })),
  );
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
  const here = idsOfBoth(first, later);
  let origins = new Map(first.sentences.map(([id]) => [id, [id]]));
  for (const { sentences, step } of later) {
    const before = origins;
    const follow = (/** @type {string} */ id) =>
      new Set((step.origins[id] ?? [id]).flatMap((origin) => before.get(origin) ?? []));
    origins = new Map(sentences.map(([id]) => [id, here.has(id) ? [id] : [...follow(id)]]));
  }
  return origins;
}

/**
 * The ids of the first version under which a sentence stands, whatever became of it in between.
 * @param {Version} first
 * @param {Version[]} later
 */
function idsOfBoth(first, later) {
  return new Set(later.length > 1 ? first.sentences.map(([id]) => id) : []);
}

/**
 * What became of each sentence of the last version: the most that a step says of it and of what it continues.
 * @param {Version} first
 * @param {Version[]} later
 */
function kindsOf(first, later) {
  const order = ["same", "move", "cite", "edit", "add"];
  const here = idsOfBoth(first, later);
  let ranks = new Map(first.sentences.map(([id]) => [id, 0]));
  for (const { sentences, step } of later) {
    const before = ranks;
    const rankOf = (/** @type {string} */ id) => {
      const earlier = (step.origins[id] ?? [id]).map((origin) => before.get(origin) ?? 0);
      const rank = Math.max(order.indexOf(step.kinds[id] ?? "same"), Math.min(...earlier, 4));
      return here.has(id) && rank > 2 ? 0 : rank; // the same words
    };
    ranks = new Map(sentences.map(([id]) => [id, rankOf(id)]));
  }
  return new Map([...ranks].map(([id, rank]) => [id, order[rank] ?? ""]));
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
