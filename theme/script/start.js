// The only file with statements; the others have only functions, so their order does not matter.

for (const key of ["scheme", "keys"]) choices()[key] = kept(key); // before the first paint

addEventListener("DOMContentLoaded", () => {
  shortenAddress();
  offerChoices();
  showNews();
  showView();
  showVisit();
  sayMissing();
  showCards();
  closeFloats();
  followMouse();
  followContents();
  followSentences();
  listenForKeys();
  offerReport();
});

addEventListener("hashchange", () => {
  showView();
  sayMissing();
});
