// `dateline serve` adds this script to each page that it sends. No page that is published has it.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const mark = new URL(script.src).search.slice(1);
  const look = `all: initial; display: block; position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box;
    max-height: 40vh; padding: 12px 16px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 monospace;
    color: #fff`;
  const wrong = document.createElement("div");
  wrong.setAttribute("role", "alert");
  wrong.style.cssText = `${look}; background: #8c1d18`;
  const doubtful = document.createElement("details");
  doubtful.style.cssText = `${look}; background: #574200`;
  doubtful.open = sessionStorage.getItem("dateline-warnings") === "open";
  doubtful.addEventListener("toggle", () => sessionStorage.setItem("dateline-warnings", doubtful.open ? "open" : ""));
  /** @type {EventSource | undefined} */
  let changes;

  /** @param {{ errors: string[], warnings: string[] }} found */
  const show = ({ errors, warnings }) => {
    wrong.textContent = ["The last build found errors, so you see the site as it was before:", ...errors].join("\n");
    const summary = document.createElement("summary");
    summary.textContent = "Warnings of dateline check, which readers do not see";
    summary.style.cssText = "cursor: pointer";
    const list = document.createElement("div");
    list.textContent = warnings.join("\n");
    doubtful.replaceChildren(summary, list);
    const [bar, other] = errors.length ? [wrong, doubtful] : [doubtful, wrong];
    other.remove();
    if (errors.length || warnings.length) document.body.append(bar);
    else bar.remove();
  };

  // A hidden tab does not listen: a browser allows only six connections to one host.
  const listen = () => {
    changes?.close();
    if (document.hidden) return;
    changes = new EventSource("/.dateline/changes");
    changes.onmessage = ({ data }) => {
      const shown = JSON.parse(data);
      if (shown.mark === mark) show(shown);
      else location.reload();
    };
  };

  document.addEventListener("visibilitychange", listen);
  listen();
}
