// The only file with statements; the others have only functions, so their order does not matter.

document.documentElement.dataset.scheme = kept("scheme"); // before the first paint

addEventListener("DOMContentLoaded", () => {
  shortenAddress();
  showScheme();
  showNews();
  showRead();
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
