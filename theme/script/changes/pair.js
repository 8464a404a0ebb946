// The page of changes between any two versions, which stand in its address: #2-4, or #2-4-full.

/** @typedef {[version: number, day: string]} Filed */

function showChanges() {
  const [box, pick, shown] = [one("[data-versions]"), one(".pick"), one(".between")];
  const [from, to] = /** @type {HTMLSelectElement[]} */ (all(".pick select"));
  if (!box || !pick || !shown || !from || !to) return;
  /** @type {Filed[]} */
  const versions = JSON.parse(box.dataset.versions ?? "[]");
  let pair = "";
  const show = async () => {
    const [a, b] = chosen(versions);
    if (pair !== `${a}-${b}`) {
      pair = `${a}-${b}`;
      [from.value, to.value] = [`${a}`, `${b}`];
      const parts = a === b ? [make("p", "empty", _`These are the same version: choose another.`)] : await drawn(a, b);
      if (pair !== `${a}-${b}`) return; // the reader has chosen others
      one(".views")?.remove();
      shown.replaceChildren(...parts);
      pick.append(...all(".views", shown));
    }
  };
  for (const picker of [from, to]) {
    picker.append(...versions.map(([n, day]) => new Option([_`Version ${n}`, dayOf(day)].join(" · "), `${n}`)));
    picker.addEventListener("change", () => {
      location.hash = `${from.value}-${to.value}${/full$/.test(location.hash) ? "-full" : ""}`;
    });
  }
  shown.ariaLive = "polite";
  addEventListener("hashchange", show);
  show();
}

/**
 * The redline from one version to another; if they cannot be loaded, a sentence that says so.
 * @param {number} from
 * @param {number} to
 */
async function drawn(from, to) {
  const [first, ...later] = await loadVersions("../", from, to).catch(() => []);
  if (first) return redlineOf(first, later);
  one(":target h2")?.scrollIntoView(); // as without a script
  const why = _`These versions cannot be loaded from a folder: the redlines between neighbouring versions are below.`;
  return [make("p", "empty", why)];
}

/**
 * The two versions that the address names, the earlier first; if it does not name two that there are, the last two.
 * @param {Filed[]} versions
 * @returns {[from: number, to: number]}
 */
function chosen(versions) {
  const numbers = versions.map(([number]) => number);
  const named = (location.hash.match(/\d+/g) ?? []).map(Number).filter((number) => numbers.includes(number));
  const [a = 0, b = 0] = (named.length > 1 ? named : numbers.slice(-2)).sort((one, other) => one - other);
  return [a, b];
}
