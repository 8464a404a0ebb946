// What floats beside its place, one at a time: the card of a source, or what is known about a sentence.

/**
 * Shows a box in the margin, or else below its place; in the order of the page, it comes directly after it.
 * @param {HTMLElement} box
 * @param {HTMLElement} place
 */
function float(box, place) {
  closeFloat();
  box.classList.add("float");
  place.after(box);
  const [line, text] = [lineOf(place), lineOf(columnOf(place))];
  if (matchMedia("(min-width: 72rem)").matches) {
    const beside = box.matches(":dir(rtl)") ? text.left - box.offsetWidth - 64 : text.right + 64;
    move(box, beside, Math.max(0, Math.min(line.top, innerHeight - box.offsetHeight - 16)));
  } else {
    move(box, Math.max(16, Math.min(line.left - 24, innerWidth - box.offsetWidth - 16)), line.bottom + 4);
    box.scrollIntoView({ block: "nearest" });
    if (lineOf(place).bottom > lineOf(box).top) place.scrollIntoView(); // a phone has the card below everything
  }
}

/**
 * The section that words stand in.
 * @param {Element} words
 */
function columnOf(words) {
  return words.closest("section:has(> h2), .head, .page") ?? document.body;
}

/**
 * Where an element is in the window; of words, the last line.
 * @param {Element} element
 */
function lineOf(element) {
  return [...element.getClientRects()].pop() ?? new DOMRect();
}

/**
 * Moves a box to a place in the window, wherever it stands in the page.
 * @param {HTMLElement} box
 * @param {number} left
 * @param {number} top
 */
function move(box, left, top) {
  box.style.translate = "";
  const now = lineOf(box);
  box.style.translate = `${left - now.left}px ${top - now.top}px`;
}

/** The place of the box that is open. */
function openPlace() {
  const place = one(".float")?.previousElementSibling;
  return place instanceof HTMLElement ? place : null;
}

/** Closes the box; the focus returns from it to its place. */
function closeFloat() {
  const [box, place] = [one(".float"), openPlace()];
  const hadFocus = box?.contains(document.activeElement);
  box?.remove();
  if (place?.ariaExpanded) place.ariaExpanded = "false";
  if (hadFocus) place?.focus({ preventScroll: true });
}

/** Closes the box by Escape, and when the reader clicks or moves the focus elsewhere. */
function closeFloats() {
  const leave = (/** @type {Event} */ event) => {
    if (!around(event, ".float") && !openPlace()?.contains(/** @type {Node} */ (event.target))) closeFloat();
  };
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeFloat();
  });
  addEventListener("pointerdown", leave);
  addEventListener("focusin", (event) => {
    if (event.target !== one("main")) leave(event); // a touch moves it there
  });
}

/** Opens boxes where the mouse rests, and closes them when it has left. */
function followMouse() {
  let timer = 0;
  addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(timer);
    const place = around(event, ".float, .c, [id^='s-']");
    const wait = one(".float") && !place?.matches(".c") ? 600 : 200; // perhaps on the way to the box, over other words
    timer = setTimeout(() => {
      const open = one(".float");
      if (place === open || place === openPlace() || open?.contains(document.activeElement)) return;
      if (place?.matches(".c")) openCard(place);
      else if (place) openLine(place);
      else closeFloat();
    }, wait);
  });
}
