// A redline between any two versions, with lines as in those that are pages of their own.

/**
 * What changed from a version to the last of some later ones: counts, figures and dates, questions, then sentence by sentence.
 * @param {Version} first
 * @param {Version[]} later
 */
function redlineOf(first, later) {
  const last = later.at(-1) ?? first;
  const redline = make("div", "lines");
  tellSentences(redline, first, last, originsOf(first, later));
  const [news, stays] = [all("p.add, p.edit", redline).length, all("p:not(.past)", redline).length];
  const pair = `#${first.version}-${last.version}`;
  const views = { [pair]: `New ${news}`, [`${pair}-full`]: `Full ${stays}` };
  const legend = Object.entries({ add: "new", edit: "reworded", past: "gone" }).map(([kind, said]) => {
    const found = all(`p.${kind}`, redline).length;
    return found ? make("span", kind, `${found} ${said}`) : "";
  });
  all("section", redline).forEach(fold);
  const questions = questionsOf(first, later);
  const lines = linesOf(first, later);
  const [values, corrected] = [lines.filter(([kind]) => isValue(kind)), lines.filter(([kind]) => kind === "corrected")];
  if (questions.length) redline.prepend(make("section", "", make("h2", "", "Questions"), ...questions));
  if (corrected.length) redline.prepend(make("section", "", make("h2", "", "Corrections"), listOf(corrected)));
  if (values.length) redline.prepend(make("section", "", make("h2", "", "Figures and dates"), listOf(values)));
  const links = Object.entries(views).map(([to, said]) => makeLink(to, said));
  return [make("nav", "views", ...links), make("p", "meta legend", ...legend), redline];
}

/**
 * A line for each sentence of the last version, and for those of the first that it does not continue.
 * @param {HTMLElement} redline
 * @param {Version} first
 * @param {Version} last
 * @param {Map<string, string[]>} origins
 */
function tellSentences(redline, first, last, origins) {
  /** @type {Map<string, Sentence>} */
  const before = new Map();
  for (const sentence of first.sentences) before.set(sentence[0], sentence);
  const gone = new Map(before);
  for (const sentence of last.sentences) {
    const was = (origins.get(sentence[0]) ?? []).map((id) => /** @type {Sentence} */ (before.get(id)));
    for (const [id] of was) gone.delete(id);
    const kind = !was.length ? "add" : `${was.map(([id]) => id)}` === sentence[0] ? "same" : "edit";
    const words = was.map((one) => plainOf(wordsOf(first, one)));
    tell(redline, last, sentence, kind, kind === "edit" ? `Was: ${words.join(" ")}` : "");
  }
  gone.forEach((sentence) => tell(redline, first, sentence, "past"));
}

/**
 * Adds a sentence to its section; questions have a section of their own.
 * @param {HTMLElement} redline
 * @param {Version} version
 * @param {Sentence} sentence
 * @param {string} kind
 * @param {string} [note]
 */
function tell(redline, version, sentence, kind, note) {
  const name = sentence[1].replace(/\W.*/, "").replaceAll("_", " ");
  if (name.endsWith("questions")) return;
  let section = one(`[aria-label="${name}"]`, redline);
  if (!section) {
    section = make("section", "", make("h2", "", name.charAt(0).toUpperCase() + name.slice(1)));
    section.ariaLabel = name;
    redline.append(section);
  }
  section.append(rowOf(kind, [placeOf(version, sentence[1]), ...spelt(version, sentence)], note));
}

/**
 * A line with what became of its words, as a sign and for those who do not see it.
 * @param {string} kind
 * @param {(string | Node)[]} words
 * @param {string} [note]
 */
function rowOf(kind, words, note) {
  const said = { add: "New", edit: "Reworded", past: "Gone", done: "Answered" }[kind];
  const told = make(kind === "past" ? "del" : kind === "add" ? "ins" : "span", "", ...words);
  return make("p", `l ${kind}`, make("i", "", said ? `${said}: ` : ""), told, ...(note ? [make("small", "", note)] : []));
}

/**
 * Folds what is gone, and what stays if it is long, and says how much is new.
 * @param {HTMLElement} section
 */
function fold(section) {
  const [news, stays] = [all("p.add, p.edit", section).length, all("p:not(.past)", section).length];
  one("h2", section)?.after(make("span", "tally", `${news} of ${stays}`));
  for (const line of all("p.past, p.same", section)) {
    const kind = line.classList[1] ?? "";
    const before = line.previousElementSibling;
    if (before?.matches(`details.${kind}`)) before.append(line);
    else line.replaceWith(make("details", `fold ${kind}`, make("summary"), line.cloneNode(true)));
  }
  for (const box of all("details", section)) {
    const [summary, ...lines] = box.children;
    const said = box.matches(".past") ? "gone" : "unchanged";
    summary?.append(`${count(lines.length, "sentence")} ${said}`);
    if (said === "unchanged" && lines.length < 3) box.replaceWith(...lines);
    else box.classList.remove("past"); // it stays in the view Full
  }
  section.classList.toggle("same", !one("p:not(.same)", section));
}

/**
 * A line for each question that only one of the two versions asks, that is worded otherwise, or that was answered.
 * @param {Version} first
 * @param {Version[]} later
 */
function questionsOf(first, later) {
  const [asked, still] = [first, later.at(-1) ?? first].map((one) => one.open_questions);
  const answers = new Map(later.flatMap(({ step }) => step.questions).map((one) => [one[0], one]));
  /** @type {(HTMLElement | "")[]} */
  const rows = (still ?? []).map(({ id, text }) => {
    const was = asked?.find((one) => one.id === id);
    if (!was) return rowOf("add", [plainOf(text)]);
    return plainOf(was.text) === plainOf(text) ? "" : rowOf("edit", [plainOf(text)], `Was: ${plainOf(was.text)}`);
  });
  for (const { id, text } of missingIn(still ?? [], asked ?? [])) {
    if (answers.get(id)?.[1] !== "answered") rows.push(rowOf("past", [plainOf(text)]));
  }
  for (const [id, kind, before, answer] of answers.values()) {
    if (kind === "answered" && !still?.some((one) => one.id === id)) rows.push(rowOf("done", [before], answer));
  }
  return rows.filter((row) => row !== "");
}

/**
 * Whose words a sentence has, when it happened, or what it is about.
 * @param {Version} version
 * @param {string} at
 */
function placeOf(version, at) {
  const [, list = "", place] = /^(\w+)\[(\d+)/.exec(at) ?? [];
  const { voice, title, date } = Object(Object(Reflect.get(version, list))[Number(place)]);
  const name = voice ?? title ?? (date && spoken(date, version));
  return name ? make("b", "", `${name}: `) : "";
}

/**
 * A sentence with links to its sources, which stand after its stop.
 * @param {Version} version
 * @param {Sentence} sentence
 */
function spelt(version, sentence) {
  const words = wordsOf(version, sentence).replace(/\s*((?:\[@[^\]]+\]\s*)+)([.,;:!?…]+)/g, "$2$1");
  const parts = words.split(/\s*\[@(.+?)\]/);
  const sources = (/** @type {string} */ part) => part.split(/\W+@/).map((key) => sourceOf(version, key));
  return parts.map((part, place) => (place % 2 ? make("span", "", ...sources(part)) : part));
}

/**
 * A link to a source on its version's page.
 * @param {Version} version
 * @param {string} key
 */
function sourceOf({ version, numbers }, key) {
  const link = makeLink(`../v${version}/index.html#s${numbers[key]}`, `[${numbers[key]}]`);
  link.className = "c";
  return link;
}
