// The two views of a redline: only what is new, or everything.

/** Shows the view in the address: only what is new, or everything. */
function showView() {
  const view = /full$/.test(location.hash) ? "full" : "new";
  for (const box of all(".changes")) box.dataset.view = view;
  for (const link of links(".views a")) link.ariaCurrent = link.hash.endsWith("full") === (view === "full") ? "true" : null;
}
