// The data of versions, and what changed from the first of them to the last: step by step, no words are compared.

/** @typedef {[kind: string, label: string, before: string, after: string]} Line */
/** @typedef {[id: string, kind: string, before: string, after: string]} Question */
/** @typedef {[id: string, at: string, start: number, end: number]} Sentence */
/** @typedef {{origins: Record<string, string[]>, questions: Question[], lines: Line[]}} Step */
/** @typedef {{version: number, numbers: Record<string, number>, sentences: Sentence[], step: Step}} Version */

/**
 * Loads the data of versions, from the first to the last; fails in a folder.
 * @param {string} story the address of its folder
 * @param {number} first
 * @param {number} last
 */
async function loadVersions(story, first, last) {
  if (location.protocol === "file:") throw new Error("A page in a folder cannot load data.");
  const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  /** @type {Version[]} */
  const loaded = await Promise.all(numbers.map(async (number) => (await fetch(`${story}v${number}.json`)).json()));
  return loaded.filter(({ sentences }) => sentences); // a withdrawn version has none
}

/**
 * What the steps of versions tell, in the order of its kinds. A value that goes on from the one before it is told once, with its
 * first and its last value; of two that only share a label, each is told.
 * @param {Version[]} versions
 */
function linesOf(versions) {
  const kinds = "figure date decided denied happened called_off corrected answered voice opened";
  /** @type {Line[]} */
  const found = [];
  for (const [kind, label, before, after] of versions.flatMap(({ step }) => step.lines)) {
    const goesOn = isValue(kind) ? before : after;
    const known = found.find((line) => line[0] === kind && line[1] === label && line[3] === goesOn);
    if (known) known[3] = after;
    else found.push([kind, label, before, after]);
  }
  const lines = found.filter(([, , before, after]) => before !== after);
  return lines.sort((one, other) => kinds.indexOf(one[0]) - kinds.indexOf(other[0]));
}

/** @param {string} kind */
function isValue(kind) {
  return kind === "figure" || kind === "date";
}

/**
 * Lines as a list, the unit of a figure once.
 * @param {Line[]} lines
 */
function listOf(lines) {
  const list = make("dl", "news");
  for (const [kind, label, before, after] of lines) {
    const told = make("dd", "", after);
    if (isValue(kind)) told.replaceChildren(withoutUnit(before, after), make("i", "", " → "), make("b", "", after));
    list.append(make("dt", "", label), told);
  }
  return list;
}

/**
 * The earlier value without the words at its end that the later one ends with too.
 * @param {string} before
 * @param {string} after
 */
function withoutUnit(before, after) {
  const [words, later] = [before.split(" "), after.split(" ")];
  while (words.length > 1 && words.at(-1) === later.pop()) words.pop();
  return words.join(" ") || "not yet told";
}
