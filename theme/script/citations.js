// Citations: a card with what the reader needs to judge a source.

function showCards() {
  for (const link of links(".c")) if (entryOf(link)) link.ariaExpanded = "false";
  document.addEventListener("click", (event) => {
    const link = around(event, ".c");
    if (!link || !entryOf(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openCard(link);
    one("#card")?.focus({ preventScroll: true });
  });
}

/**
 * The source's entry in the list of this page.
 * @param {HTMLElement} link
 */
function entryOf(link) {
  const href = link.getAttribute("href") ?? "";
  return /^#s\d/.test(href) ? one(href) : null;
}

/**
 * Shows the source's card: its entry in the list, the quotes first.
 * @param {HTMLElement} link
 */
function openCard(link) {
  const entry = entryOf(link);
  if (!entry) return;
  const sentence = link.closest("[id^='s-']") ?? entry;
  const card = make("div", "card", ...[...entry.childNodes].map((part) => part.cloneNode(true)));
  for (const back of all("[href^='#'], p", card)) back.remove();
  card.append(make("p", "more", copyLink(sentence.id), makeLink(`#${entry.id}`, _`All sources`)));
  card.prepend(...all("q", card));
  card.id = "card";
  card.tabIndex = -1;
  card.role = "dialog";
  const n = entry.id.slice(1);
  card.ariaLabel = _`Source ${n}`;
  float(card, link);
  link.ariaExpanded = "true";
}
