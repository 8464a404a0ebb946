"""A real Chromium, and a real server that serves the built site under `/record/`."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import sample
from analysed import plan_pages
from browser.tidal import write_story
from chromium import PATIENCE

from dateline.site.files import write_site
from dateline.site.theme import load_theme

WIDE = {"width": 1280, "height": 900}


class Quiet(SimpleHTTPRequestHandler):
    """Serves without logging."""

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk, below the base path of its address."""
    root = tmp_path_factory.mktemp("site")
    write_site(plan_pages(sample.publication(), load_theme()), root / "record")
    return root / "record"


@pytest.fixture(scope="session")
def tidal_folder(folder: Path) -> Path:
    """A small story beside the site, on disk."""
    root = folder.parent / "tidal"
    write_story(root)
    return root


@pytest.fixture
def tidal(site: str, tidal_folder: Path) -> str:
    """The address of the small story's site."""
    return site.replace("/record/", f"/{tidal_folder.name}/")


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The site's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder.parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/record/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A tab that fails the test on any complaint from the browser, such as a breach of the content security policy."""
    context = chromium.new_context(viewport=WIDE)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert complaints == []
