// Marks for sentences that are new in this version.

/**
 * Shows the button for the marks.
 * @param {HTMLElement} brief
 */
function showMarks(brief) {
  const button = one(".marks", brief);
  if (!button) return;
  const say = () => {
    const isMarked = !brief.classList.contains("unmarked");
    button.textContent = isMarked ? "Hide marks" : "Show marks";
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
