// What a redline tells beside sentences: questions, voices and sources.

/**
 * A line for each question that only one of the two versions asks, that is worded otherwise, or that was answered.
 * @param {Version} first
 * @param {Version[]} later
 * @param {Course} course
 */
function questionsOf(first, later, course) {
  const last = later.at(-1) ?? first;
  const [asked, still] = [first, last].map((one) => bySentence(one, "open_questions", one.open_questions));
  const answers = new Map(later.flatMap(({ step }) => step.questions).map((one) => [one[0], one]));
  const going = new Set();
  const rows = [...(still ?? [])].map(([id, { text }]) => {
    const [was] = (course.get(id)?.from ?? []).flatMap((origin) => asked?.get(origin) ?? []);
    const [before, after] = [was && plainOf(was.text), plainOf(text)];
    if (!before) return rowOf("add", [after]);
    going.add(was);
    return before === after ? rowOf("same", [after]) : rowOf("edit", [after], _`Was`, `: ${before}`);
  });
  for (const one of first.open_questions) {
    const [, kind = "", , why = ""] = answers.get(one.id) ?? [];
    const said = { merged: _`Merged`, dropped: _`Dropped` }[kind];
    const note = said && why ? `${said}: ${why}` : said ?? _`No version says why it is no longer asked.`;
    if (kind !== "answered" && !going.has(one)) rows.push(rowOf("past", [plainOf(one.text)], note));
  }
  for (const [id, kind, before, answer] of answers.values()) {
    if (kind === "answered" && !last.open_questions.some((one) => one.id === id)) rows.push(rowOf("done", [before], answer));
  }
  return rows;
}

/**
 * The mistakes that later versions corrected, each once though it was wrong in several.
 * @param {Version[]} later
 */
function correctionsOf(later) {
  const once = new Map(later.flatMap(({ corrections }) => corrections).map((one) => [one.was + one.now, one]));
  return [...once.values()].map(({ of: n, now, why = "", ...said }) => {
    const [versions, was] = [_`Version ${n}`, plainOf(said.was)];
    return rowOf("edit", [plainOf(now)], _`${versions} said: ${was}`, ` ${plainOf(why)}`);
  });
}

/**
 * For each sentence that was new or reworded: words of a source that it cites, as the last step has them.
 * @param {Version[]} later
 */
function besideOf(later) {
  return new Map(
    later.flatMap((version) =>
      Object.entries(version.step.beside ?? {}).map(([id, [number, place, outlet]]) => {
        const key = Object.keys(version.numbers).find((one) => version.numbers[one] === number) ?? "";
        const { title, date, quotes, evidence } = version.sources[key] ?? { title: "" };
        const about = [outlet, date && spoken(date, version), evidence === "headline" && _`headline only`];
        const words = make("q", "", quotes?.[place] ?? title);
        return [id, make("div", "", words, " ", about.filter(Boolean).join(_`, #list`))];
      }),
    ),
  );
}

/**
 * Voices that only one of two versions has, with the reason if one departed.
 * @param {Version} first
 * @param {Version[]} later
 */
function voicesOf(first, later) {
  const last = later.at(-1) ?? first;
  const n = last.version;
  const came = missingIn(first.perspectives, last.perspectives).map(({ voice }) => voice);
  const why = new Map(later.flatMap((version) => version.departed_voices).map((one) => [one.id, one.why]));
  const left = missingIn(last.perspectives, first.perspectives).map(({ id, voice }) =>
    rowOf("past", [voice], why.get(id) ?? _`Version ${n} does not say why.`),
  );
  return came.length ? [rowOf("add", [came.join(_`, #list`)]), ...left] : left;
}

/**
 * Sources that only one of two versions cites; those that are gone are folded.
 * @param {Version} first
 * @param {Version} last
 */
function sourcesOf(first, last) {
  const only = (/** @type {Version} */ one, /** @type {Version} */ other) =>
    Object.entries(one.sources).flatMap(([key, { title }]) => (key in other.sources ? [] : [title]));
  /** @type {HTMLElement[]} */
  const rows = only(last, first).map((title) => rowOf("add", [title]));
  const gone = only(first, last).map((title) => rowOf("past", [title]));
  const n = gone.length;
  if (n) rows.push(make("details", "", make("summary", "", _n`${n} source gone|${n} sources gone`), ...gone));
  return rows;
}
