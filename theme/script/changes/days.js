// Days in words.

/**
 * A day as people write it in the language of the page; one that is written, and not a time, is the same everywhere.
 * @param {number | string} time
 * @param {Intl.DateTimeFormatOptions} [parts] what is said of it besides the month
 */
function dayOf(time, parts = { day: "numeric" }) {
  const language = document.documentElement.lang.replace(/^(en)?$/, "en-GB");
  const timeZone = typeof time === "string" ? "UTC" : undefined;
  return new Date(time).toLocaleDateString(language, { month: "long", timeZone, ...parts });
}
