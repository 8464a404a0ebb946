"""Compares the two searches of a site: all words in one script, and Pagefind.

    python tests/bench/searching.py [--speed 10] [BRIEFS…]

For each number of briefs, those of `race.py`, it prints for both searches the kB on the disk and the seconds to make them. Then a
browser searches, on a connection of so many Mbit/s with 40 ms for each answer, at a server that compresses: the kB that it loads
for the first word, the seconds until its first result, and until that of a second word. It needs Chromium and the extra `search`.
"""

import argparse
import gzip
import os
import shutil
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

import builders
from analysed import chronicle
from bench.race_corpus import Telling
from playwright.sync_api import sync_playwright

from dateline.core.model import Story
from dateline.core.publication import Publication
from dateline.site import pages, searchable
from dateline.site.digest import WORDS, Digest, digest_of
from dateline.site.files import write_site
from dateline.site.story_card import card
from dateline.site.theme import load_theme

DELAY = 0.04
"""Seconds until an answer begins."""
BITS = 1_000_000


class Compressing(SimpleHTTPRequestHandler):
    """Serves what a browser asks for, compressed as hosts do it, over a connection that all answers share."""

    speed = 0.0
    line = threading.Lock()
    loaded = 0

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        data = path.read_bytes() if path.is_file() else b""
        packed = gzip.compress(data, 6) if path.suffix in (".js", ".html", ".css", ".json", ".svg") else data
        sleep(DELAY)
        with self.line:
            Compressing.loaded += len(packed)
            sleep(len(packed) * 8 / BITS / self.speed)
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(path))
        if packed is not data:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        with suppress(ConnectionError):  # the page was left
            self.wfile.write(packed)


def brief(number: int) -> Digest:
    """What the search has of one brief."""
    telling = Telling(number, 0.8)
    told = telling.tell(1)
    story = Story(telling.title, tags=(f"tag-{number % 20}",))
    found = chronicle(builders.dossier(told.version, slug=telling.slug, story=story, items=told.items))
    return digest_of(card(found), {WORDS: searchable.of_story(found)})


def build(digests: Sequence[Digest], out: Path, most: int) -> tuple[float, int]:
    """Writes the search page and its files; the seconds for that, and their kB without the words of the other search."""
    around = Publication(builders.config())
    with patch.object(searchable, "MOST", most):
        site = pages.frame(around.config, load_theme(), (), ())
        began = perf_counter()
        planned = [*searchable.pages(site, digests, around, {})]
        planned += [site.output(address, lambda *given: given[-1], data, shows="") for address, data in site.theme.static.items()]
        write_site(planned, out)
    seconds = perf_counter() - began
    left_out = "words.js" if most == 0 else ""
    return seconds, sum(one.stat().st_size for one in (out / "search").rglob("*.*") if one.name != left_out) // 1000


def read(browser: Any, address: str, words: Sequence[str]) -> tuple[int, list[float]]:
    """The kB that were loaded for the first word, and the seconds until each word had its first result."""
    tab = browser.new_page()
    tab.set_default_timeout(600_000)
    tab.goto(address)
    before, seconds, size = Compressing.loaded, list[float](), 0
    for word in words:
        began = perf_counter()
        tab.evaluate("document.querySelector('.found').replaceChildren()")
        tab.fill("#q", word)
        tab.locator(".found li").first.wait_for()
        seconds.append(perf_counter() - began)
        size = size or (Compressing.loaded - before) // 1000
    tab.close()
    return size, seconds


def compare(browser: Any, count: int) -> None:
    """Prints a line for each search of so many briefs."""
    digests = [brief(number) for number in range(count)]
    text = digests[0].read(WORDS).decode()
    words = sorted({one for one in text.split() if one.isalpha() and one.islower() and len(one) > 6})[:2]
    for name, most in (("all words", count), ("Pagefind", 0)):
        with TemporaryDirectory() as folder:
            out = Path(folder, "site")
            seconds, kilobytes = build(digests, out, most)
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(out)))
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            loaded, waits = read(browser, f"http://127.0.0.1:{server.server_port}/search/index.html", words)
            server.shutdown()
            server.server_close()
        waited = "".join(f"{one:8.2f} s" for one in waits)
        sys.stdout.write(f"{count:6,} {name:10} {kilobytes:9,} kB {seconds:7.2f} s {loaded:9,} kB {waited}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("briefs", nargs="*", type=int)
    parser.add_argument("--speed", type=float, default=10, help="Mbit/s")
    asked = parser.parse_args()
    Compressing.speed = asked.speed
    chromium = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for number in asked.briefs or [50, 300, 1_000, 3_000]:
            compare(browser, number)
        browser.close()
