// Comfort only: every page reads without this script. What it remembers stays in the reader's browser.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (query, where = document) => [...where.querySelectorAll(query)];
  const one = (query, where = document) => where.querySelector(query);
  const make = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* storage is refused */ } };
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  // Colours: before the first paint.
  const chosen = kept("dateline.scheme");
  if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  const isDark = () => (root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

  const scheme = () => {
    const button = one(".scheme");
    const say = () => { button.textContent = isDark() ? "Light" : "Dark"; button.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`); };
    button.hidden = false;
    button.addEventListener("click", () => { root.dataset.scheme = isDark() ? "light" : "dark"; keep("dateline.scheme", root.dataset.scheme); say(); });
    say();
  };

  // Addresses: links name index.html so that they work from a folder; a server does not need it.
  const address = () => {
    if (location.protocol.startsWith("http") && location.pathname.endsWith("/index.html"))
      history.replaceState(history.state, "", location.pathname.slice(0, -10) + location.search + location.hash);
  };

  // Citations: a card with what the reader needs to judge the source.
  const cards = () => {
    const card = make("div", "card");
    if (!card.showPopover || !one("section[role=doc-endnotes]")) return;
    card.popover = "auto";
    card.id = "card";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    document.body.append(card);
    let from = null;
    const fill = (entry, number) => {
      const grades = make("div");
      all("i", entry).forEach((grade) => grades.append(grade.cloneNode(true), " "));
      const more = make("p", "more");
      const link = make("a", "", `Source ${number} in the list`);
      link.href = `#s${number}`;
      link.addEventListener("click", () => card.hidePopover());
      more.append(link);
      const cited = one("p", entry).cloneNode(true);
      one("b", cited).remove();
      card.replaceChildren(grades, ...all("q", entry).map((quote) => quote.cloneNode(true)), cited, more);
      card.setAttribute("aria-label", `Source ${number}`);
    };
    const place = (link) => {
      const box = link.getBoundingClientRect(), left = box.left + scrollX - 24, room = root.clientWidth - card.offsetWidth - 16;
      const above = box.bottom + card.offsetHeight + 12 > innerHeight && box.top > card.offsetHeight + 12;
      card.style.left = `${Math.max(16, Math.min(left, room))}px`;
      card.style.top = `${scrollY + (above ? box.top - card.offsetHeight - 6 : box.bottom + 6)}px`;
    };
    card.addEventListener("toggle", (event) => {
      if (event.newState === "open" || !from) return;
      from.setAttribute("aria-expanded", "false");
      if (!document.activeElement || document.activeElement === document.body || card.contains(document.activeElement)) from.focus({ preventScroll: true });
      from = null;
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.(".brief a.c");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const number = link.hash.slice(2), entry = document.getElementById(`s${number}`);
      if (!entry) return;
      event.preventDefault();
      if (card.matches(":popover-open")) card.hidePopover();
      fill(entry, number);
      card.showPopover();
      place(link);
      from = link;
      link.setAttribute("aria-expanded", "true");
      card.focus({ preventScroll: true });
    });
  };

  // Contents: where the reader is; the fold opens when it is asked for.
  const contents = () => {
    const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
    if (!links.size) return;
    const heads = all(".text > section > h2").filter((head) => links.has(head.id));
    const follow = () => {
      const here = heads.filter((head) => head.getBoundingClientRect().top < innerHeight * 0.3).pop() || heads[0];
      links.forEach((link, id) => { if (id === here.id) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
    };
    let due = false;
    addEventListener("scroll", () => { if (!due) { due = true; requestAnimationFrame(() => { due = false; follow(); }); } }, { passive: true });
    follow();
    const fold = one(".fold");
    all('a[href="#contents"]').forEach((link) => link.addEventListener("click", () => { fold.open = true; }));
    all("a", fold).forEach((link) => link.addEventListener("click", () => { fold.open = false; }));
  };

  // Marks of what is new in this version, and since this reader was here.
  const marks = (brief) => {
    const button = one(".marks", brief);
    if (!button) return;
    const say = () => {
      const marked = !brief.classList.contains("unmarked");
      button.textContent = marked ? "Hide the marks" : "Mark them";
      button.setAttribute("aria-pressed", String(marked));
    };
    all(`[data-v="${brief.dataset.version}"]`, brief).forEach((sentence) => sentence.classList.add("new"));
    button.hidden = false;
    button.addEventListener("click", () => { brief.classList.toggle("unmarked"); say(); });
    say();
  };
  const visit = (brief) => {
    if (!("latest" in brief.dataset)) return;
    const key = `dateline.seen.${brief.dataset.story}`, number = Number(brief.dataset.version);
    const [seen, when] = (kept(key) || "").split(" ");
    keep(key, `${number} ${new Date().toISOString().slice(0, 10)}`);
    if (!Number(seen) || Number(seen) >= number) return;
    const unseen = all("[data-v]", brief).filter((sentence) => Number(sentence.dataset.v) > Number(seen));
    unseen.forEach((sentence) => sentence.classList.add("unseen"));
    const box = one(".visit", brief);
    one("p", box).textContent = `Version ${seen}, on ${when}: ${unseen.length} ${unseen.length === 1 ? "sentence is" : "sentences are"} new.`;
    box.hidden = false;
  };

  // Search: the words of the latest versions, fetched when they are asked for.
  const search = () => {
    const form = one("form[data-words]");
    if (!form) return;
    const field = one("input", form), status = one("[role=status]", form), found = one(".found"), stories = one(".all");
    let rows = null;
    const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const local = () => all(".all .stories > li").map((item) => ({ title: one("h2", item).textContent, section: "", link: one("h2 a", item).getAttribute("href"), text: item.textContent.replace(/\s+/g, " ") }));
    const load = async () => {
      try { rows = await (await fetch(form.dataset.words)).json(); } catch { rows = local(); }
      rows.forEach((row) => { row.folded = fold(`${row.title} ${row.text}`); });
    };
    const excerpt = (text, terms) => {
      const folded = fold(text), first = Math.min(...terms.map((term) => folded.indexOf(term)).filter((place) => place >= 0), text.length);
      const at = first > 60 ? text.lastIndexOf(" ", first - 60) + 1 : 0;
      const shown = make("p"), part = (at ? "… " : "") + text.slice(at, at + 240) + (text.length > at + 240 ? " …" : "");
      const pattern = new RegExp(`(${terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi");
      part.split(pattern).forEach((piece, i) => shown.append(i % 2 ? make("mark", "", piece) : piece));
      return shown;
    };
    const show = async () => {
      const terms = fold(field.value).split(/\s+/).filter(Boolean);
      stories.hidden = terms.length > 0;
      found.hidden = !terms.length;
      if (!terms.length) { status.textContent = ""; return; }
      if (!rows) await load();
      const hits = rows.filter((row) => terms.every((term) => row.folded.includes(term)));
      status.textContent = hits.length ? `${hits.length} ${hits.length === 1 ? "passage" : "passages"}` : "Nothing has all of these words.";
      found.replaceChildren(...hits.slice(0, 60).map((row) => {
        const item = make("li"), link = make("a", "", row.title);
        link.href = row.link;
        item.append(link, make("span", "soft", row.section), excerpt(row.text, terms));
        return item;
      }));
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", show);
    field.value = new URLSearchParams(location.search).get("q") || "";
    if (field.value) show();
  };

  const keys = () => addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    const field = one("form[data-words] input");
    if (field) field.focus(); else one("a[data-search]")?.click();
  });

  addEventListener("DOMContentLoaded", () => {
    address(); scheme(); cards(); contents(); search(); keys();
    const brief = one(".brief");
    if (brief) { visit(brief); marks(brief); }
    const field = one("form[data-words] input");
    if (field && location.hash === "#q") field.focus();
  });
})();
