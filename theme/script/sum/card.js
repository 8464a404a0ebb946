// The card of changes on a brief, for a reader who missed several versions.

async function sumUpCard() {
  const card = one("#changed[data-since]");
  const head = card && one("h2", card);
  if (!head) return;
  const n = Number(card.dataset.since);
  const [first, ...later] = await loadVersions("", n, Number(one(".brief")?.dataset.version)).catch(() => []);
  if (!first) return; // in a folder, nothing can be loaded
  const lines = chosenOf(linesOf(first, later), 5);
  const none = make("p", "soft", _`No figure and no question changed.`);
  head.textContent = _`Since version ${n}`;
  card.replaceChildren(head, lines.length ? listOf(lines) : none);
}

/**
 * The lines for which there is room, in their order: one of each kind comes before a second one of any.
 * @param {Line[]} lines
 * @param {number} most
 */
function chosenOf(lines, most) {
  const firsts = lines.filter(([kind], place) => lines.findIndex((line) => line[0] === kind) === place);
  const chosen = new Set([...firsts, ...lines].slice(0, most));
  return lines.filter((line) => chosen.has(line));
}
