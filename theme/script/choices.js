// What the reader can choose at the foot of each page: light or dark, or else as the system says; and single keys.

function offerChoices() {
  const isDark = () => (choices().scheme || (matchMedia("(prefers-color-scheme: dark)").matches && "dark")) === "dark";
  const scheme = makeSwitch(
    () => (isDark() ? _`Switch to light colours` : _`Switch to dark colours`),
    () => choose("scheme", isDark() ? "light" : "dark"),
  );
  one(".foot > p:last-child")?.append(" ", scheme, " ", makeButton(_`Keys`, showHelp));
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
