// The card of changes on a brief, for a reader who missed several versions.

async function sumUpCard() {
  const card = one("#changed[data-since]");
  const head = card && one("h2", card);
  if (!head) return;
  const since = Number(card.dataset.since);
  const lines = linesOf(await loadVersions("", since + 1, Number(one(".brief")?.dataset.version)));
  head.textContent = `Since version ${since}`;
  card.replaceChildren(head, listOf(lines.slice(0, 5)));
}
