// Reporting an error: a link to the form, with the words that are selected and their section.

/** @param {HTMLElement} brief */
function offerReport(brief) {
  const form = brief.dataset.report ?? "";
  const link = make("a", "report", "Report an error in these words");
  link.onmousedown = () => false; // the words stay selected
  const followWords = () => {
    const chosen = getSelection();
    const from = chosen?.anchorNode;
    const block = (from instanceof Element ? from : from?.parentElement)?.closest(".text :is(p, li, dd), h1");
    link.remove();
    if (!chosen || !block || !`${chosen}`.trim()) return;
    const head = block.closest(".text > *")?.querySelector("h2")?.textContent ?? "";
    for (let length = 999; length; length -= 9) {
      const words = `${chosen}`.slice(0, length).replace(/\p{Cs}/gu, "");
      link.href = form.replaceAll("{section}", encodeURIComponent(head)).replaceAll("{sentence}", encodeURIComponent(words));
      if (link.href.length < 2000) break;
    }
    link.style.translate = "";
    block.append(link); // where it is next in the order
    const { left, bottom } = link.getBoundingClientRect();
    const below = Math.min(chosen.getRangeAt(0).getBoundingClientRect().bottom, innerHeight);
    const beside = one(".text")?.getBoundingClientRect().right ?? 0;
    link.style.translate = `${beside + 16 - left}px ${below - bottom}px`;
  };
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (link !== document.activeElement) timer = setTimeout(followWords, 300);
  });
}
