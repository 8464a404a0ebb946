// The only file with statements of what the page of changes needs, and a brief whose reader missed several versions.

function begin() {
  showChanges();
  sumUpCard().catch(() => {}); // in a folder, nothing can be loaded: the card stays as it is
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
