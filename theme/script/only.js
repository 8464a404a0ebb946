// "Show only these": hides every sentence that is not new to the reader.

/**
 * The button that hides and shows them, and one that leads back.
 * @param {HTMLElement} told says how many sentences are new, or shown
 */
function onlyButtons(told) {
  const news = told.textContent;
  const only = makeButton("Show only these", () => {
    const isOn = document.body.classList.toggle("only");
    only.ariaPressed = `${isOn}`;
    whole.hidden = !isOn;
    told.textContent = isOn ? `${all(".unseen").length} of ${shown().total} sentences` : news;
    for (const tally of all(".shown")) tally.remove();
    if (isOn) for (const section of all("section")) tallyShown(section);
  });
  const whole = makeButton("Show all", () => {
    only.focus();
    only.click();
  });
  only.ariaPressed = "false";
  whole.hidden = true;
  return [only, whole];
}

/**
 * Says in the head of a section how many of its sentences are shown.
 * @param {HTMLElement} section
 */
function tallyShown(section) {
  const every = sentencesOf(section).length;
  if (every) one("h2", section)?.after(make("span", "tally shown", `${all(".unseen", section).length} of ${every}`));
}
