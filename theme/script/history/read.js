// The history, for readers who have been here before.

/** Says in the history which versions the reader read last, and when. */
function showRead() {
  const [, story] = /([^/]+)\/history\//.exec(location.pathname) ?? [];
  const { seen, at, previous, read } = visitOf(story);
  for (const [version, time] of new Map([[previous, read], [seen, at]])) {
    const date = dayOf(time);
    if (time) one(`[data-version="${version}"] .when`)?.append(make("p", "meta", _`You read it on ${date}`));
  }
}
