// Search: lists the passages that have all words, while the reader types.

function offerSearch() {
  const field = one("form[data-words] input");
  if (!(field instanceof HTMLInputElement)) return;
  const { form } = field;
  const status = form && one("[role=status]", form);
  const found = one(".found");
  const stories = one(".all");
  if (!form || !status || !found || !stories) return;
  /** @type {ReturnType<typeof loadPassages> | undefined} */
  let loading;
  const show = async () => {
    const typed = field.value;
    history.replaceState(null, "", typed ? `?q=${encodeURIComponent(typed)}` : location.pathname);
    const terms = folded(typed).split(/\s+/).filter(Boolean);
    stories.hidden = terms.length > 0;
    found.hidden = !terms.length;
    if (!terms.length) {
      status.textContent = "";
      return;
    }
    loading ??= loadPassages(form.dataset.words ?? "");
    const hits = (await loading).filter((passage) => terms.every((term) => passage.folded.includes(term)));
    if (field.value !== typed) return; // the reader has typed more
    status.textContent = hits.length ? count(hits.length, "passage") : "No passage has all of these words.";
    found.replaceChildren(...hits.slice(0, 60).map((passage) => hit(passage, terms)));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) show();
  field.focus();
}
