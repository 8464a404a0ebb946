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
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [name] its class
 * @param {(string | Node)[]} content
 */
function make(tag, name = "", ...content) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...content);
  return made;
}

/**
 * A new link.
 * @param {string} href
 * @param {(string | Node)[]} content
 */
function makeLink(href, ...content) {
  const link = make("a", "", ...content);
  link.href = href;
  return link;
}

/**
 * A message that has elements in it, or other words.
 * @param {(place: string) => string} say says it with a sign in their place
 * @param {(string | Node)[]} content
 */
function wordsWith(say, ...content) {
  const parts = say("\n").split("\n");
  return parts.flatMap((words, place) => (place ? [...content, words] : words));
}
