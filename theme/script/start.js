// The one file that does something when it is read; the others hold functions, so that their order does not matter.

recallScheme();

addEventListener("DOMContentLoaded", () => {
  shortenAddress();
  showScheme();
  showCards();
  followContents();
  openFold();
  offerSearch();
  listenForKeys();
  const brief = one(".brief");
  if (!brief) return;
  showVisit(brief);
  showMarks(brief);
});
