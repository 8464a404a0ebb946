// Keys: a slash opens the search.

function listenForKeys() {
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    const field = searchField();
    if (field) field.focus();
    else one("a[data-search]")?.click();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;
}
