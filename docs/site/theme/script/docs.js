// The documentation: what is long is open on wide screens, and the list of pages shows the page that is read.

addEventListener("DOMContentLoaded", () => {
  const parts = document.querySelector("details.parts");
  if (parts && matchMedia("(width >= 76rem)").matches) parts.setAttribute("open", "");
  const side = document.getElementById("pages");
  const here = side?.querySelector("[aria-current]");
  if (side && here instanceof HTMLElement && here.offsetTop > side.clientHeight / 2) side.scrollTop = here.offsetTop - side.clientHeight / 3;
});
