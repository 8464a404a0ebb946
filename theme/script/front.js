// The front page and other lists of stories, for readers who have been here before.

/** Says which stories have news for the reader, and moves them up to the one that leads. */
function showNews() {
  const read = all("[data-new]").filter(({ dataset }) => visitOf(dataset.story).seen);
  const fresh = read.filter(showNew);
  const [place, lead] = [one(".mine"), one(".front [data-new]")];
  if (!place || !read.length) return;
  const n = fresh.length;
  place.textContent = n
    ? _n`${n} of the stories you read has news|${n} of the stories you read have news`
    : _`None of the stories you read has news`;
  place.hidden = false;
  for (const row of fresh.reverse()) if (row !== lead) lead?.after(row);
}

/**
 * Says how much of a story is new to the reader, if anything is.
 * @param {HTMLElement} row
 */
function showNew(row) {
  const { story, version: n, new: numbers = "{}" } = row.dataset;
  const { seen } = visitOf(story);
  const [redline] = links(".moved a", row);
  if (Number(n) <= seen) {
    one(".moved .meta", row)?.append(" · ", _`nothing new since you read it`);
    return false;
  }
  one("h2", row)?.append(" ", make("span", "chip new", newSince(seen, numbers) || _`version ${n}`));
  if (redline) {
    redline.href = redline.href.replace(/v\d+\/(index.html)?$/, `index.html#${seen}-${n}`);
    redline.textContent = _`redline from version ${seen}, which you read`;
  }
  return true;
}

/**
 * How much later versions than the one that the reader read have that is new; empty if nothing.
 * @param {number} seen
 * @param {string} numbers
 */
function newSince(seen, numbers) {
  let n = 0;
  for (const [filed, number] of Object.entries(JSON.parse(numbers))) if (Number(filed) > seen) n += number;
  return n && _n`${n} new`;
}
