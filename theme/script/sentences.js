// Sentences: since when one stands, its link, and a report of an error in it.

/**
 * The sentences of a brief or of a section of it.
 * @param {ParentNode} where
 */
function sentencesOf(where) {
  return all("[id^='s-']:not(a)", where);
}

/** What the page says of the version on it. */
function shown() {
  return one(".brief")?.dataset ?? {};
}

/**
 * Shows a line about a sentence.
 * @param {HTMLElement} sentence
 */
function openLine(sentence) {
  const { report } = shown();
  const line = make("span", "about", ageOf(sentence), " · ", copyLink(sentence.id));
  if (report) line.append(" · ", reportLink(report, sentence, sentence.innerText, _`report an error`));
  float(line, sentence);
}

/**
 * Since when a sentence stands.
 * @param {HTMLElement} sentence
 */
function ageOf({ dataset: { v, s: since } }) {
  const { first, version } = shown();
  const n = v ?? first;
  if (v && v === version) return since ? _`Reworded in version ${n}` : _`New in version ${n}`;
  return since ? _`Stands since version ${since}, reworded in version ${n}` : _`Stands since version ${n}`;
}

/**
 * A link to a place on the page of this version, which never changes; a click copies it.
 * @param {string} id
 */
function copyLink(id) {
  const { latest, version } = shown();
  const page = one("link[rel=canonical]")?.getAttribute("href") ?? "";
  const link = makeLink(page + (latest === undefined ? "" : `v${version}/`) + `#${id}`, _`copy link`);
  link.ariaLive = "polite";
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
      link.textContent = _`link copied`;
    } catch {
      location.hash = id; // the browser does not allow copying, so that the reader can
    }
  });
  return link;
}

/** Leads from sentence to sentence by arrow keys, and shows the line of one that a finger rests on. */
function followSentences() {
  let timer = 0;
  offerSentences();
  addEventListener("keydown", (event) => {
    const sentences = sentencesOf(document);
    const here = sentences.findIndex((sentence) => sentence === event.target);
    const next = here < 0 ? null : sentences[here + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
    if (!next) return;
    event.preventDefault();
    goTo(next);
  });
  addEventListener("pointerdown", (event) => {
    const sentence = around(event, ".float, a, [id^='s-']");
    if (event.pointerType === "touch" && sentence?.matches("[id^='s-']")) timer = setTimeout(openLine, 400, sentence);
  });
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => clearTimeout(timer));
}

/** Adds a button to the head of each section, which shows when it has the focus and leads to the first sentence. */
function offerSentences() {
  for (const head of all(".brief section > h2")) {
    const [first] = sentencesOf(head.parentElement ?? head);
    const button = makeButton(_`Sentences`, () => first && goTo(first));
    button.className = "skip";
    if (first) head.after(button);
  }
}

/** Says that a sentence or event, to which a link led, is not on this page. */
function sayMissing() {
  const isPlace = /^#[se]-[\da-f]{8}(-\d+)?$/.test(location.hash);
  const [history] = links("a[href*='history/']");
  one(".missing")?.remove();
  if (!isPlace || !history || one(location.hash)) return;
  const link = makeLink(history.href, _`history#see the`);
  const note = make("p", "missing", ...wordsWith((history) => _`This passage is not on this page. See the ${history}.`, link));
  note.role = "status";
  one(".visit, .tl > section")?.before(note);
}
