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

/** What the reader has chosen, which the style sheet reads too: it holds on this page even if nothing can be stored. */
function choices() {
  return document.documentElement.dataset;
}

/**
 * @param {string} key
 * @param {string} value
 */
function choose(key, value) {
  choices()[key] = value;
  keep(key, value);
}
