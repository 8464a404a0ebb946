// The list of keys, with their switch.

function showHelp() {
  const rows = actions().flatMap(([key, does]) => [make("dt", "", make("kbd", "", key)), make("dd", "", does)]);
  const words = () => (choices().keys ? _`Single keys: off` : _`Single keys: on`);
  const turn = makeSwitch(words, () => choose("keys", choices().keys ? "" : "off"));
  const dialog = make("dialog", "help", make("h2", "", _`Keys`), make("dl", "news", ...rows), turn);
  dialog.append(makeButton(_`Close`, () => dialog.close()));
  dialog.ariaLabel = _`Keys`;
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
