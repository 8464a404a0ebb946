// Keeps values in the reader's browser, if it allows this.

/**
 * @param {string} key
 * @param {string} value
 */
function keep(key, value) {
  try {
    localStorage.setItem(`dateline.${key}`, value);
  } catch {
    // refused; the page works without it
  }
}

/**
 * @param {string} key
 * @returns {string} empty if nothing is stored
 */
function kept(key) {
  try {
    return localStorage.getItem(`dateline.${key}`) ?? "";
  } catch {
    return "";
  }
}
