// What is new to this reader: the line under the title, the marks, and the card of changes.

function showVisit() {
  const { story, latest } = shown();
  const version = Number(shown().version);
  const [place, card] = [one(".visit"), one("#changed")];
  if (!place || latest === undefined) return;
  const { previous: n, read } = noteVisit(story, version);
  if (!n) return;
  one(".brief")?.classList.add("read"); // so that only what is new to the reader is marked
  place.hidden = false;
  if (n > version) place.append(make("p", "", _`Version ${n}, which you read, was withdrawn.`));
  else if (n < version) {
    const when = read && ago(read);
    place.append(make("p", "", when ? _`You last read version ${n}, ${when}:` : _`You last read version ${n}:`), actionsOf(n));
    if (card) sumUp(card, n, place.dataset.sum);
  } else {
    const [day, redline] = card ? [one("time", card), links(".acts a", card)[0]] : [];
    const said = day
      ? wordsWith((date) => _`You have read this version. Nothing new since ${date}.`, day.cloneNode(true))
      : [_`You have read this version. Nothing new.`];
    place.append(make("p", "", ...said));
    if (redline) place.append(make("p", "acts", makeLink(redline.href, _`What changed in version ${n}`)));
    if (card) card.hidden = true;
  }
}

/**
 * How much is new since the version that the reader read, which is marked unless it is most of the brief, and its redline.
 * @param {number} previous
 */
function actionsOf(previous) {
  const { total } = shown();
  const news = all("[data-v]").filter(({ dataset }) => Number(dataset.v) > previous);
  const n = news.length;
  const told = make("b", "", _n`${n} new sentence|${n} new sentences`);
  const actions = make("p", "acts", told, redlineFrom(previous));
  if (n > Number(total) * 0.6) told.textContent = _n`${n} of ${total} sentences are new, so none is marked`;
  else if (n) {
    for (const sentence of news) sentence.classList.add("unseen");
    told.after(...onlyButtons(told));
  }
  return actions;
}

/**
 * A link to the redline from a version to the one on the page.
 * @param {number} n
 */
function redlineFrom(n) {
  return makeLink(`changes/index.html#${n}-${shown().version}`, _`Redline from version ${n}`);
}

/**
 * Makes the card of changes sum up every version since the one that the reader read.
 * @param {HTMLElement} card
 * @param {number} n
 * @param {string} [script] the one that can sum up several versions, which few readers need
 */
function sumUp(card, n, script) {
  const head = one("h2", card);
  for (const told of all(".acts, .soft", card)) told.remove(); // the line above says it
  if (n < Number(shown().version) - 1) {
    card.dataset.since = `${n}`;
    document.head.append(Object.assign(make("script"), { src: script }));
  } else if (head) head.textContent = _`Since version ${n}`;
}

/**
 * How long ago a time was.
 * @param {number} time
 */
function ago(time) {
  const n = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 864e5);
  return n > 1 ? _n`${n} days ago` : n > 0 ? _`yesterday` : _`today`;
}
