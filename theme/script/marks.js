// Marks of what is new in this version.

/**
 * The button that shows and hides them.
 * @param {HTMLElement} brief
 */
function showMarks(brief) {
  const button = one(".marks", brief);
  if (!button) return;
  const say = () => {
    const isMarked = !brief.classList.contains("unmarked");
    button.textContent = isMarked ? "Hide the marks" : "Mark them";
    button.setAttribute("aria-pressed", String(isMarked));
  };
  all(`[data-v="${brief.dataset.version}"]`, brief).forEach((sentence) => sentence.classList.add("new"));
  button.hidden = false;
  button.addEventListener("click", () => {
    brief.classList.toggle("unmarked");
    say();
  });
  say();
}
