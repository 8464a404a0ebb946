// A card with what the reader needs to judge a source.

/** Adds an empty card to the page. */
function addCard() {
  const card = make("div", "card");
  card.popover = "auto";
  card.id = "card";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  document.body.append(card);
  return card;
}

/**
 * Fills the card from the source's entry in the list.
 * @param {HTMLElement} card
 * @param {HTMLElement} entry
 * @param {string} number
 */
function fillCard(card, entry, number) {
  const grades = make("div");
  all("i", entry).forEach((grade) => grades.append(grade.cloneNode(true), " "));
  const cited = make("p");
  cited.append(...(one("p", entry)?.cloneNode(true).childNodes ?? []));
  one("b", cited)?.remove();
  const quotes = all("q", entry).map((quote) => quote.cloneNode(true));
  card.replaceChildren(grades, ...quotes, cited, listLink(card, number));
  card.setAttribute("aria-label", `Source ${number}`);
}

/**
 * The link to the source's entry in the list.
 * @param {HTMLElement} card
 * @param {string} number
 */
function listLink(card, number) {
  const link = make("a", "", `Source ${number} in the list`);
  link.href = `#s${number}`;
  link.addEventListener("click", () => card.hidePopover());
  const more = make("p", "more");
  more.append(link);
  return more;
}

/**
 * Places the card below the citation, or above it if there is no room below.
 * @param {HTMLElement} card
 * @param {HTMLElement} link
 */
function placeCard(card, link) {
  const box = link.getBoundingClientRect();
  const height = card.offsetHeight;
  const left = box.left + scrollX - 24;
  const room = document.documentElement.clientWidth - card.offsetWidth - 16;
  const isAbove = box.bottom + height + 12 > innerHeight && box.top > height + 12;
  card.style.left = `${Math.max(16, Math.min(left, room))}px`;
  card.style.top = `${scrollY + (isAbove ? box.top - height - 6 : box.bottom + 6)}px`;
}
