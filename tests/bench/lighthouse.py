"""Measures pages of a built site with Lighthouse, as a phone on a slow 4G network would load them, and counts their bytes.

    python tests/bench/lighthouse.py build/ PAGE…

A page is a path below the site; `npx` brings Lighthouse. Printed are the four scores, the largest paint, the layout shift, the
hosts that were called besides its own, and for each page its bytes, its bytes after gzip and its elements.
"""

import functools
import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib

LIGHTHOUSE = "lighthouse@12.8.2"
FLAGS = "--headless=new --no-sandbox --disable-gpu"
SCORES = ("performance", "accessibility", "best-practices", "seo")


class Zipped(SimpleHTTPRequestHandler):
    """Serves text compressed, as GitHub Pages does, and without logging."""

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000" if "static" in path.parts else "max-age=600")
        self.end_headers()
        self.wfile.write(data)


def report(address: str) -> dict[str, Any]:
    """Lighthouse's report about an address."""
    argv = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}"]
    environment = {"CHROME_PATH": "/usr/bin/chromium", **os.environ}
    done = subprocess.run(argv, capture_output=True, check=True, env=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def line(site: Path, address: str, page: str) -> str:
    """What was measured of a page."""
    told, data = report(address + page), (site / page / "index.html").read_bytes()
    scores = " ".join(f"{round(100 * (told['categories'][one]['score'] or 0)):3}" for one in SCORES)
    audits = told["audits"]
    lcp, shift = (audits[one]["numericValue"] for one in ("largest-contentful-paint", "cumulative-layout-shift"))
    hosts = {urlsplit(one["url"]).netloc for one in audits["network-requests"]["details"]["items"]} - {
        urlsplit(address).netloc,
        "",
    }
    elements = sum(isinstance(one.tag, str) for one in html5lib.parse(data, namespaceHTMLElements=False).iter())
    sizes = f"{len(data):7,} B {len(gzip.compress(data, 9)):6,} B zipped {elements:5,} elements"
    return f"{scores}  LCP {lcp / 1000:.2f} s  shift {shift:.3f}  {len(hosts)} other hosts  {sizes}  {page or 'front page'}"


def main(site: Path, pages: list[str]) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Zipped, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for page in pages:
        sys.stdout.write(line(site, f"http://127.0.0.1:{server.server_port}/", page) + "\n")
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or [""])
