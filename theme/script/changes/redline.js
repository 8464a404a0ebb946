// A redline between any two versions, with lines as in those that are pages of their own.

/**
 * What changed from a version to the last of some later ones: counts, figures and dates, questions, then sentence by sentence.
 * @param {Version} first
 * @param {Version[]} later
 */
function redlineOf(first, later) {
  const last = later.at(-1) ?? first;
  const redline = make("div", "lines");
  const course = followed(first, later);
  const kinds = tellSentences(redline, first, later, course);
  const counted = (/** @type {string[]} */ ...some) => kinds.filter((kind) => some.includes(kind)).length;
  const pair = `#${first.version}-${last.version}`;
  const views = { [pair]: newView(counted("add", "edit")), [`${pair}-full`]: fullView(last.sentences.length) };
  const words = {
    add: _`new#sentences`,
    edit: _`reworded#sentences`,
    cite: _`with other sources`,
    past: _`gone#sentences`,
    move: _`moved#sentences`,
  };
  const legend = Object.entries(words).map(([kind, said]) => {
    return counted(kind) ? make("span", kind, `${counted(kind)} ${said}`) : "";
  });
  all("section", redline).forEach(fold);
  const questions = questionsOf(first, later, course);
  const isAsked = questions.some((row) => !row.matches(".same"));
  const values = [...figuresOf(first, last), ...datesOf(first, last, course)];
  redline.prepend(
    sectionWith(_`Figures and dates`, values.length ? [listOf(values)] : []),
    sectionWith(_`Corrections`, correctionsOf(later)),
    sectionWith(_`Questions`, questions, isAsked ? "" : "same"),
    sectionWith(_`Voices`, voicesOf(first, later)),
  );
  redline.append(sectionWith(_`Sources`, sourcesOf(first, last)));
  const links = Object.entries(views).map(([to, said]) => makeLink(to, said));
  const chosen = links[Number(location.hash.endsWith("full"))];
  if (chosen) chosen.ariaCurrent = "true"; // the next choices are told by the script of all pages
  const anew = saidIfRewritten(first, last, course, kinds.length);
  one(".changes")?.classList.toggle("anew", !!anew);
  return [make("nav", "views", ...links), make("p", "meta legend", ...legend), anew, redline];
}

/** @param {number} n */
function newView(n) {
  return _`New ${n}`;
}

/** @param {number} n */
function fullView(n) {
  return _`Full ${n}`;
}

/**
 * A section with rows; empty without them.
 * @param {string} title
 * @param {Node[]} rows
 * @param {string} [kind]
 */
function sectionWith(title, rows, kind) {
  return rows.length ? make("section", kind, make("h2", "", title), ...rows) : "";
}

/**
 * What is said of a version that was written anew, by the rule of the redlines; empty for any other.
 * @param {Version} first
 * @param {Version} last
 * @param {Course} course
 * @param {number} all how many sentences either has
 */
function saidIfRewritten({ version: a, sentences }, { version: b, sentences: { length: n } }, course, all) {
  const going = [...course.values()].filter(({ from }) => from.length).length;
  const isRewritten = Math.min(sentences.length, n) > 3 && 7 * going < all; // likeness, 2 · going / (all + going), is below 0.25
  const said = _n`Version ${b} was written anew: ${going} of its ${n} sentences continue sentences of version ${a}.`;
  return isRewritten ? make("p", "empty", said) : "";
}

/**
 * A line with what became of its words, as a sign and for those who do not see it.
 * @param {string} kind
 * @param {(string | Node)[]} words
 * @param {(string | Node)[]} note
 */
function rowOf(kind, words, ...note) {
  const said = {
    add: _`New`,
    edit: _`Reworded`,
    cite: _`Other sources`,
    move: _`Moved`,
    past: _`Gone`,
    done: _`Answered`,
  }[kind];
  const told = make(kind === "past" ? "del" : kind === "add" ? "ins" : "span", "", ...words);
  const below = note.some(Boolean) ? make("small", "", ...note) : "";
  return make("p", `l ${kind}`, make("i", "", said ? `${said}: ` : ""), told, below);
}

/**
 * Folds what is gone, and what stays if it is long, and says how much is new.
 * @param {HTMLElement} section
 */
function fold(section) {
  const [some, n] = [all("p.add, p.edit", section).length, all("p:not(.past)", section).length];
  one("h2", section)?.after(make("span", "tally", _`${some} of ${n}`));
  for (const line of all("p.past, p.same", section)) {
    const kind = line.classList[1] ?? "";
    const before = line.previousElementSibling;
    if (before?.matches(`details.${kind}`)) before.append(line);
    else line.replaceWith(make("details", `fold ${kind}`, make("summary"), line.cloneNode(true)));
  }
  for (const box of all("details", section)) {
    const [summary, ...lines] = box.children;
    const [isGone, n] = [box.matches(".past"), lines.length];
    summary?.append(isGone ? _n`${n} sentence gone|${n} sentences gone` : _n`${n} sentence unchanged|${n} sentences unchanged`);
    if (!isGone && n < 3) box.replaceWith(...lines);
    else box.classList.remove("past"); // it stays in the view Full
  }
  section.classList.toggle("same", !one("p:not(.same)", section));
}
