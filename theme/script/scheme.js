// Light and dark: the reader's choice, or else the system's.

/** Shows the button that switches to the other colours. */
function showScheme() {
  const { dataset } = document.documentElement;
  const button = one(".scheme");
  if (!button) return;
  const other = () => {
    const isDark = dataset.scheme ? dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    return isDark ? "light" : "dark";
  };
  const say = () => {
    button.textContent = `Switch to ${other()} colours`;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    dataset.scheme = other();
    keep("scheme", dataset.scheme);
    say();
  });
  say();
}
