// `dateline serve` adds this script to each page that it sends. No page that is published has it.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const mark = new URL(script.src).search.slice(1);
  const bar = document.createElement("div");
  bar.setAttribute("role", "alert");
  bar.style.cssText = `all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 40vh;
    padding: 12px 16px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 monospace;
    color: #fff; background: #8c1d18`;
  /** @type {EventSource | undefined} */
  let changes;

  /** @param {string[]} errors */
  const show = (errors) => {
    bar.textContent = ["The last build found errors, so you see the site as it was before:", ...errors].join("\n");
    if (errors.length) document.body.append(bar);
    else bar.remove();
  };

  // A hidden tab does not listen: a browser allows only six connections to one host.
  const listen = () => {
    changes?.close();
    if (document.hidden) return;
    changes = new EventSource("/.dateline/changes");
    changes.onmessage = ({ data }) => {
      const shown = JSON.parse(data);
      if (shown.mark === mark) show(shown.errors);
      else location.reload();
    };
  };

  document.addEventListener("visibilitychange", listen);
  listen();
}
