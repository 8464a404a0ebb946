// The front page and the history, for readers who have been here before.

/** Says which stories have news for the reader, and moves them up to the one that leads. */
function showNews() {
  const read = all("[data-new]").filter(({ dataset }) => visitOf(dataset.story).seen);
  const fresh = read.filter(showNew);
  const [place, lead] = [one(".mine"), one(".front [data-new]")];
  if (!place || !read.length) return;
  place.textContent = `${fresh.length || "None"} of the stories you read ${fresh.length > 1 ? "have" : "has"} news`;
  place.hidden = false;
  for (const row of fresh.reverse()) if (row !== lead) lead?.after(row);
}

/**
 * Says how much of a story is new to the reader, if anything is.
 * @param {HTMLElement} row
 */
function showNew(row) {
  const { story, version, new: numbers = "{}" } = row.dataset;
  const { seen } = visitOf(story);
  const [redline] = links(".moved a", row);
  if (Number(version) <= seen) {
    one(".moved .meta", row)?.append(" · nothing new since you read it");
    return false;
  }
  let news = 0;
  for (const [filed, number] of Object.entries(JSON.parse(numbers))) if (Number(filed) > seen) news += number;
  one("h2", row)?.append(" ", make("span", "chip new", news ? `${news} new` : `version ${version}`));
  if (redline) {
    redline.href = redline.href.replace(/v\d+\/(index.html)?$/, `index.html#${seen}-${version}`);
    redline.append(` from version ${seen}, which you read`);
  }
  return true;
}

/** Says in the history which versions the reader read last, and when. */
function showRead() {
  const [, story] = /([^/]+)\/history\//.exec(location.pathname) ?? [];
  const { seen, at, previous, read } = visitOf(story);
  for (const [version, time] of new Map([[previous, read], [seen, at]])) {
    if (time) one(`[data-version="${version}"] .when`)?.append(make("p", "meta", `You read it on ${dayOf(time)}`));
  }
}
