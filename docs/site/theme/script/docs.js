// The documentation: what is long is open on wide screens, headings have links, diffs have colours, and code can be copied.

addEventListener("DOMContentLoaded", () => {
  const parts = one("details.parts");
  if (parts && matchMedia("(width >= 76rem)").matches) parts.setAttribute("open", "");
  showHere();
  one("#pages")?.addEventListener("toggle", showHere);
  all(".markdown .language-diff").forEach(markLines);
  all(".markdown p:has(> img)").forEach((drawing) => {
    if (drawing.scrollWidth > drawing.clientWidth) drawing.tabIndex = 0; // it can be scrolled with keys
  });
  all(".markdown :is(h2, h3)[id]").forEach(linkHeading);
  if (navigator.clipboard) all("pre > code:not(.language-text, .language-diff)").forEach(offerCopy);
});

/** Scrolls the list of pages to the page that is read. */
function showHere() {
  const side = one("#pages");
  const here = side && one("[aria-current]", side);
  if (side && here && here.offsetTop > side.clientHeight / 2) side.scrollTop = here.offsetTop - side.clientHeight / 3;
}

/**
 * Adds a link to a heading, which shows when one points at it.
 * @param {HTMLElement} heading
 */
function linkHeading(heading) {
  const link = makeLink(`#${heading.id}`, "#");
  link.className = "to-here";
  link.setAttribute("aria-label", `Link to “${heading.textContent}”`);
  heading.append(link);
}

/**
 * Marks the lines that a diff adds and removes.
 * @param {HTMLElement} code
 */
function markLines(code) {
  const lines = (code.textContent ?? "").split(/(?<=\n)/);
  const kind = (/** @type {string} */ line) => ({ "+": "plus", "-": "minus" })[line[0] ?? ""];
  code.replaceChildren(...lines.map((line) => (kind(line) ? make("span", kind(line), line) : line)));
}

/**
 * Adds a button that copies a command or a file.
 * @param {HTMLElement} code
 */
function offerCopy(code) {
  const button = makeButton("Copy", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  button.className = "copy";
  code.after(button);
}
