// The sentences of a redline: their words, citations and places.

/**
 * A line for each sentence of the last version, and for those of the first that it does not continue; gives their kinds.
 * @param {HTMLElement} redline
 * @param {Version} first
 * @param {Version[]} later
 * @param {Course} course
 */
function tellSentences(redline, first, later, course) {
  const [last, beside] = [later.at(-1) ?? first, besideOf(later)];
  /** @type {Map<string, Sentence>} */
  const before = new Map();
  for (const sentence of first.sentences) before.set(sentence[0], sentence);
  const gone = new Map(before);
  const found = last.sentences.map((sentence) => {
    const { from, kind } = course.get(sentence[0]) ?? { from: [], kind: "" };
    const was = from.map((id) => /** @type {Sentence} */ (before.get(id)));
    for (const id of from) gone.delete(id);
    const words = /add|edit/.test(kind) ? beside.get(sentence[0]) : undefined;
    tell(redline, last, sentence, kind, noteOf(kind, first, was, sectionOf(sentence)), words);
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
  if (kind === "move") return [section === now ? _`Moved within ${section}` : _`Moved here from ${section}`];
  if (kind !== "cite") return [_`Was`, `: ${was.map((sentence) => plainOf(wordsOf(first, sentence))).join(" ")}`];
  const cited = [...wordsOf(first, one).matchAll(/\[@(.+?)\]/g)].flatMap(([, keys = ""]) => sourcesIn(first, keys));
  return wordsWith((sources) => _`Its sources were: ${sources}`, ...(cited.length ? cited : [_`none`]));
}

/**
 * The name of a sentence's section.
 * @param {Sentence} sentence
 */
function sectionOf([, at]) {
  const name = {
    what: _`What`,
    why_it_matters: _`Why it matters`,
    open_questions: _`Open questions`,
    narrative: _`Narrative`,
    timeline: _`Timeline`,
    perspectives: _`Perspectives`,
    tensions: _`Tensions`,
  }[at.replace(/\W.*/, "")];
  return name ?? "";
}

/**
 * Adds a sentence to its section; questions have a section of their own.
 * @param {HTMLElement} redline
 * @param {Version} version
 * @param {Sentence} sentence
 * @param {string} kind
 * @param {(string | Node)[]} [note]
 * @param {Node} [beside]
 */
function tell(redline, version, sentence, kind, note = [], beside = undefined) {
  const name = sectionOf(sentence);
  if (sentence[1].startsWith("open_questions")) return;
  let section = all("section", redline).find(({ ariaLabel }) => ariaLabel === name);
  if (!section) {
    section = make("section", "", make("h2", "", name));
    section.ariaLabel = name;
    redline.append(section);
  }
  const line = rowOf(kind, [placeOf(version, sentence[1]), ...spelt(version, sentence)], ...note);
  section.append(beside ? make("div", "w", line, beside) : line);
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
  const words = wordsOf(version, sentence).replace(/\s*((?:\[@[^\]]+\]\s*)+)([.,;:!?…؟،؛]+)/g, "$2$1");
  const parts = words.split(/\s*\[@(.+?)\]/);
  return parts.flatMap((part, place) => (place % 2 ? sourcesIn(version, part) : part));
}

/**
 * Links to the sources of a citation on its version's page.
 * @param {Version} version
 * @param {string} keys
 */
function sourcesIn({ version, numbers }, keys) {
  return keys.split(/\W+@/).flatMap((key) => {
    const link = makeLink(`../v${version}/index.html#s${numbers[key]}`, `[${numbers[key]}]`);
    link.className = "c";
    return ["\u2060", link];
  });
}
