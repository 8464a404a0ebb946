// What readers do: links, buttons, and where an event happened.

/**
 * The element that an event happened in, or the nearest around it, that matches a selector.
 * @param {Event} event
 * @param {string} query
 * @returns {HTMLElement | null}
 */
function around(event, query) {
  return event.target instanceof Element ? event.target.closest(query) : null;
}

/**
 * A new button.
 * @param {string} text
 * @param {() => void} act
 */
function makeButton(text, act) {
  const button = make("button", "", text);
  button.addEventListener("click", act);
  return button;
}

/**
 * The links that match a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 */
function links(query, where = document) {
  return all(query, where).filter((found) => found instanceof HTMLAnchorElement);
}
