"""Shows the site in a browser while somebody works on it: a server on loopback, which only this machine can reach.

The server adds a script to each page that it sends. The script reloads the page after a build, and shows the errors that a build
finds. The files of the site do not change.
"""

import json
import mimetypes
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from urllib.parse import unquote

from dateline.core.errors import UsageError
from dateline.site import urls

LOOPBACK = "127.0.0.1"
PORTS = range(8000, 8100)
"""Tried in this order if no port is named."""
OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?", re.IGNORECASE)
"""The only hosts that are answered: a stranger's page could let its own host name lead here, and read the site."""
SCRIPT = "/.dateline/preview.js"
CHANGES = "/.dateline/changes"
BEAT = 15
"""Seconds after which something is sent on a silent stream, which shows whether its page is still open."""
NOT_FOUND = b"<!doctype html>\n<title>Not found</title>\n<p>There is no such page yet.</p>\n"
"""Sent as long as the site has no page for this."""
HTML = "text/html; charset=utf-8"
TYPES = {
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    ".css": "text/css; charset=utf-8",
    ".html": HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".opml": "text/x-opml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""The type of a file, by its name or the end of it; the library knows the others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What open pages are told."""

    mark: str
    """Changes when the site changes; a page that was sent with another mark reloads."""
    errors: tuple[str, ...] = ()
    """What the last build found wrong."""
    warnings: tuple[str, ...] = ()
    """What the last check found doubtful."""


class Preview(ThreadingHTTPServer):
    """A server of the files in a folder."""

    allow_reuse_address = os.name != "nt"  # on Windows, two servers could then have the same port
    allow_reuse_port = False
    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__((LOOPBACK, port), _Answer)
        self.folder = folder.resolve()
        self.shown = Shown(secrets.token_hex(8))
        self._base = "/"
        self._is_open = True
        self._news = Condition()

    @property
    def address(self) -> str:
        """The address of the front page."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def show(self, url: str, *, is_new: bool) -> None:
        """Removes the errors from open pages, and reloads these if the site has changed.

        Args:
            url: the address that the site was built for; its files are also found below the path of this address.
            is_new: whether the site has changed.
        """
        self._base = urls.rooted(url, urls.FRONT)
        self._tell(replace(self.shown, mark=secrets.token_hex(8) if is_new else self.shown.mark, errors=()))

    def refuse(self, errors: Sequence[str]) -> None:
        """Shows errors on open pages, which stay as they are."""
        self._tell(replace(self.shown, errors=tuple(errors)))

    def warn(self, warnings: Sequence[str]) -> None:
        """Shows warnings on open pages, in place of earlier ones."""
        if tuple(warnings) != self.shown.warnings:
            self._tell(replace(self.shown, warnings=tuple(warnings)))

    def end(self) -> None:
        """Stops serving, and ends all streams."""
        with self._news:
            self._is_open = False
            self._news.notify_all()
        self.shutdown()

    def _tell(self, shown: Shown) -> None:
        with self._news:
            self.shown = shown
            self._news.notify_all()

    def news(self) -> Iterator[bytes]:
        """The stream of a page: what is shown now, and what is shown after each build."""
        told = None
        while self._is_open:
            with self._news:
                if self._is_open and self.shown is told:
                    self._news.wait(BEAT)
                is_known, told = self.shown is told, self.shown
            yield b":\n\n" if is_known else f"data: {json.dumps(asdict(told))}\n\n".encode()

    def find(self, path: str) -> Path | None:
        """The file or folder that a path names, below the site's base path or not; None if the folder has none."""
        for address in (path, path.removeprefix(self._base)):
            with suppress(ValueError, OSError):  # no file can have this name
                file = (self.folder / urls.file_of(address.lstrip("/"))).resolve()
                if file.is_relative_to(self.folder) and file.exists():
                    return file
        return None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Answers a request. It is no error if the browser hangs up, or a build removes the file meanwhile."""
        with suppress(OSError):
            super().finish_request(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Preview
    _mark: str
    """The mark before the file was read: if a build comes in between, the page reloads."""

    def do_GET(self) -> None:
        """Sends a file of the site, the script or the stream."""
        self._mark = self.server.shown.mark
        asked = self.path.partition("?")[0]
        path = unquote(asked)
        if not OWN_HOST.fullmatch(self.headers.get("Host", "")):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, TYPES[".txt"], b"Only localhost is served here.\n")
        elif path == CHANGES:
            self._stream()
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, TYPES[".js"], Path(__file__).with_name("preview.js").read_bytes())
        elif (file := self.server.find(path)) is None:
            own = self.server.find(urls.NOT_FOUND)
            self._send(HTTPStatus.NOT_FOUND, HTML, own.read_bytes() if own else NOT_FOUND)
        elif file.is_dir():
            self._begin(HTTPStatus.FOUND, {"Location": f"{asked}/", "Content-Length": "0"})
        else:
            self._send(HTTPStatus.OK, _type_of(file), file.read_bytes())

    do_HEAD = do_GET  # noqa: N815  # the library's name

    def log_message(self, *_: Any) -> None:
        """Prints nothing: the terminal is for the builds."""

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        if kind == HTML:
            body += f'\n<script src="{SCRIPT}?{self._mark}"></script>\n'.encode()
        self._begin(status, {"Content-Type": kind, "Content-Length": str(len(body))})
        if self.command == "GET":
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream"})
        for event in self.server.news():
            self.wfile.write(event)


def _type_of(file: Path) -> str:
    return TYPES.get(file.name) or TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


@contextmanager
def preview(folder: Path, port: int | None = None) -> Iterator[Preview]:
    """Serves a folder until the end of the block.

    Args:
        folder: the site's folder; it may be built later.
        port: the port; None: 8000 or the next one that is free; 0: any that is free.

    Raises:
        UsageError: if the port cannot be used.
    """
    with _bound(folder, port) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.end()


def _bound(folder: Path, port: int | None) -> Preview:
    *others, last = PORTS if port is None else (port,)
    for other in others:
        with suppress(OSError):
            return Preview(folder, other)
    try:
        return Preview(folder, last)
    except OSError as error:
        hint = "Name another one with --port, or none: then Dateline takes one that is free."
        raise UsageError(f"port {last} cannot be used: {error.strerror}", hint=hint) from error
