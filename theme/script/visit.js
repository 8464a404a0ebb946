// Marks of what is new since this reader was here.

/**
 * Remembers this visit, and tells what came since the last one.
 * @param {HTMLElement} brief
 */
function showVisit(brief) {
  if (!("latest" in brief.dataset)) return;
  const key = `dateline.seen.${brief.dataset.story}`;
  const number = Number(brief.dataset.version);
  const [seen, day] = kept(key).split(" ");
  keep(key, `${number} ${new Date().toISOString().slice(0, 10)}`);
  if (!Number(seen) || Number(seen) >= number) return;
  const unseen = all("[data-v]", brief).filter((sentence) => Number(sentence.dataset.v) > Number(seen));
  unseen.forEach((sentence) => sentence.classList.add("unseen"));
  const box = one(".visit", brief);
  const told = box && one("p", box);
  if (!told) return;
  told.textContent = `Version ${seen}, on ${day}: ${count(unseen.length, "sentence is", "sentences are")} new.`;
  box.hidden = false;
}
