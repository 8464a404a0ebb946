"""A server on loopback that behaves as the test wants, even badly; every fault ends when the server is closed."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any

import running

FEED = b'<rss version="2.0"><channel><title>T</title><item><title>Good news</title></item></channel></rss>'

BOMB = gzip.compress(bytes(10_000_000))


class Call(BaseHTTPRequestHandler):
    """One request, with methods to answer it."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        host = self.headers.get("host", "").partition(":")[0]
        self.server.hits.append(f"{host}{self.path}")
        self.server.headers.append(dict(self.headers))
        try:
            self.server.routes.get(host + self.path, self.server.routes.get(self.path, missing))(self)
        except OSError:  # the client has hung up, as it should
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing on the terminal."""

    def say(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def every(self, seconds: float) -> Iterator[None]:
        """Ticks until the server is closed."""
        while not self.server.closing.wait(seconds):
            yield


Route = Callable[[Call], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, routes: Mapping[str, Route], address: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        super().__init__(address, Call)
        self.routes = routes
        self.hits: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.closing = Event()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"


@contextmanager
def serving(routes: Mapping[str, Route], address: tuple[str, int] = ("127.0.0.1", 0)) -> Iterator[Server]:
    server = Server(routes, address)
    with running.running(server, server.closing):
        yield server


def missing(call: Call) -> None:
    call.say(404)


def feed(call: Call) -> None:
    call.say(200, FEED, content_type="application/rss+xml")


def redirect(location: str, status: int = 302) -> Route:
    return lambda call: call.say(status, location=location)


def drip(call: Call) -> None:
    """A body that never ends, a byte at a time: each read is answered in time."""
    call.send_response(200)
    call.end_headers()
    for _ in call.every(0.02):
        call.wfile.write(b"<")


def drip_headers(call: Call) -> None:
    running.drip_headers(call.wfile, call.server.closing)


def stall(call: Call) -> None:
    call.server.closing.wait()


def endless(call: Call) -> None:
    call.send_response(200)
    call.end_headers()
    while not call.server.closing.is_set():
        call.wfile.write(b"<item>" * 10_000)


def bomb(call: Call) -> None:
    call.say(200, BOMB, content_encoding="gzip")


def cut(call: Call) -> None:
    call.send_response(200)
    call.send_header("content-length", "5000")
    call.end_headers()
    call.wfile.write(b"<rss>" * 14)
    call.close_connection = True


def first_fails(times: int, status: int = 500) -> Route:
    statuses = iter([status] * times)

    def answer(call: Call) -> None:
        feed(call) if (failed := next(statuses, 0)) == 0 else call.say(failed)

    return answer


def busy(retry_after: str, status: int = 429) -> Route:
    return lambda call: call.say(status, retry_after=retry_after)


def echo_etag(call: Call) -> None:
    if call.headers.get("if-none-match") == '"one"':
        call.send_response(304)
        call.send_header("etag", '"one"')
        call.end_headers()
    else:
        call.say(200, FEED, etag='"one"', cache_control="no-cache")


def captcha(call: Call) -> None:
    call.say(200, b"<!doctype html><title>Are you human?</title>", content_type="text/html")


def picture(call: Call) -> None:
    call.say(200, FEED, content_type="image/png")


def packed_twice(call: Call) -> None:
    call.say(200, gzip.compress(gzip.compress(FEED)), content_encoding="gzip, gzip")


def packed(call: Call) -> None:
    call.say(200, gzip.compress(FEED), content_encoding="gzip", content_type="application/xml")


def badly_packed(call: Call) -> None:
    call.say(200, b"no gzip", content_encoding="gzip")


def not_http(call: Call) -> None:
    call.wfile.write(b"SSH-2.0-x\r\n\r\n")
    call.close_connection = True


def jsonfeed(*titles: str) -> Route:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"title": title} for title in titles]})
    return lambda call: call.say(200, body.encode(), content_type="application/feed+json")
