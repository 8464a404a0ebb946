"""A server on loopback that plays the APIs of Buttondown and listmonk, as documented, and remembers what it was told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from running import drip_headers, running

KEY, USER, TOKEN = "bd-key", "desk", "lm-token"


class Call(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: "NewsletterServer"

    def do_GET(self) -> None:
        size = int(self.headers.get("content-length", 0))
        given = json.loads(self.rfile.read(size) or b"null")
        parts = urlsplit(self.path)
        self.server.calls.append((self.command, parts.path))
        fault = self.server.fault
        if fault and fault.fits(self.command, parts.path) and not fault.after:
            return self.fail(fault)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        status, row = self.server.answer(self, parts.path, query, given)
        if fault and fault.fits(self.command, parts.path):
            return self.fail(fault)
        return self.say(status, json.dumps(row).encode())

    def do_POST(self) -> None:
        self.do_GET()

    def do_PATCH(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def fail(self, fault: "Fault") -> None:
        if fault.times:
            fault.times -= 1
            if not fault.times:
                self.server.fault = None
        if fault.hangs:
            self.server.closing.wait()
        if fault.drips:
            drip_headers(self.wfile, self.server.closing)
        if fault.status:
            self.say(fault.status, fault.body, fault.location)
        self.close_connection = True

    def say(self, status: int, data: bytes, location: str = "") -> None:
        try:
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            if location:
                self.send_header("location", location)
            self.end_headers()
            self.wfile.write(data)
        except OSError:  # the client has hung up
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Fault:
    """How a call is answered instead; without a status the connection breaks off."""

    def __init__(  # noqa: PLR0913, PLR0917  # by name
        self,
        method: str = "",
        path: str = "",
        status: int = 0,
        body: bytes = b"{}",
        location: str = "",
        times: int = 0,
        *,
        after: bool = False,
        hangs: bool = False,
        drips: bool = False,
    ) -> None:
        self.method, self.path, self.status, self.body, self.location = method, path, status, body, location
        self.times, self.after, self.hangs, self.drips = times, after, hangs, drips

    def fits(self, method: str, path: str) -> bool:
        return self.method in ("", method) and self.path in path


class NewsletterServer(ThreadingHTTPServer):
    """Both services; what they hold is in `rows`, and each letter that went out in `sent`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Call)
        self.rows: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.sent: list[str] = []
        self.fault: Fault | None = None
        self.page = 100
        self.keeps: Callable[[str], str] = str
        """What the service makes of a body."""
        self.closing = Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, call: Call, path: str, query: dict[str, str], given: Any) -> tuple[int, Any]:
        is_buttondown = path.startswith("/v1/")
        key = f"Token {KEY}" if is_buttondown else f"token {USER}:{TOKEN}"
        if call.headers["authorization"] != key:
            return 401 if is_buttondown else 403, {"detail" if is_buttondown else "message": "invalid key"}
        words = path.strip("/").split("/")[2:]
        answer = self.buttondown if is_buttondown else self.listmonk
        return answer(call, words, query, given)

    # --- Buttondown --------------------------------------------------------------------------------------------------------

    def buttondown(self, call: Call, words: list[str], query: dict[str, str], given: Any) -> tuple[int, Any]:
        if not words and call.command == "GET":
            rows = [{**row, "body": ""} for row in self.rows.values() if row["creation_date"] >= query["creation_date__start"]]
            start = (int(query["page"]) - 1) * self.page
            found = rows[start : start + self.page]
            return 200, {"results": found, "next": "more" if len(rows) > start + self.page else None, "count": len(rows)}
        if not words:
            assert given["status"] == "draft"
            name = f"em_{len(self.rows) + 1}"
            self.rows[name] = {"id": name, "creation_date": "2026-05-27T20:00:00Z", **given, "body": self.keeps(given["body"])}
            return 201, self.rows[name]
        row = self.rows[words[0]]
        if call.command in ("PATCH", "POST"):
            row |= {"metadata": {}, **given} if "metadata" not in given else given
            row["body"] = self.keeps(row["body"])
        if words[1:] == ["publish"]:
            assert call.headers["x-buttondown-live-dangerously"] == "true"
            if row["status"] != "draft":
                return 400, {"code": "status_invalid", "detail": "The email is not a draft."}
            row["status"] = "about_to_send"
            self.sent.append(row["id"])
        return 200, row

    # --- listmonk ----------------------------------------------------------------------------------------------------------

    def listmonk(self, call: Call, words: list[str], query: dict[str, str], given: Any) -> tuple[int, Any]:
        if not words and call.command == "GET":
            rows = [{**row, "body": ""} for row in self.rows.values() if query["tags"] in row["tags"]]
            return 200, {"data": {"results": rows, "total": len(rows), "page": 1, "per_page": 100}}
        if not words:
            name = str(len(self.rows) + 1)
            self.rows[name] = {"id": int(name), "status": "draft"}
            return 200, {"data": self.hold(name, given)}
        if words[0] not in self.rows:
            return 400, {"message": "Campaign not found"}
        row = self.rows[words[0]]
        if words[1:] == ["status"]:
            if row["status"] not in ("draft", "paused"):
                return 400, {"message": "Only draft and paused campaigns can be started"}
            row["status"] = given["status"]
            self.sent.append(words[0])
        elif call.command == "PUT":
            self.hold(words[0], given)
        return 200, {"data": row}

    def hold(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        lists = [{"id": one, "name": "Readers"} for one in given["lists"]]
        self.rows[name] |= {**given, "lists": lists, "body": self.keeps(given["body"])}
        return self.rows[name]


@contextmanager
def newsletters() -> Iterator[NewsletterServer]:
    """A server with both services, and nothing in them."""
    server = NewsletterServer()
    with running(server, server.closing):
        yield server
