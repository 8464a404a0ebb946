// Single keys, which the reader can turn off (WCAG 2.1.4).

/** @returns {[key: string, does: string, act: () => void][]} */
function actions() {
  return [
    ["/", _`search`, goToSearch],
    ["j", _`next section`, () => step(all("main h2"))],
    ["k", _`section before`, () => step(all("main h2").reverse(), true)],
    ["n", _`next new sentence`, () => step(news())],
    ["?", _`this list`, showHelp],
  ];
}

function listenForKeys() {
  addEventListener("keydown", (event) => {
    const act = actions().find(([key]) => key === event.key)?.[2];
    const isElsewhere = event.ctrlKey || event.metaKey || event.altKey || around(event, "input, select, dialog");
    if (!act || isElsewhere || choices().keys) return;
    event.preventDefault();
    act();
  });
}

/** Puts the caret into the search field, here or on the search page. */
function goToSearch() {
  const place = one("form[data-words] input") ?? one("a[data-search]");
  place?.focus();
  place?.click();
}

/** What is new: to the reader, or else in this version or redline. */
function news() {
  const unseen = all(".unseen");
  return unseen.length ? unseen : all(".brief:not(.read, .unmarked) ins[data-v], .l:is(.add, .edit, .cite, .move, .done)");
}

/**
 * Moves the focus to the first of several places that comes after where the reader is, or before it.
 * @param {HTMLElement[]} places
 * @param {boolean} [isBack]
 */
function step(places, isBack) {
  const here = document.activeElement?.closest("main *");
  const top = here ? lineOf(here).top : -1;
  const isHere = here && top >= 0 && top < innerHeight; // else, the reader has scrolled away
  const isNext = (/** @type {HTMLElement} */ place) => {
    if (isHere) return here.compareDocumentPosition(place) === (isBack ? 2 : 4); // it precedes or follows
    return isBack ? lineOf(place).top < 60 : lineOf(place).top > 100;
  };
  const next = places.find((place) => place.checkVisibility() && isNext(place));
  if (next) goTo(next);
}

/**
 * Moves the focus to words, wherever they are; a sentence has its line.
 * @param {HTMLElement} words
 */
function goTo(words) {
  words.tabIndex = -1;
  words.scrollIntoView({ block: words.matches("h2") ? "start" : "center" });
  words.focus({ preventScroll: true });
  if (words.matches("[id^='s-']")) openLine(words);
}
