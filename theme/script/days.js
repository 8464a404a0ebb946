// Times in words.

/**
 * How long ago a time was.
 * @param {number} time
 */
function ago(time) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 864e5);
  return days > 1 ? `${days} days ago` : days > 0 ? "yesterday" : "today";
}

/**
 * A day as people write it; one that is written, and not a time, is the same everywhere.
 * @param {number | string} time
 */
function dayOf(time) {
  const timeZone = typeof time === "string" ? "UTC" : undefined;
  return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone });
}
