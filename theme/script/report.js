// Reporting an error: a link to the form, with the words that are meant and their section.

/**
 * A link to the form, in which words already stand; at most as many as an address can have.
 * @param {string} form
 * @param {Element} block where the words stand
 * @param {string} words
 * @param {string} text
 */
function reportLink(form, block, words, text) {
  const head = one("h2", columnOf(block))?.firstChild?.textContent ?? "";
  const link = makeLink("", text);
  for (let length = 999; length; length -= 9) {
    const part = words.slice(0, length).replace(/\p{Cs}|\u2060/gu, "");
    link.href = form.replaceAll("{section}", encodeURIComponent(head.trim())).replaceAll("{sentence}", encodeURIComponent(part));
    if (link.href.length < 2000) break;
  }
  return link;
}

/** Offers the link beside words that the reader selects. */
function offerReport() {
  const form = shown().report;
  let timer = 0;
  const followWords = () => {
    const chosen = getSelection();
    const from = chosen?.anchorNode;
    const block = (from instanceof Element ? from : from?.parentElement)?.closest(".brief :is(section :is(p, li, dd), h1)");
    one(".report")?.remove();
    if (!form || !chosen || !block || !`${chosen}`.trim()) return;
    const link = reportLink(form, block, `${chosen}`, _`Report an error`);
    link.className = "report";
    link.onmousedown = () => false; // the words stay selected
    block.append(link); // where it is next in the order
    const { bottom } = chosen.getRangeAt(0).getBoundingClientRect();
    const left = Math.min(lineOf(columnOf(block)).right + 16, innerWidth - link.offsetWidth - 16);
    move(link, left, Math.min(bottom, innerHeight) - link.offsetHeight);
  };
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (!document.activeElement?.matches(".report")) timer = setTimeout(followWords, 300);
  });
}
