"""A server on loopback that plays GitHub's REST API for pull requests, as documented, and remembers what it was told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

from running import drip_headers, running

NAME = "example/briefs"
BOT = {"login": "github-actions[bot]", "type": "Bot"}


@dataclass
class Fault:
    """How calls are answered instead."""

    status: int = 0
    """The status."""
    body: bytes = b"{}"
    """The body."""
    headers: dict[str, str] = field(default_factory=dict)
    """Further headers."""
    method: str = ""
    """The method that it is for; empty for all."""
    hangs: bool = False
    """Whether nothing is answered until the server is closed."""
    drips: bool = False
    """Whether the body comes a byte at a time, without an end."""
    drips_headers: bool = False
    """Whether headers come a line at a time, without an end."""


class Call(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: "GitHubServer"

    def do_GET(self) -> None:
        size = int(self.headers.get("content-length", 0))
        given = json.loads(self.rfile.read(size) or b"null")
        self.server.calls.append((self.command, self.path, given))
        self.server.tokens.append(self.headers.get("authorization", ""))
        try:
            fault = self.server.fault
            if fault and fault.method in ("", self.command):
                self.fail(fault)
            else:
                self.answer(given)
        except OSError:  # the client has hung up
            self.close_connection = True

    def do_POST(self) -> None:
        self.do_GET()

    def do_PATCH(self) -> None:
        self.do_GET()

    def fail(self, fault: Fault) -> None:
        if fault.hangs:
            self.server.closing.wait()
            self.close_connection = True
        elif fault.drips:
            self.send_response(200)
            self.end_headers()
            while not self.server.closing.wait(0.02):
                self.wfile.write(b" ")
        elif fault.drips_headers:
            drip_headers(self.wfile, self.server.closing)
        else:
            self.say(fault.status, fault.body, **fault.headers)

    def answer(self, given: Any) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        match (self.command, parts.path.removeprefix(f"/repos/{NAME}/").split("/")):
            case ("GET", ["pulls"]):
                _, _, branch = query["head"].partition(":")
                self.tell(200, self.page([one for one in self.server.pulls if one["head"]["ref"] == branch], query))
            case ("POST", ["pulls"]):
                self.open(given)
            case ("PATCH", ["pulls", number]):
                self.server.pulls[int(number) - 1].update(given)
                self.tell(200, self.server.pulls[int(number) - 1])
            case ("GET", path) if "/".join(path) in self.server.settings:
                self.tell(200, self.server.settings["/".join(path)])
            case ("GET", ["issues", number, "comments"]):
                self.tell(200, self.page(self.server.comments.setdefault(int(number), []), query))
            case ("POST", ["issues", number, "comments"]):
                rows = self.server.comments.setdefault(int(number), [])
                rows.append({"id": 1000 * int(number) + len(rows), "user": BOT, "author_association": "NONE", **given})
                self.tell(201, rows[-1])
            case ("PATCH", ["issues", "comments", number]):
                rows = self.server.comments[int(number) // 1000]
                next(row for row in rows if row["id"] == int(number)).update(given)
                self.tell(200, {})
            case ("POST", ["issues", number, "labels"]):
                self.server.pulls[int(number) - 1]["labels"] += [{"name": name} for name in given["labels"]]
                self.tell(200, self.server.pulls[int(number) - 1]["labels"])
            case _:
                self.tell(404, {"message": "Not Found"})

    def open(self, given: Any) -> None:
        mine = [one for one in self.server.pulls if one["head"]["ref"] == given["head"] and one["state"] == "open"]
        if mine:
            said = f"A pull request already exists for example:{given['head']}."
            self.tell(422, {"message": "Validation Failed", "errors": [{"resource": "PullRequest", "message": said}]})
            return
        self.tell(201, self.server.add(given["head"], given["title"], given["body"]))

    def page(self, rows: list[Any], query: dict[str, str]) -> list[Any]:
        size, number = int(query["per_page"]), int(query["page"])
        return rows[size * (number - 1) : size * number]

    def tell(self, status: int, document: Any) -> None:
        self.say(status, json.dumps(document).encode())

    def say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-length": str(len(body)), "content-type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on the terminal."""


class GitHubServer(ThreadingHTTPServer):
    """The server, with its pull requests, comments and the calls that it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Call)
        self.pulls: list[dict[str, Any]] = []
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.settings: dict[str, Any] = {}
        self.calls: list[tuple[str, str, Any]] = []
        self.tokens: list[str] = []
        self.fault: Fault | None = None
        self.closing = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a workflow's environment has."""
        return {"GITHUB_API_URL": self.url, "GITHUB_TOKEN": "t0ken", "GITHUB_REPOSITORY": NAME, "PATH": ""}

    @property
    def written(self) -> list[str]:
        """The calls that change something, as METHOD and the end of the path."""
        return [f"{method} {path.removeprefix(f'/repos/{NAME}/')}" for method, path, _ in self.calls if method != "GET"]

    def add(self, branch: str, title: str = "", body: str = "", state: str = "open", **given: Any) -> dict[str, Any]:
        """Adds a pull request."""
        number = len(self.pulls) + 1
        made = {
            "number": number,
            "state": state,
            "title": title,
            "body": body,
            "html_url": f"https://github.com/{NAME}/pull/{number}",
            "head": {"ref": branch, "repo": {"full_name": NAME}},
            "base": {"ref": "main", "repo": {"full_name": NAME}},
            "closed_at": None,
            "merged_at": None,
            "labels": [],
        }
        self.pulls.append({**made, **given})
        return self.pulls[-1]

    def close(self, number: int = 1, at: str = "2026-05-30T00:00:00Z", *, merged: bool = False) -> None:
        """Closes a pull request as an editor does."""
        self.pulls[number - 1].update(state="closed", closed_at=at, merged_at=at if merged else None)


@contextmanager
def github() -> Iterator[GitHubServer]:
    """The server, while it runs."""
    server = GitHubServer()
    with running(server, server.closing):
        yield server
