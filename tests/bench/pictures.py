"""Takes a picture of every kind of page of a built site: at 390 and 1280 pixels, light and dark, and as it is printed.

    python tests/bench/pictures.py build/ /tmp/pictures [PAGE…]

The pictures are named after their pages. A page is a path below the site; without one, a page of each kind is taken: those of the
story with the most versions, the newest issue and week, and so on.
"""

import functools
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

SIZES = {390: 844, 1280: 900}
KINDS = (
    *(
        "",
        "archive/",
        "corrections/",
        "outlets/",
        "questions/",
        "record/",
        "voices/",
        "search/",
        "follow/",
        "signals/",
        "signals/*/",
    ),
    *("daily/", "daily/[0-9]*/", "daily/week/*/", "tags/*/", "404.html", "methodology/", "stories/"),
)
PARTS = ("", "v*/", "changes/", "changes/v*/", "timeline/", "sources/", "history/")


class Quiet(SimpleHTTPRequestHandler):
    """Serves without logging, also below the base path, which the page for wrong addresses has in its links."""

    def log_message(self, *_: Any) -> None:
        pass

    def translate_path(self, path: str) -> str:
        found = super().translate_path(path)
        return found if Path(found).exists() else super().translate_path("/" + path.lstrip("/").partition("/")[2])


def newest(site: Path, pattern: str) -> Iterator[str]:
    """The last page of a pattern by name, if there is one."""
    file = pattern if pattern.endswith(".html") else f"{pattern}index.html"
    if found := sorted(site.glob(file), key=lambda path: (len(str(path)), path)):
        yield found[-1].relative_to(site).as_posix().removesuffix("index.html")


def pages(site: Path) -> list[str]:
    """A page of each kind."""
    stories = sorted(site.glob("stories/*/history/"), key=lambda path: len([*path.parent.glob("v*/")]))
    own = [f"stories/{stories[-1].parent.name}/{part}" for part in PARTS] if stories else []
    return [page for kind in (*KINDS, *own) for page in newest(site, kind)]


def take(browser: Any, address: str, page: str, out: Path) -> None:
    """Takes the pictures of a page."""
    name = page.strip("/").replace("/", "-") or "front"
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("light", "print")):
        for width, height in SIZES.items():
            tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            tab.goto(address + page, wait_until="networkidle")
            tab.emulate_media(media=media)
            tab.screenshot(path=out / f"{name}-{width}-{'print' if media == 'print' else scheme}.png", full_page=True)
            tab.close()


def main(site: Path, out: Path, wanted: list[str]) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for page in wanted or pages(site):
            take(browser, f"http://127.0.0.1:{server.server_port}/", page, out)
            sys.stdout.write(f"{page or 'the front page'}\n")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
