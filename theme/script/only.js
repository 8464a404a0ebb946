// "Show only these": hides every sentence that is not new to the reader.

/**
 * The button that hides and shows them, and one that leads back.
 * @param {HTMLElement} told says how many sentences are new, or shown
 */
function onlyButtons(told) {
  const news = told.textContent;
  const only = makeButton(_`Show only these`, () => {
    const isOn = document.body.classList.toggle("only");
    only.ariaPressed = `${isOn}`;
    whole.hidden = !isOn;
    const [some, n] = [all(".unseen").length, Number(shown().total)];
    told.textContent = isOn ? _n`${some} of ${n} sentences` : news;
    for (const tally of all(".shown")) tally.remove();
    if (isOn) for (const section of all("section")) tallyShown(section);
  });
  const whole = makeButton(_`Show all`, () => {
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
  const [some, n] = [all(".unseen", section).length, sentencesOf(section).length];
  if (n) one("h2", section)?.after(make("span", "tally shown", _`${some} of ${n}`));
}
