"""Test doubles: a model with a queue of replies, and a Messages API on loopback that the real SDK calls."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from running import drip_headers, running

from dateline.core.errors import ModelError
from dateline.desk.model_call import Call, Prompt, Reply, StopReason, Usage
from dateline.desk.model_client import Price

KEY = "sk-ant-canary-5f1e0c"
BYTES_PER_TOKEN = 4

Script = Reply | ModelError | Callable[[Call], Reply]


def answer(text: str | dict[str, Any], stop: StopReason = StopReason.DONE, **usage: Any) -> Reply:
    """A reply with this text, or with this value as JSON."""
    said = text if isinstance(text, str) else json.dumps(text)
    return Reply(said, stop, Usage(**{"input_tokens": 1000, "output_tokens": 200, "usd": Decimal("0.004"), **usage}), "req_1")


class ScriptedModel:
    """Answers from a queue, and records its calls. The last reply is repeated."""

    def __init__(self, *replies: Script) -> None:
        self._replies = list(replies)
        self._lock = threading.Lock()
        self.history: list[Call] = []

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        call = Call(prompt, model, max_tokens, schema)
        with self._lock:
            self.history.append(call)
            reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, ModelError):
            raise reply
        return reply(call) if callable(reply) else reply

    def count(self, prompt: Prompt, *, model: str) -> int:  # noqa: ARG002  # the protocol has it
        return sum(len(part.encode()) for part in (prompt.rules, *prompt.blocks)) // BYTES_PER_TOKEN

    def price(self, model: str) -> Price:  # noqa: ARG002  # likewise
        return Price(Decimal("0.0000025"), Decimal("0.00001"))


# --- the Messages API ------------------------------------------------------------------------------------------------------


@dataclass
class Played:
    """The server's answer to one request for a message."""

    text: str = ""
    stop: str | None = "end_turn"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    """A whole JSON answer; text is sent as it stands."""
    sse: str = ""
    """A whole stream, as it stands."""
    hangs: bool = False
    """Whether nothing comes until the server is closed."""
    drips: bool = False
    """Whether comments come until the client goes."""
    drips_headers: bool = False
    """Whether headers come until then."""
    usage: dict[str, Any] = field(default_factory=lambda: {"input_tokens": 1000, "output_tokens": 200})
    content: list[dict[str, Any]] | None = None
    """Content blocks, where they are more than one text."""

    def blocks(self) -> list[dict[str, Any]]:
        return self.content if self.content is not None else [{"type": "text", "text": self.text}]

    def message(self, model: str) -> dict[str, Any]:
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": self.blocks(),
            "stop_reason": self.stop,
            "stop_sequence": None,
            "usage": self.usage,
        }


def played_fault(fault: dict[str, Any]) -> Played:
    """A fault of the recorded list."""
    body = fault.get("body")
    if fault["status"] == 200 and isinstance(body, dict):
        content = body["content"]
        return Played(stop=body["stop_reason"], content=content, usage=body["usage"])
    return Played(status=fault["status"], headers=fault.get("headers", {}), body=body, sse=fault.get("sse", ""))


def _events(played: Played, model: str) -> Iterator[dict[str, Any]]:
    whole = played.message(model)
    yield {"type": "message_start", "message": {**whole, "content": [], "stop_reason": None}}
    for index, block in enumerate(whole["content"]):
        if block["type"] == "text":
            cited = block.get("citations")
            yield {"type": "content_block_start", "index": index, "content_block": {"type": "text", "text": ""}}
            yield {"type": "content_block_delta", "index": index, "delta": {"type": "text_delta", "text": block["text"]}}
            for citation in cited or ():
                delta = {"type": "citations_delta", "citation": citation}
                yield {"type": "content_block_delta", "index": index, "delta": delta}
        else:
            yield {"type": "content_block_start", "index": index, "content_block": block}
        yield {"type": "content_block_stop", "index": index}
    delta = {"stop_reason": played.stop, "stop_sequence": None}
    yield {"type": "message_delta", "delta": delta, "usage": {"output_tokens": played.usage["output_tokens"]}}
    yield {"type": "message_stop"}


class MessagesServer(ThreadingHTTPServer):
    """Gives its answers in turn, and repeats the last one; records every request."""

    daemon_threads = True

    def __init__(self, played: Sequence[Played | Callable[[dict[str, Any]], Played]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.played = list(played)
        self.requests: list[tuple[str, str, Any]] = []
        self.authorizations: set[str] = set()
        self.headers: list[dict[str, str]] = []
        """The headers of each request, their names in small letters."""
        self.exchange = Played(body={"access_token": "sk-ant-oat01-short", "expires_in": 600, "token_type": "Bearer"})
        """Answers who wants a token for an identity."""
        self.models: dict[str, dict[str, Any]] = {}
        """What is said of a model."""
        self.refuses = False
        """Whether no key is good enough to ask about models."""
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.batches: dict[str, list[dict[str, Any]]] = {}
        self.polls_before_end = 0
        self.count: Played | None = None
        """Answers the counting of tokens, where it is not 100."""
        self.batch: Any = None
        """What is said of a batch, where it is not what the API says."""
        self.row: Any = None
        """The message in each row of a batch, where it is not what is played."""
        self.broken: Sequence[str] = ()
        """Lines that stand before those of a batch's results."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the requests for a message."""
        return [body for _, path, body in self.requests if path == "/v1/messages"]

    def next(self, body: dict[str, Any]) -> Played:
        with self.lock:
            one = self.played.pop(0) if len(self.played) > 1 else self.played[0]
        return one if isinstance(one, Played) else one(body)


class _Handler(BaseHTTPRequestHandler):
    server: MessagesServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the library's
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        path = self.path.partition("?")[0]
        with self.server.lock:
            self.server.requests.append(("POST", path, body))
            self.server.authorizations.add(self.headers.get("authorization", ""))
            self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        if path == "/v1/messages/count_tokens":
            counted = self.server.count or Played(body={"input_tokens": 100})
            self._json(counted.status, counted.body)
        elif path == "/v1/oauth/token":
            self._json(self.server.exchange.status, self.server.exchange.body)
        elif path == "/v1/messages/batches":
            name = f"msgbatch_{len(self.server.batches) + 1}"
            self.server.batches[name] = body["requests"]
            self._json(200, self.server.batch if self.server.batch is not None else self._batch(name, "in_progress"))
        else:
            self._message(self.server.next(body), body)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        with self.server.lock:
            self.server.requests.append(("GET", path, None))
        if path.startswith("/v1/models/"):
            self._model(path.removeprefix("/v1/models/"))
            return
        name = path.removeprefix("/v1/messages/batches/").removesuffix("/results")
        if name not in self.server.batches:
            self._json(404, {"type": "error", "error": {"type": "not_found_error", "message": "no such batch"}})
        elif path.endswith("/results"):
            lines = (*(f"{line}\n" for line in self.server.broken), *self._results(name))
            self._send(200, "application/x-jsonl", "".join(lines).encode())
        else:
            self.server.polls_before_end -= 1
            self._json(200, self._batch(name, "ended" if self.server.polls_before_end < 0 else "in_progress"))

    def _model(self, name: str) -> None:
        if self.server.refuses:
            self._json(401, {"type": "error", "error": {"type": "authentication_error", "message": "no"}})
        elif name in self.server.models:
            self._json(200, {"type": "model", "id": name, "display_name": name, **self.server.models[name]})
        else:
            self._json(404, {"type": "error", "error": {"type": "not_found_error", "message": f"model: {name}"}})

    def _results(self, name: str) -> Iterator[str]:
        """Out of order, as the API may give them."""
        for request in reversed(self.server.batches[name]):
            played = self.server.next(request["params"])
            message = self.server.row or played.message(request["params"]["model"])
            result: dict[str, Any] = {"type": "succeeded", "message": message}
            if played.status != 200:
                result = {"type": "errored", "error": played.body}
            yield json.dumps({"custom_id": request["custom_id"], "result": result}) + "\n"

    def _batch(self, name: str, status: str) -> dict[str, Any]:
        counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
        times = {"created_at": "2026-04-01T06:00:00Z", "expires_at": "2026-04-02T06:00:00Z"}
        url = f"{self.server.url}/v1/messages/batches/{name}/results" if status == "ended" else None
        rest = {"results_url": url, "ended_at": None, "archived_at": None, "cancel_initiated_at": None}
        return {"id": name, "type": "message_batch", "processing_status": status, "request_counts": counts, **times, **rest}

    def _message(self, played: Played, body: dict[str, Any]) -> None:
        if played.hangs:
            self.server.closing.wait()
            self.close_connection = True
        elif played.drips_headers:
            drip_headers(self.wfile, self.server.closing)
            self.close_connection = True
        elif played.drips:
            self._drip()
        elif played.sse:
            self._send(200, "text/event-stream", played.sse.encode(), whole=False)
        elif played.status != 200 or played.body is not None:
            self._json(played.status, played.body, played.headers)
        elif body.get("stream"):
            events = (f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in _events(played, body["model"]))
            self._send(200, "text/event-stream", "".join(events).encode())
        else:
            self._json(200, played.message(body["model"]))

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        self._send(status, "text/html" if isinstance(body, str) else "application/json", text.encode(), headers)

    def _send(self, status: int, kind: str, data: bytes, headers: dict[str, str] | None = None, *, whole: bool = True) -> None:
        """Sends an answer; an incomplete one ends with the connection, as a cut one does."""
        self.send_response(status)
        given = {"content-type": kind, "request-id": "req_1", **(headers or {})}
        for name, value in (given | ({"content-length": str(len(data))} if whole else {"connection": "close"})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _drip(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        try:
            while not self.server.closing.wait(0.02):
                self.wfile.write(b"event: ping\ndata: {}\n\n")
        except OSError:
            pass


@contextmanager
def messages_server(*played: Played | Callable[[dict[str, Any]], Played]) -> Iterator[MessagesServer]:
    """A server that runs as long as the block."""
    server = MessagesServer(played or [Played()])
    with running(server, server.closing):
        yield server
