// Citations: a click shows the source's card.

function showCards() {
  if (!("showPopover" in HTMLElement.prototype) || !one("section[role=doc-endnotes]")) return;
  const card = addCard();
  /** @type {HTMLAnchorElement | null} */
  let from = null;
  card.addEventListener("toggle", (event) => {
    if (event.newState === "open" || !from) return;
    giveBack(card, from);
    from = null;
  });
  document.addEventListener("click", (event) => {
    const link = citation(event);
    const number = link?.hash.slice(2) ?? "";
    const entry = document.getElementById(`s${number}`);
    if (!link || !entry) return;
    event.preventDefault();
    if (card.matches(":popover-open")) card.hidePopover();
    fillCard(card, entry, number);
    card.showPopover();
    placeCard(card, link);
    from = link;
    link.setAttribute("aria-expanded", "true");
    card.focus({ preventScroll: true });
  });
}

/**
 * The clicked citation; null if the click opens another tab or window.
 * @param {MouseEvent} event
 */
function citation(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return null;
  const link = event.target instanceof Element ? event.target.closest("a.c") : null;
  return link instanceof HTMLAnchorElement ? link : null;
}

/**
 * Returns the focus to the citation, unless it has moved elsewhere.
 * @param {HTMLElement} card
 * @param {HTMLElement} link
 */
function giveBack(card, link) {
  link.setAttribute("aria-expanded", "false");
  const focused = document.activeElement;
  if (!focused || focused === document.body || card.contains(focused)) link.focus({ preventScroll: true });
}
