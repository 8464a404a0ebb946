// What the reader can choose at the foot of each page: light or dark, or else as the system says; and single keys.

function offerChoices() {
  const other = () => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    return (choices().scheme || (isDark ? "dark" : "light")) === "dark" ? "light" : "dark";
  };
  const scheme = makeSwitch(() => `Switch to ${other()} colours`, () => choose("scheme", other()));
  one(".foot > p:last-child")?.append(" ", scheme, " ", makeButton("Keys", showHelp));
}

/**
 * A new button that says anew what it does each time it has been used.
 * @param {() => string} words
 * @param {() => void} act
 */
function makeSwitch(words, act) {
  const button = makeButton(words(), () => {
    act();
    button.textContent = words();
  });
  return button;
}
