// The only file with statements; the others have only functions, so their order does not matter.

recallScheme();

addEventListener("DOMContentLoaded", () => {
  shortenAddress();
  showScheme();
  showCards();
  followContents();
  openFold();
  listenForKeys();
  const brief = one(".brief");
  if (!brief) return;
  showVisit(brief);
  showMarks(brief);
  if (brief.dataset.report) offerReport(brief);
});
