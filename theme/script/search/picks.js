// What a reader narrows a search to: a kind of text, a tag, an outlet.

/**
 * Fills the lists of choices, and shows those that leave something out; what the address chose is chosen.
 * @param {HTMLFormElement} form
 * @param {Listed[]} texts
 */
function offerPicks(form, texts) {
  const asked = new URLSearchParams(location.search);
  for (const list of picks(form)) {
    const names = new Set(texts.flatMap((text) => pickable(text, list)));
    list.append(...[...names].sort((a, b) => a.localeCompare(b)).map((name) => new Option(name, name)));
    const value = asked.get(list.name) ?? "";
    if (names.has(value)) list.value = value;
    const narrows = texts.some((text) => [...names].some((name) => !pickable(text, list).includes(name)));
    if (list.parentElement) list.parentElement.hidden = !narrows;
  }
}

/**
 * Tells whether a text is one of those that the reader has chosen.
 * @param {HTMLFormElement} form
 */
function picker(form) {
  const chosen = picks(form).filter((list) => list.value);
  return /** @param {Listed} text */ (text) => chosen.every((list) => pickable(text, list).includes(list.value));
}

/**
 * What a list can choose that a text has.
 * @param {Listed} text
 * @param {HTMLSelectElement} list
 */
function pickable(text, list) {
  return [text[/** @type {"kind" | "tags" | "outlets"} */ (list.name)]].flat();
}

/**
 * @param {HTMLFormElement} form
 */
function picks(form) {
  return [...form.querySelectorAll("select")];
}
