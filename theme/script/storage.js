// What is remembered: in the reader's browser, where it lets us.

/**
 * @param {string} key
 * @param {string} value
 */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // it is refused: the page works all the same
  }
}

/**
 * @param {string} key
 * @returns {string} empty where nothing is remembered
 */
function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
