"""A server of one's own, played on loopback, and the client that calls it with the real SDK."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import stamina
from scripted import MessagesServer, Played, messages_server

from dateline.core.config import Update
from dateline.desk.model_call import Prompt, Reply
from dateline.desk.patience import Patience
from dateline.desk.providers.server import OwnServer, connect

PROMPT = Prompt("The rules.", ("The story.", "The items."))
GOOD = '{"words": "Yes."}'


@dataclass(frozen=True)
class Said:
    words: str


@contextmanager
def own(*played: Any, path: str = "", **environment: str) -> Iterator[tuple[MessagesServer, OwnServer]]:
    with messages_server(*played) as server, stamina.set_testing(True, attempts=4):
        settings = Update(base_url=f"{server.url}{path}", model="qwen3:8b")
        yield server, connect(settings, environment, Patience(first_delay=0.01))


def ask(model: OwnServer) -> Reply:
    return model.reply(PROMPT, model="qwen3:8b", max_tokens=32_000, schema=Said)


def error(status: int, said: str = "unknown field output_config") -> Played:
    return Played(status=status, body={"type": "error", "error": {"type": "invalid_request_error", "message": said}})


def stream(*events: dict[str, Any]) -> Played:
    return Played(sse="".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in events))


def events(text: str = GOOD, stop: str | None = "end_turn") -> dict[str, dict[str, Any]]:
    usage = {"input_tokens": 900, "output_tokens": 0}
    whole = {"id": "m", "type": "message", "role": "assistant", "model": "qwen3:8b", "content": [], "usage": usage}
    return {
        "start": {"type": "message_start", "message": {**whole, "stop_reason": None, "stop_sequence": None}},
        "block": {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        "words": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        "stop": {"type": "content_block_stop", "index": 0},
        "delta": {"type": "message_delta", "delta": {"stop_reason": stop}, "usage": {"output_tokens": 7}},
        "end": {"type": "message_stop"},
    }
