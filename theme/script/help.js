// The list of keys, with their switch.

function showHelp() {
  const rows = actions().flatMap(([key, does]) => [make("dt", "", make("kbd", "", key)), make("dd", "", does)]);
  const turn = makeButton("", () => {
    keep("keys", kept("keys") ? "" : "off");
    say();
  });
  const say = () => {
    turn.textContent = `Single keys: ${kept("keys") || "on"}`;
  };
  const dialog = make("dialog", "help", make("h2", "", "Keys"), make("dl", "", ...rows), turn);
  dialog.append(makeButton("Close", () => dialog.close()));
  dialog.ariaLabel = "Keys";
  dialog.onclose = () => dialog.remove();
  say();
  document.body.append(dialog);
  dialog.showModal();
}
