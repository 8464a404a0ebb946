// What changed since a version, in lines: figures and dates, then what the steps tell.

/**
 * Every line, in the order of its kinds.
 * @param {Version} first
 * @param {Version[]} later
 * @returns {Line[]}
 */
function linesOf(first, later) {
  const last = later.at(-1) ?? first;
  const voices = namesOf(missingIn(first.perspectives, last.perspectives).map(({ voice }) => voice));
  const opened = missingIn(first.open_questions, last.open_questions);
  return [
    ...figuresOf(first, last),
    ...datesOf(first, last, followed(first, later)),
    ...toldOf(last, later),
    .../** @type {Line[]} */ (voices ? [["voice", _`Now heard too`, "", voices]] : []),
    ...opened.map(({ text }) => /** @type {Line} */ (["opened", _`Opened`, "", plainOf(text)])),
  ];
}

/**
 * Names as a list; of more than three, the first two and how many more there are.
 * @param {string[]} every
 */
function namesOf(every) {
  const n = every.length - 2;
  const names = (n > 1 ? every.slice(0, 2) : every).join(_`, #list`);
  const last = _n`${n} more#of a list`;
  return n > 1 ? _`${names} and ${last}` : names;
}

/**
 * What the steps tell besides: corrections, answers, and events that the last version still has.
 * @param {Version} last
 * @param {Version[]} later
 */
function toldOf(last, later) {
  const kinds = ["decided", "denied", "happened", "called_off", "corrected", "answered"];
  const texts = [last.what, ...last.narrative, ...last.timeline.map(({ text }) => text)];
  const stands = (/** @type {string} */ words) => texts.some((text) => plainOf(text).includes(words.replace(/ …$/, "")));
  const lines = later.flatMap(({ step }) => step.lines).filter(([kind, , , after]) => kinds.indexOf(kind) > 3 || stands(after));
  const once = new Map(lines.map((line) => [line[3], line]));
  const found = [...once.values()].filter(([kind]) => kinds.includes(kind));
  return found.sort((one, other) => kinds.indexOf(one[0]) - kinds.indexOf(other[0]));
}
