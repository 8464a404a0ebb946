"""A server of one's own that speaks the Messages API, such as Ollama, LM Studio or the one of llama.cpp.

Such servers lack much of the API, and each lacks something else. So nothing is sent that an answer does not need; what helps
some of them is tried once. Tokens are estimated, calls cost nothing, and there are no batches and no web search.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from dateline.core import layout
from dateline.core.config import Update
from dateline.core.errors import Malformed, ModelError, UsageError
from dateline.core.text import clean
from dateline.desk.json_object import JsonObject, json_object
from dateline.desk.model_call import Prompt, Reply, StopReason, Usage
from dateline.desk.model_client import LifeCycle, ModelClient, Price
from dateline.desk.patience import Patience
from dateline.desk.providers.claude.connection import Connection, json_schema, to_server
from dateline.desk.providers.claude.failures import Failed, NotAccepted, Unexpected, unreadable
from dateline.desk.providers.claude.messages import Message, estimate, read_message

KEY = "DATELINE_MODEL_KEY"
FORM = """\


Answer with one JSON object and nothing else: no introduction, no explanation, no code fence. It must fit this JSON Schema:

"""
MOST_OF_A_NAME = 100
OTHER_STOPS: Mapping[str, StopReason] = {
    "stop": StopReason.DONE,
    "stop_sequence": StopReason.DONE,
    "eos": StopReason.DONE,
    "length": StopReason.LENGTH,
    "content_filter": StopReason.REFUSAL,
}
"""The stop reasons of other APIs, which some servers pass on."""
LEFT_OUT: Mapping[type[ModelError], tuple[str, ...]] = {
    Failed: ("schema",),
    NotAccepted: ("schema", "stream"),
    Unexpected: ("stream", "schema"),
}
"""A failure → what may be its cause, and is left out one after the other."""


def connect(settings: Update, environment: Mapping[str, str], patience: Patience) -> "OwnServer":
    """A client for the server at `base_url`, with its own key if that is set.

    Raises:
        UsageError: if the settings name no server.
    """
    if not settings.base_url:
        hint = "Add `base_url:` under `update`, such as http://localhost:11434 for Ollama."
        raise UsageError("there is no server to call", where=layout.SITE, hint=hint)
    return OwnServer(to_server(_address(settings.base_url), environment.get(KEY, "").strip(), patience))


def _address(base_url: str) -> str:
    """The address without the path that the SDK adds itself."""
    return base_url.rstrip("/").removesuffix("/messages").removesuffix("/v1")


class OwnServer(ModelClient):
    """A server that speaks a part of the Messages API."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._extras = {"schema", "stream"}

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Makes a call. If the server cannot stream, or does not accept a schema, it is called without, now and later.

        Raises:
            ModelError: if no answer came that can be read.
        """
        shape = json_schema(schema)
        asked = {
            "model": model,
            "max_tokens": max_tokens,
            "system": f"{prompt.rules}{FORM}{json.dumps(shape, ensure_ascii=False)}",
            "messages": [{"role": "user", "content": "\n\n".join(prompt.blocks)}],
        }
        while True:
            form = {"output_config": {"format": {"type": "json_schema", "schema": shape}}} if "schema" in self._extras else {}
            try:
                raw, request = self._connection.retried(partial(self._answered, {**asked, **form}))
                return replace(self._reply(raw, request, shape), other_model=_other(str(raw.get("model") or ""), model))
            except tuple(LEFT_OUT) as error:
                further = next((one for one in LEFT_OUT[type(error)] if one in self._extras), None)
                if further is None:
                    raise
                self._extras.remove(further)

    def count(self, prompt: Prompt, *, model: str) -> int:  # noqa: ARG002  # all models' tokens are about as long
        """About how many tokens a prompt has. Few servers can count them, and nothing depends on it here."""
        return estimate(prompt)

    def price(self, model: str) -> Price:  # noqa: ARG002  # no model costs anything
        """The price: nothing, as far as Dateline knows."""
        return Price(Decimal(0), Decimal(0))

    def life_cycle(self, model: str) -> LifeCycle:
        """How long a model will be there."""
        return self._connection.life_cycle(model)

    def _answered(self, asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
        return self._connection.streamed(asked, []) if "stream" in self._extras else self._connection.whole(asked)

    def _reply(self, raw: Mapping[str, Any], request: str, shape: Mapping[str, Any]) -> Reply:
        tokens = {name: _count(raw.get("usage"), name) for name in ("input_tokens", "output_tokens")}
        message = read_message({**raw, "usage": tokens})
        used = Usage(message.usage.input_tokens, message.usage.output_tokens)
        said = "\n".join(block.text for block in message.content if block.type == "text" and block.text)
        found = json_object(said, shape["properties"])
        if self._connection.holds_secret(found.text):
            raise Malformed("the answer contains a key and was discarded", hint="Look for instructions in the new items.")
        return Reply(_completed(found, shape), self._stop(message, found), used, request)

    def _stop(self, message: Message, found: JsonObject) -> StopReason:
        """Why the model stopped. A server may leave that out, or pass a cut answer off as complete.

        Raises:
            ModelError: if a stream did not say it: perhaps the whole answer does.
        """
        stop = OTHER_STOPS.get(message.stop_reason or "", message.stop)
        if stop == StopReason.DISCONNECTED and "stream" in self._extras:
            raise unreadable("stop_reason is missing")
        if stop in {StopReason.DONE, StopReason.DISCONNECTED}:
            return StopReason.CONTEXT if found.is_cut else StopReason.DONE
        return stop


def _count(usage: object, name: str) -> int:
    """The number of tokens of one kind; 0 if the server does not say it."""
    count = usage.get(name) if isinstance(usage, dict) else None
    return count if isinstance(count, int) and count >= 0 else 0


def _other(answered: str, asked: str) -> str:
    """The name of the model that answered, without folders and endings, if it is not the one asked for."""
    name, wanted = (
        clean(one).strip().rpartition("/")[2].removesuffix(".gguf").removesuffix(":latest") for one in (answered, asked)
    )
    is_same = name.casefold() in wanted.casefold() or wanted.casefold() in name.casefold()
    return "" if is_same else name[:MOST_OF_A_NAME]


def _completed(found: JsonObject, shape: Mapping[str, Any]) -> str:
    """The object with the empty lists and texts that models leave out, unless it is another object than the one asked for."""
    kinds = {name: kind.get("type") for name, kind in shape["properties"].items() if name not in found.value}
    empty = {name: [] if kind == "array" else "" for name, kind in kinds.items() if kind in ("array", "string")}
    is_other = not found.value.keys() & shape["properties"].keys()
    return found.text if is_other or not empty else json.dumps({**empty, **found.value}, ensure_ascii=False)
