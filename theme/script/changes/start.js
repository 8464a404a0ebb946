// The only file with statements of what the page of changes needs, and a brief whose reader missed several versions.

function begin() {
  showChanges();
  sumUpCard();
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
