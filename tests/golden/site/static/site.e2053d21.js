// Every page can be read without this script. What it stores stays in the reader's browser.
(() => {
"use strict";

// Removes index.html from the address bar: links need it in a folder, but not on a server.

function shortenAddress() {
  const { protocol, pathname, search, hash } = location;
  if (!protocol.startsWith("http") || !pathname.endsWith("/index.html")) return;
  history.replaceState(history.state, "", pathname.slice(0, -"index.html".length) + search + hash);
}

// A card with what the reader needs to judge a source.

/** Adds an empty card to the page. */
function addCard() {
  const card = make("div", "card");
  card.popover = "auto";
  card.id = "card";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  document.body.append(card);
  return card;
}

/**
 * Fills the card from the source's entry in the list.
 * @param {HTMLElement} card
 * @param {HTMLElement} entry
 * @param {string} number
 */
function fillCard(card, entry, number) {
  const grades = make("div");
  all("i", entry).forEach((grade) => grades.append(grade.cloneNode(true), " "));
  const cited = make("p");
  cited.append(...(one("p", entry)?.cloneNode(true).childNodes ?? []));
  one("b", cited)?.remove();
  const quotes = all("q", entry).map((quote) => quote.cloneNode(true));
  card.replaceChildren(grades, ...quotes, cited, listLink(card, number));
  card.setAttribute("aria-label", `Source ${number}`);
}

/**
 * The link to the source's entry in the list.
 * @param {HTMLElement} card
 * @param {string} number
 */
function listLink(card, number) {
  const link = make("a", "", `Source ${number} in the list`);
  link.href = `#s${number}`;
  link.addEventListener("click", () => card.hidePopover());
  const more = make("p", "more");
  more.append(link);
  return more;
}

/**
 * Places the card below the citation, or above it if there is no room below.
 * @param {HTMLElement} card
 * @param {HTMLElement} link
 */
function placeCard(card, link) {
  const box = link.getBoundingClientRect();
  const height = card.offsetHeight;
  const left = box.left + scrollX - 24;
  const room = document.documentElement.clientWidth - card.offsetWidth - 16;
  const isAbove = box.bottom + height + 12 > innerHeight && box.top > height + 12;
  card.style.left = `${Math.max(16, Math.min(left, room))}px`;
  card.style.top = `${scrollY + (isAbove ? box.top - height - 6 : box.bottom + 6)}px`;
}

// Citations: a click shows the source's card.

function showCards() {
  if (!("showPopover" in HTMLElement.prototype) || !one("section[role=doc-endnotes]")) return;
  const card = addCard();
  /** @type {HTMLAnchorElement | null} */
  let from = null;
  card.addEventListener("toggle", (event) => {
    if (event.newState === "open" || !from) return;
    giveBack(card, from);
    from = null;
  });
  document.addEventListener("click", (event) => {
    const link = citation(event);
    const number = link?.hash.slice(2) ?? "";
    const entry = document.getElementById(`s${number}`);
    if (!link || !entry) return;
    event.preventDefault();
    if (card.matches(":popover-open")) card.hidePopover();
    fillCard(card, entry, number);
    card.showPopover();
    placeCard(card, link);
    from = link;
    link.setAttribute("aria-expanded", "true");
    card.focus({ preventScroll: true });
  });
}

/**
 * The clicked citation; null if the click opens another tab or window.
 * @param {MouseEvent} event
 */
function citation(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return null;
  const link = event.target instanceof Element ? event.target.closest("a.c") : null;
  return link instanceof HTMLAnchorElement ? link : null;
}

/**
 * Returns the focus to the citation, unless it has moved elsewhere.
 * @param {HTMLElement} card
 * @param {HTMLElement} link
 */
function giveBack(card, link) {
  link.setAttribute("aria-expanded", "false");
  const focused = document.activeElement;
  if (!focused || focused === document.body || card.contains(focused)) link.focus({ preventScroll: true });
}

// Contents: marks the section that is being read, and opens and closes the folded list.

function followContents() {
  const named = new Map(links(".contents a").map((link) => [link.hash.slice(1), link]));
  const heads = all(".text > section > h2").filter((head) => named.has(head.id));
  if (!heads.length) return;
  const follow = () => {
    const here = heads.filter((head) => head.getBoundingClientRect().top < innerHeight * 0.3).pop() ?? heads[0];
    named.forEach((link, id) => {
      link.ariaCurrent = id === here?.id ? "true" : null;
    });
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
}

function openFold() {
  const fold = one(".fold");
  if (!(fold instanceof HTMLDetailsElement)) return;
  const turn = (/** @type {boolean} */ isOpen) => () => {
    fold.open = isOpen;
  };
  links('a[href="#contents"]').forEach((link) => link.addEventListener("click", turn(true)));
  links("a", fold).forEach((link) => link.addEventListener("click", turn(false)));
}

// The results of a search.

/**
 * The entry for a passage that has all terms.
 * @param {Passage} passage
 * @param {string[]} terms
 */
function hit(passage, terms) {
  const link = make("a", "", passage.title);
  link.href = passage.link;
  const item = make("li");
  item.append(link, make("span", "soft", passage.section), excerpt(passage.text, terms));
  return item;
}

/**
 * The words around the first term, each term marked.
 * @param {string} text
 * @param {string[]} terms
 */
function excerpt(text, terms) {
  const plain = folded(text);
  const first = Math.min(...terms.map((term) => plain.indexOf(term)).filter((place) => place >= 0), text.length);
  const start = first > 60 ? text.lastIndexOf(" ", first - 60) + 1 : 0;
  const end = start + 240;
  const part = (start ? "… " : "") + text.slice(start, end) + (text.length > end ? " …" : "");
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = part.split(new RegExp(`(${escaped.join("|")})`, "gi"));
  const shown = make("p");
  shown.append(...pieces.map((piece, i) => (i % 2 ? make("mark", "", piece) : piece)));
  return shown;
}

// Keys: a slash opens the search.

function listenForKeys() {
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    const field = searchField();
    if (field) field.focus();
    else one("a[data-search]")?.click();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;
}

// Marks for sentences that are new in this version.

/**
 * Shows the button for the marks.
 * @param {HTMLElement} brief
 */
function showMarks(brief) {
  const button = one(".marks", brief);
  if (!button) return;
  const say = () => {
    const isMarked = !brief.classList.contains("unmarked");
    button.textContent = isMarked ? "Hide marks" : "Show marks";
    button.setAttribute("aria-pressed", String(isMarked));
  };
  all(`[data-v="${brief.dataset.version}"]`, brief).forEach((sentence) => sentence.classList.add("new"));
  button.hidden = false;
  button.addEventListener("click", () => {
    brief.classList.toggle("unmarked");
    say();
  });
  say();
}

// Finding and making elements.

/**
 * The first element that matches a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 * @returns {HTMLElement | null}
 */
function one(query, where = document) {
  return where.querySelector(query);
}

/**
 * Every element that matches a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 * @returns {HTMLElement[]}
 */
function all(query, where = document) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (where.querySelectorAll(query))];
}

/**
 * The links that match a selector.
 * @param {string} query
 * @param {ParentNode} [where]
 */
function links(query, where = document) {
  return all(query, where).filter((found) => found instanceof HTMLAnchorElement);
}

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [name] its class
 * @param {string} [text]
 */
function make(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

/**
 * A number with a noun.
 * @param {number} number
 * @param {string} single
 * @param {string} many
 */
function count(number, single, many) {
  return `${number} ${number === 1 ? single : many}`;
}

// Reporting an error: a link to the form, with the words that are selected and their section.

/** @param {HTMLElement} brief */
function offerReport(brief) {
  const form = brief.dataset.report ?? "";
  const link = make("a", "report", "Report an error in these words");
  link.onmousedown = () => false; // the words stay selected
  const followWords = () => {
    const chosen = getSelection();
    const from = chosen?.anchorNode;
    const block = (from instanceof Element ? from : from?.parentElement)?.closest(".text :is(p, li, dd), h1");
    link.remove();
    if (!chosen || !block || !`${chosen}`.trim()) return;
    const head = block.closest(".text > *")?.querySelector("h2")?.textContent ?? "";
    for (let length = 999; length; length -= 9) {
      const words = `${chosen}`.slice(0, length).replace(/\p{Cs}/gu, "");
      link.href = form.replaceAll("{section}", encodeURIComponent(head)).replaceAll("{sentence}", encodeURIComponent(words));
      if (link.href.length < 2000) break;
    }
    link.style.translate = "";
    block.append(link); // where it is next in the order
    const { left, bottom } = link.getBoundingClientRect();
    const below = Math.min(chosen.getRangeAt(0).getBoundingClientRect().bottom, innerHeight);
    const beside = one(".text")?.getBoundingClientRect().right ?? 0;
    link.style.translate = `${beside + 16 - left}px ${below - bottom}px`;
  };
  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (link !== document.activeElement) timer = setTimeout(followWords, 300);
  });
}

// Light and dark: the reader's choice, or else the system's.

/** Applies the colours that the reader chose earlier; runs before the first paint. */
function recallScheme() {
  const chosen = kept("dateline.scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.scheme = chosen;
}

/** The colours that the button switches to. */
function otherScheme() {
  const { scheme } = document.documentElement.dataset;
  const isDark = scheme ? scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return isDark ? "light" : "dark";
}

/** Shows the button. */
function showScheme() {
  const button = one(".scheme");
  if (!button) return;
  const say = () => {
    const other = otherScheme();
    button.textContent = other === "light" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${other} colours`);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const chosen = otherScheme();
    document.documentElement.dataset.scheme = chosen;
    keep("dateline.scheme", chosen);
    say();
  });
  say();
}

// Search: lists the passages that have all words, while the reader types.

/** The search field; null on other pages. */
function searchField() {
  const field = one("form[data-words] input");
  return field instanceof HTMLInputElement ? field : null;
}

function offerSearch() {
  const field = searchField();
  const form = field?.form;
  const status = form && one("[role=status]", form);
  const found = one(".found");
  const stories = one(".all");
  if (!field || !form || !status || !found || !stories) return;
  /** @type {ReturnType<typeof loadPassages> | undefined} */
  let loading;
  const show = async () => {
    const typed = field.value;
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
    status.textContent = hits.length ? count(hits.length, "passage", "passages") : "No passage has all of these words.";
    found.replaceChildren(...hits.slice(0, 60).map((passage) => hit(passage, terms)));
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", show);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) show();
  if (location.hash === "#q") field.focus();
}

// The only file with statements; the others have only functions, so their order does not matter.

recallScheme();

addEventListener("DOMContentLoaded", () => {
  shortenAddress();
  showScheme();
  showCards();
  followContents();
  openFold();
  offerSearch();
  listenForKeys();
  const brief = one(".brief");
  if (!brief) return;
  showVisit(brief);
  showMarks(brief);
  if (brief.dataset.report) offerReport(brief);
});

// Keeps values in the reader's browser, if it allows this.

/**
 * @param {string} key
 * @param {string} value
 */
function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // refused; the page works without it
  }
}

/**
 * @param {string} key
 * @returns {string} empty if nothing is stored
 */
function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

// Marks for sentences that are new since the reader's last visit.

/**
 * Stores this visit, and says what is new since the last one.
 * @param {HTMLElement} brief
 */
function showVisit(brief) {
  if (!("latest" in brief.dataset)) return;
  const key = `dateline.seen.${brief.dataset.story}`;
  const number = Number(brief.dataset.version);
  const [seen, day] = kept(key).split(" ");
  keep(key, `${number} ${new Date().toISOString().slice(0, 10)}`);
  if (!Number(seen) || Number(seen) >= number) return;
  const unseen = all("[data-v]", brief).filter((sentence) => Number(sentence.dataset.v) > Number(seen));
  unseen.forEach((sentence) => sentence.classList.add("unseen"));
  const box = one(".visit", brief);
  const told = box && one("p", box);
  if (!told) return;
  told.textContent = `You saw version ${seen} on ${day}. Since then: ${count(unseen.length, "new sentence", "new sentences")}.`;
  box.hidden = false;
}

// The passages that can be searched: those of the latest versions.

/** @typedef {{title: string, section: string, link: string, text: string}} Passage */

/**
 * A text without case and accents.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The passages, each with its folded text: from the server, or, in a folder, from the list on the page.
 * @param {string} address
 */
async function loadPassages(address) {
  const found = await served(address).catch(() => all(".all .stories > li").map(listed));
  return found.map((passage) => ({ ...passage, folded: folded(`${passage.title} ${passage.text}`) }));
}

/**
 * @param {string} address
 * @returns {Promise<Passage[]>}
 */
async function served(address) {
  return (await fetch(address)).json();
}

/**
 * @param {HTMLElement} item a story of the list
 * @returns {Passage}
 */
function listed(item) {
  const link = one("h2 a", item);
  const text = (item.textContent ?? "").replace(/\s+/g, " ");
  return { title: one("h2", item)?.textContent ?? "", section: "", link: link?.getAttribute("href") ?? "", text };
}

})();
