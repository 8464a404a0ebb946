// The documentation: what is long is open on wide screens, headings have links, and commands can be copied.

addEventListener("DOMContentLoaded", () => {
  const parts = one("details.parts");
  if (parts && matchMedia("(width >= 76rem)").matches) parts.setAttribute("open", "");
  showHere();
  all(".markdown :is(h2, h3)[id]").forEach(linkHeading);
  if (navigator.clipboard) all("pre > .language-sh").forEach(offerCopy);
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
 * Adds a button that copies a command.
 * @param {HTMLElement} code
 */
function offerCopy(code) {
  const button = makeButton("Copy", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = "Copied";
  });
  button.className = "copy";
  code.after(button);
}
