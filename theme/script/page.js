// Finding and making elements.

/**
 * The first element that matches a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 * @returns {HTMLElement | null}
 */
function one(query, where = document) {
  return where.querySelector(query);
}

/**
 * Every element that matches a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 * @returns {HTMLElement[]}
 */
function all(query, where = document) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (where.querySelectorAll(query))];
}

/**
 * The links that match a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 */
function links(query, where = document) {
  return all(query, where).filter((found) => found instanceof HTMLAnchorElement);
}

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [name] its class
 * @param {string} [text]
 */
function make(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

/**
 * A number with a noun.
 * @param {number} number
 * @param {string} single
 * @param {string} many
 */
function count(number, single, many) {
  return `${number} ${number === 1 ? single : many}`;
}

/** The search field; null on other pages. */
function searchField() {
  const field = one("form[data-words] input");
  return field instanceof HTMLInputElement ? field : null;
}
