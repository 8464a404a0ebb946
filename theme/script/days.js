// Days in words.

/**
 * A day as people write it; one that is written, and not a time, is the same everywhere.
 * @param {number | string} time
 */
function dayOf(time) {
  const timeZone = typeof time === "string" ? "UTC" : undefined;
  return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone });
}
