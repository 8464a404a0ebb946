// Search: lists the passages that have all words, while the reader types.

function offerSearch() {
  const field = one("form[data-words] input");
  if (!(field instanceof HTMLInputElement) || !field.form) return;
  const { form } = field;
  const [status, pick, found, stories] = [one("[role=status]", form), one(".pick", form), one(".found"), one(".all")];
  if (!status || !pick || !found || !stories) return;
  /** @type {ReturnType<typeof loadFinder> | undefined} */
  let loading;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const terms = termsOf(field.value);
    stories.hidden = terms.length > 0;
    found.hidden = pick.hidden = !terms.length;
    status.textContent = "";
    if (terms.length) {
      loading ??= loadFinder(form);
      const find = await loading;
      const { told, hits } = await find(terms, picker(form));
      if (mine !== asked) return; // the reader has typed more
      const isPicked = picks(form).some((list) => list.value);
      const none = isPicked ? _`No passage that you chose has all of these words.` : _`No passage has all of these words.`;
      status.textContent = [hits.length ? told : none, form.dataset.lost].filter(Boolean).join(" · ");
      found.replaceChildren(...hits.map(entry));
    }
    history.replaceState(null, "", addressOf(form));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) show();
  field.focus();
}

/**
 * What finds the words: Pagefind, if the site has it and it works here, or else a look through all texts.
 * @param {HTMLFormElement} form
 */
async function loadFinder(form) {
  const { words = "", list = "", engine = "" } = form.dataset;
  const pagefind = engine ? await loadPagefind(engine).catch(() => null) : null;
  const texts = await loadTexts(pagefind ? list : words).catch(() => {
    form.dataset.lost = _`The texts could not be loaded, so only the list of stories was searched.`;
    return all(".all .stories > li").map(listed);
  });
  offerPicks(form, texts);
  return pagefind ? pagefindFinder(pagefind, texts) : passageFinder(texts);
}

/**
 * The address of this search.
 * @param {HTMLFormElement} form
 */
function addressOf(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) fields.set(name, String(value));
  return fields.size ? `?${fields}` : location.pathname;
}
