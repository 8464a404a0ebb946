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
  const questions = questionsOf(later);
  const values = linesOf(later).filter(([kind]) => isValue(kind));
  if (questions.length) redline.prepend(make("section", "", make("h2", "", "Questions"), ...questions));
  if (values.length) redline.prepend(make("section", "", make("h2", "", "Figures and dates"), listOf(values)));
  const links = Object.entries(views).map(([to, said]) => makeLink(to, said));
  return [make("nav", "views", ...links), make("p", "meta legend", ...legend), redline];
}

/**
 * For each sentence of the last version: those of the first that it continues; none if it is new.
 * @param {Version} first
 * @param {Version[]} later
 */
function originsOf(first, later) {
  /** @type {Map<string, string[]>} */
  let origins = new Map(first.sentences.map(([id]) => [id, [id]]));
  for (const { sentences, step } of later) {
    const before = origins;
    const follow = (/** @type {string} */ id) =>
      new Set((step.origins[id] ?? [id]).flatMap((origin) => before.get(origin) ?? []));
    origins = new Map(sentences.map(([id]) => [id, [...follow(id)]]));
  }
  return origins;
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
    const words = was.map((one) => wordsOf(first, one).replace(/\s*\[@.+?\]/g, ""));
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
  section.append(rowOf(kind, spelt(version, sentence), note));
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
    summary?.append(`${count(lines.length, "sentence", "sentences")} ${said}`);
    if (said === "unchanged" && lines.length < 3) box.replaceWith(...lines);
    else box.classList.remove("past"); // it stays in the view Full
  }
  section.classList.toggle("same", !one("p:not(.same)", section));
}

/**
 * A line for each question that changed.
 * @param {Version[]} later
 */
function questionsOf(later) {
  const questions = later.flatMap(({ step }) => step.questions);
  return Array.from(new Set(questions.map(([id]) => id)), (id) => {
    const found = questions.filter((question) => question[0] === id);
    const [, kind, before, after] = found.at(-1) ?? ["", "", "", ""];
    if (kind === "answered") return rowOf("done", [before], after);
    if (/merged|dropped|vanished/.test(kind)) return rowOf("past", [before], after);
    return rowOf(found[0]?.[2] ? "edit" : "add", [after]);
  });
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
 * A sentence with links to its sources.
 * @param {Version} version
 * @param {Sentence} sentence
 */
function spelt(version, sentence) {
  const parts = wordsOf(version, sentence).split(/\s*\[@(.+?)\]/);
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
