// What changed from one version to another, in lines: figures and dates as each of the two has them, then what the steps tell.

/**
 * Every line, in the order of its kinds.
 * @param {Version} first
 * @param {Version[]} later
 * @returns {Line[]}
 */
function linesOf(first, later) {
  const last = later.at(-1) ?? first;
  const heard = missingIn(first.perspectives, last.perspectives).map(({ voice }) => voice);
  const voices = heard.length > 3 ? `${heard[0]}, ${heard[1]} and ${heard.length - 2} more` : heard.join(", ");
  const opened = missingIn(first.open_questions, last.open_questions);
  return [
    ...figuresOf(first, last),
    ...datesOf(first, last, followed(first, later)),
    ...toldOf(last, later),
    .../** @type {Line[]} */ (voices ? [["voice", "Now heard too", "", voices]] : []),
    ...opened.map(({ text }) => /** @type {Line} */ (["opened", "Opened", "", plainOf(text)])),
  ];
}

/**
 * Those of the later ones whose ids no earlier one has.
 * @template {{id: string}} One
 * @param {One[]} before
 * @param {One[]} after
 */
function missingIn(before, after) {
  return after.filter(({ id }) => !before.some((one) => one.id === id));
}

/**
 * Key figures whose values differ, or that only one of the two versions has.
 * @param {Version} first
 * @param {Version} last
 * @returns {Line[]}
 */
function figuresOf(first, last) {
  const told = [...last.figures, ...missingIn(last.figures, first.figures)];
  return told.flatMap(({ id, label = id }) => {
    const [before, after] = [first, last].map(({ figures }) => figures.find((one) => one.id === id)?.value);
    const [was, now] = [before ? spoken(before, last) : "not yet told", after ? spoken(after, last) : "no longer told"];
    const line = ["figure", label, was, now];
    return before === after ? [] : [/** @type {Line} */ (line)];
  });
}

/**
 * Events that go on, with another date.
 * @param {Version} first
 * @param {Version} last
 * @param {Course} course
 * @returns {Line[]}
 */
function datesOf(first, last, course) {
  const was = bySentence(first, "timeline", first.timeline);
  return [...bySentence(last, "timeline", last.timeline)].flatMap(([id, { date, text }]) => {
    const [before] = (course.get(id)?.from ?? []).flatMap((origin) => was.get(origin) ?? []);
    const line = ["date", plainOf(text).replace(/\.$/, ""), spoken(before?.date ?? date, last), spoken(date, last)];
    return before && before.date !== date ? [/** @type {Line} */ (line)] : [];
  });
}

/**
 * The entries of a list of a version, by the id of their first sentence.
 * @template Entry
 * @param {Version} version
 * @param {string} list its name
 * @param {Entry[]} entries
 * @returns {Map<string, Entry>}
 */
function bySentence({ sentences }, list, entries) {
  return new Map(
    entries.flatMap((entry, place) => {
      const [id] = sentences.find(([, at]) => at.startsWith(`${list}[${place}]`)) ?? [];
      return id ? [[id, entry]] : [];
    }),
  );
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

/**
 * A date as people write it, without the year of the last version; any other value as it is.
 * @param {string} value
 * @param {Version} last
 */
function spoken(value, last) {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(value) ?? [];
  if (!month) return value;
  const words = day ? dayOf(value) : new Date(value).toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" });
  return last.published.startsWith(`${year}`) ? words : `${words} ${year}`;
}

/**
 * Lines as a list, the unit of a figure and a label that repeats once.
 * @param {Line[]} lines
 */
function listOf(lines) {
  const list = make("dl", "news");
  let said = "";
  for (const [kind, label, before, after] of lines) {
    const told = make("dd", "", after);
    const isValue = /figure|date/.test(kind);
    if (isValue) told.replaceChildren(withoutUnit(before, after), make("i", "", " → "), make("b", "", after));
    list.append(said === label ? "" : make("dt", "", label), told);
    said = label;
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
  return words.join(" ");
}
