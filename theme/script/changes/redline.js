// A redline between any two versions, with lines as in those that are pages of their own.

/**
 * What changed from a version to the last of some later ones: counts, figures and dates, questions, then sentence by sentence.
 * @param {Version} first
 * @param {Version[]} later
 */
function redlineOf(first, later) {
  const last = later.at(-1) ?? first;
  const redline = make("div", "lines");
  const kinds = tellSentences(redline, first, later);
  const counted = (/** @type {string[]} */ ...some) => kinds.filter((kind) => some.includes(kind)).length;
  const pair = `#${first.version}-${last.version}`;
  const views = { [pair]: `New ${counted("add", "edit")}`, [`${pair}-full`]: `Full ${last.sentences.length}` };
  const words = { add: "new", edit: "reworded", cite: "with other sources", past: "gone", move: "moved" };
  const legend = Object.entries(words).map(([kind, said]) => {
    return counted(kind) ? make("span", kind, `${counted(kind)} ${said}`) : "";
  });
  all("section", redline).forEach(fold);
  const voices = voicesOf(first, later);
  if (voices.length) redline.prepend(make("section", "", make("h2", "", "Voices"), ...voices));
  const questions = questionsOf(first, later);
  const lines = linesOf(first, later);
  const [values, corrected] = [lines.filter(([kind]) => isValue(kind)), lines.filter(([kind]) => kind === "corrected")];
  const asked = questions.some((row) => !row.matches(".same")) ? "" : "same";
  if (questions.length) redline.prepend(make("section", asked, make("h2", "", "Questions"), ...questions));
  if (corrected.length) redline.prepend(make("section", "", make("h2", "", "Corrections"), listOf(corrected)));
  if (values.length) redline.prepend(make("section", "", make("h2", "", "Figures and dates"), listOf(values)));
  const sources = sourcesOf(first, last);
  if (sources.length) redline.append(make("section", "", make("h2", "", "Sources"), ...sources));
  const links = Object.entries(views).map(([to, said]) => makeLink(to, said));
  return [make("nav", "views", ...links), make("p", "meta legend", ...legend), redline];
}

/**
 * A line for each sentence of the last version, and for those of the first that it does not continue; gives their kinds.
 * @param {HTMLElement} redline
 * @param {Version} first
 * @param {Version[]} later
 */
function tellSentences(redline, first, later) {
  const last = later.at(-1) ?? first;
  const [origins, kinds] = [originsOf(first, later), kindsOf(first, later)];
  /** @type {Map<string, Sentence>} */
  const before = new Map();
  for (const sentence of first.sentences) before.set(sentence[0], sentence);
  const gone = new Map(before);
  const found = last.sentences.map((sentence) => {
    const was = (origins.get(sentence[0]) ?? []).map((id) => /** @type {Sentence} */ (before.get(id)));
    for (const [id] of was) gone.delete(id);
    const kind = kinds.get(sentence[0]) ?? "";
    tell(redline, last, sentence, kind, noteOf(kind, first, was, sectionOf(sentence)));
    return kind;
  });
  gone.forEach((sentence) => tell(redline, first, sentence, "past"));
  return [...found, ...[...gone].map(() => "past")];
}

/**
 * What stands below a sentence: the earlier words, sources or section of what it continues.
 * @param {string} kind
 * @param {Version} first
 * @param {Sentence[]} was
 * @param {string} now
 * @returns {(string | Node)[]}
 */
function noteOf(kind, first, was, now) {
  const [one] = was;
  if (!one || kind === "same") return [];
  const section = sectionOf(one);
  if (kind === "move") return [section === now ? `Moved within ${now}` : `Moved here from ${section}`];
  if (kind !== "cite") return [`Was: ${was.map((sentence) => plainOf(wordsOf(first, sentence))).join(" ")}`];
  const cited = [...wordsOf(first, one).matchAll(/\[@(.+?)\]/g)].flatMap(([, keys = ""]) => sourcesIn(first, keys));
  return ["Its sources were: ", ...(cited.length ? cited : ["none"])];
}

/**
 * The name of a sentence's section.
 * @param {Sentence} sentence
 */
function sectionOf([, at]) {
  const name = at.replace(/\W.*/, "").replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * Adds a sentence to its section; questions have a section of their own.
 * @param {HTMLElement} redline
 * @param {Version} version
 * @param {Sentence} sentence
 * @param {string} kind
 * @param {(string | Node)[]} [note]
 */
function tell(redline, version, sentence, kind, note = []) {
  const name = sectionOf(sentence);
  if (name.endsWith("questions")) return;
  let section = one(`[aria-label="${name}"]`, redline);
  if (!section) {
    section = make("section", "", make("h2", "", name));
    section.ariaLabel = name;
    redline.append(section);
  }
  section.append(rowOf(kind, [placeOf(version, sentence[1]), ...spelt(version, sentence)], ...note));
}

/**
 * A line with what became of its words, as a sign and for those who do not see it.
 * @param {string} kind
 * @param {(string | Node)[]} words
 * @param {(string | Node)[]} note
 */
function rowOf(kind, words, ...note) {
  const said = { add: "New", edit: "Reworded", cite: "Other sources", move: "Moved", past: "Gone", done: "Answered" }[kind];
  const told = make(kind === "past" ? "del" : kind === "add" ? "ins" : "span", "", ...words);
  const below = note.some(Boolean) ? make("small", "", ...note) : "";
  return make("p", `l ${kind}`, make("i", "", said ? `${said}: ` : ""), told, below);
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
  return parts.map((part, place) => (place % 2 ? make("span", "", "\u2060", ...sourcesIn(version, part)) : part));
}

/**
 * Links to the sources of a citation on its version's page.
 * @param {Version} version
 * @param {string} keys
 */
function sourcesIn({ version, numbers }, keys) {
  return keys.split(/\W+@/).map((key) => {
    const link = makeLink(`../v${version}/index.html#s${numbers[key]}`, `[${numbers[key]}]`);
    link.className = "c";
    return link;
  });
}
