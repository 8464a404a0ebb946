// What changed from one version to another, in lines: figures and dates as each of the two has them.

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
    const [was, now] = [before ? spoken(before, last) : _`not yet told`, after ? spoken(after, last) : _`no longer told`];
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
 * A date as people write it, without the year of the last version; any other value as it is.
 * @param {string} value
 * @param {Version} last
 */
function spoken(value, last) {
  const [, year, day] = /^(\d{4})-\d\d(-\d\d)?$/.exec(value) ?? [];
  if (!year) return value;
  return dayOf(value, { day: day ? "numeric" : undefined, year: last.published.startsWith(year) ? undefined : "numeric" });
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
