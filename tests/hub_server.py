"""A server on loopback that plays a WebSub hub, and remembers which feeds it was told of."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any
from urllib.parse import parse_qsl

from running import drip_headers, running


class HubCall(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: "HubServer"

    def do_POST(self) -> None:
        hub, form = self.server, self.rfile.read(int(self.headers["content-length"])).decode()
        assert self.headers["content-type"] == "application/x-www-form-urlencoded"
        hub.calls.append(dict(parse_qsl(form, strict_parsing=True)))
        if hub.hangs:
            hub.closing.wait()
        if hub.drips:
            drip_headers(self.wfile, hub.closing)
        status = hub.refuses.get(hub.calls[-1]["hub.url"], hub.status)
        if status:
            self.send_response(status)
            self.send_header("content-length", str(len(hub.body)))
            if status in (301, 302, 307, 308):
                self.send_header("location", "/elsewhere")
            self.end_headers()
            self.wfile.write(hub.body)
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class HubServer(ThreadingHTTPServer):
    """A hub; it takes everything, unless a test wants something else."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HubCall)
        self.calls: list[dict[str, str]] = []
        self.refuses: dict[str, int] = {}
        """Feed → the status for it."""
        self.status, self.body, self.hangs, self.drips = 204, b"", False, False
        """How it answers; with the status 0 the connection breaks off; it may never answer, or send headers without end."""
        self.closing = Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/push"

    @property
    def told(self) -> list[str]:
        """The feeds that it was told of since this was last read."""
        assert all(call["hub.mode"] == "publish" for call in self.calls)
        found = [call["hub.url"] for call in self.calls]
        self.calls.clear()
        return found


@contextmanager
def hub_server() -> Iterator[HubServer]:
    server = HubServer()
    with running(server, server.closing):
        yield server
