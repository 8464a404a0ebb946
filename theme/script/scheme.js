// Light and dark: the reader's choice, or else the system's.

/** Applies the colours that the reader chose earlier; runs before the first paint. */
function recallScheme() {
  const chosen = kept("dateline.scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
}

/** The colours that the button switches to. */
function otherScheme() {
  const { scheme } = document.documentElement.dataset;
  const isDark = scheme ? scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return isDark ? "light" : "dark";
}

/** Shows the button. */
function showScheme() {
  const button = one(".scheme");
  if (!button) return;
  const say = () => {
    const other = otherScheme();
    button.textContent = other === "light" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${other} colours`);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const chosen = otherScheme();
    document.documentElement.dataset.scheme = chosen;
    keep("dateline.scheme", chosen);
    say();
  });
  say();
}
