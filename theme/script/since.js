// What is new to this reader: the line under the title, the marks, and the card of changes.

function showVisit() {
  const { story, latest } = shown();
  const version = Number(shown().version);
  const [place, card] = [one(".visit"), one("#changed")];
  if (!place || latest === undefined) return;
  const { previous, read } = noteVisit(story, version);
  if (!previous) return;
  one(".brief")?.classList.add("read"); // so that only what is new to the reader is marked
  place.hidden = false;
  if (previous > version) place.append(make("p", "", `Version ${previous}, which you read, was withdrawn.`));
  else if (previous < version) {
    const when = read ? `, ${ago(read)}` : "";
    place.append(make("p", "", `You last read version ${previous}${when}:`), actionsOf(previous));
    if (card) sumUp(card, previous, place.dataset.sum);
  } else {
    const [day, redline] = card ? [one("time", card), links(".acts a", card)[0]] : [];
    place.append(make("p", "", "You have read this version. Nothing new", day ? " since " : "", day?.cloneNode(true) ?? "", "."));
    if (redline) place.append(make("p", "acts", makeLink(redline.href, `What changed in version ${version}`)));
    if (card) card.hidden = true;
  }
}

/**
 * How much is new since the version that the reader read, which is marked unless it is most of the brief, and its redline.
 * @param {number} previous
 */
function actionsOf(previous) {
  const { total, version } = shown();
  const news = all("[data-v]").filter(({ dataset }) => Number(dataset.v) > previous);
  const told = make("b", "", count(news.length, "new sentence"));
  const redline = makeLink(`changes/index.html#${previous}-${version}`, "Redline", make("span", "", ` from version ${previous}`));
  const actions = make("p", "acts", told, redline);
  if (news.length > Number(total) * 0.6) told.textContent = `${news.length} of ${total} sentences are new, so none is marked`;
  else if (news.length) {
    for (const sentence of news) sentence.classList.add("unseen");
    told.after(...onlyButtons(told));
  }
  return actions;
}

/**
 * Makes the card of changes sum up every version since the one that the reader read.
 * @param {HTMLElement} card
 * @param {number} previous
 * @param {string} [script] the one that can sum up several versions, which few readers need
 */
function sumUp(card, previous, script) {
  const head = one("h2", card);
  for (const told of all(".acts, .soft", card)) told.remove(); // the line above says it
  if (previous < Number(shown().version) - 1) {
    card.dataset.since = `${previous}`;
    document.head.append(Object.assign(make("script"), { src: script }));
  } else if (head) head.textContent = `Since version ${previous}`;
}

/**
 * How long ago a time was.
 * @param {number} time
 */
function ago(time) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 864e5);
  return days > 1 ? `${days} days ago` : days > 0 ? "yesterday" : "today";
}
