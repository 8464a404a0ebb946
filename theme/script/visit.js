// Marks for sentences that are new since the reader's last visit.

/**
 * Stores this visit, and says what is new since the last one.
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
  told.textContent = `You saw version ${seen} on ${day}. Since then: ${count(unseen.length, "new sentence", "new sentences")}.`;
  box.hidden = false;
}
