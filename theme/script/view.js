// What the address chooses on a page: one of the two views of a redline, or a filter of a list.

/** Shows the view in the address, only what is new or everything, and says which filter is chosen. */
function showView() {
  const view = /full$/.test(location.hash) ? "full" : "new";
  for (const box of all(".changes")) box.dataset.view = view;
  const filter = one(".by :target") ?? one("#all");
  for (const link of links(".views a, .by a")) {
    const isChosen = link.id ? link === filter : link.hash.endsWith("full") === (view === "full");
    link.ariaCurrent = isChosen ? "true" : null;
  }
}
