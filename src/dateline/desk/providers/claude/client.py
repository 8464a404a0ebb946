"""The desk's client for Claude: single answers, batches and web searches."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dateline.core.config import Update
from dateline.core.errors import Malformed, ModelError
from dateline.desk.model_call import Call, Prompt, Reply, StopReason, Usage
from dateline.desk.model_client import LifeCycle, Price, SearchResult
from dateline.desk.patience import Patience
from dateline.desk.providers.claude import prices
from dateline.desk.providers.claude.connection import Connection, json_schema, to_anthropic
from dateline.desk.providers.claude.messages import (
    PAUSED,
    ContentBlock,
    Message,
    estimate,
    messages,
    read_message,
    read_rows,
    search_results,
    usage,
)

MOST_SEARCHES = 3
MOST_PAUSES = 4
"""A search that pauses more often is not continued."""


def connect(settings: Update, environment: Mapping[str, str], patience: Patience) -> "Claude":
    """A client with the credential from the environment."""
    return Claude(to_anthropic(environment, patience), settings.effort)


class Claude:
    """The Messages API; satisfies `ModelClient`."""

    def __init__(self, connection: Connection, effort: str) -> None:
        self._connection = connection
        self._effort = effort

    def price(self, model: str) -> Price:
        """The most that a token of a model may cost."""
        return prices.price(model)

    def life_cycle(self, model: str) -> LifeCycle:
        """How long a model will be there."""
        return self._connection.life_cycle(model)

    # --- one call ----------------------------------------------------------------------------------------------------------

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Makes a call, streamed and without tools, and repeats it after a temporary failure.

        Raises:
            ModelError: if no complete answer came; `spent` has the cost of broken attempts.
        """
        asked = self._parameters(prompt, model, max_tokens, schema)
        lost: list[Usage] = []
        try:
            reply: Reply = self._connection.retried(partial(self._answered, asked, lost))
        except ModelError as error:
            error.spent += sum(lost, Usage()).usd
            raise
        return replace(reply, usage=sum(lost, reply.usage))

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The number of tokens in a prompt, counted by the provider or, if it does not answer, estimated from the bytes.

        Raises:
            ModelError: if the key or the request is refused.
        """
        counted = self._connection.count(messages(prompt, model))
        return estimate(prompt) if counted is None else counted

    def _parameters(self, prompt: Prompt, model: str, max_tokens: int, schema: type) -> dict[str, Any]:
        return {
            **messages(prompt, model),
            "max_tokens": max_tokens,
            "thinking": {"type": "adaptive", "display": "omitted"},
            "output_config": {"effort": self._effort, "format": {"type": "json_schema", "schema": json_schema(schema)}},
        }

    def _answered(self, asked: Mapping[str, Any], lost: list[Usage]) -> Reply:
        raw, request = self._connection.streamed(asked, lost)
        return self._reply(read_message(raw), str(asked["model"]), request) if raw else Reply("", StopReason.DISCONNECTED)

    def _reply(self, message: Message, model: str, request: str = "", *, batched: bool = False) -> Reply:
        reply = Reply(message.words, message.stop, usage(message, model, batched=batched), request)
        if self._connection.holds_secret(reply.text):
            error = Malformed("the answer contains a key and was discarded", hint="Look for instructions in the new items.")
            error.spent = reply.usage.usd
            raise error
        return reply

    # --- a batch -----------------------------------------------------------------------------------------------------------

    def submit(self, calls: Iterable[Call]) -> str:
        """Submits calls to be answered within a day at half the price, and returns the batch's id.

        Raises:
            ModelError: if the batch is not accepted.
        """
        asked = [
            {"custom_id": call.id, "params": self._parameters(call.prompt, call.model, call.max_tokens, call.schema)}
            for call in calls
        ]
        batches: Any = self._connection.sdk.messages.batches
        timeout = self._timeout()
        return str(self._connection.retried(lambda: batches.create(requests=asked, timeout=timeout).id))

    def results(self, batch: str) -> Mapping[str, Reply | ModelError] | None:
        """The answers of a batch by the ids of their calls, in any order; None if the run's time is over before it ends.

        Raises:
            ModelError: if the batch cannot be read.
        """
        poll = self._connection.patience.poll
        while True:
            if self._connection.retried(partial(self._status, batch)) == "ended":
                rows = read_rows(self._connection.retried(partial(self._lines, batch)))
                return {name: self._outcome(became, raw) for name, became, raw in rows}
            if not self._connection.has_time(poll):
                return None
            time.sleep(poll)

    def _status(self, batch: str) -> str:
        return self._connection.sdk.messages.batches.retrieve(batch, timeout=self._timeout()).processing_status

    def _lines(self, batch: str) -> bytes:
        batches = self._connection.sdk.messages.batches.with_streaming_response
        with batches.results(batch, timeout=self._timeout()) as response:
            return response.read()

    def _outcome(self, became: str, raw: object) -> Reply | ModelError:
        if became != "succeeded":
            return ModelError(
                f"the batch has no answer to this call ({became})", hint="Run it again: the next run repeats the call."
            )
        try:
            message = read_message(raw)
            return self._reply(message, message.model, batched=True)
        except ModelError as error:
            return error

    def _timeout(self) -> Any:
        return self._connection.timeout(self._connection.patience.answer)

    # --- a search ----------------------------------------------------------------------------------------------------------

    def search(
        self, prompt: Prompt, *, model: str, max_tokens: int, domains: Sequence[str]
    ) -> tuple[tuple[SearchResult, ...], Usage]:
        """The results of the provider's web search, in a separate call whose text is discarded.

        Raises:
            ModelError: if the search fails; `spent` has its cost so far.
        """
        allowed = {"allowed_domains": list(domains)} if domains else {}
        tool = {"type": "web_search_20260318", "name": "web_search", "max_uses": MOST_SEARCHES, **allowed}
        asked = {**messages(prompt, model), "max_tokens": max_tokens, "tools": [tool]}
        paid: list[Usage] = []
        content: list[ContentBlock] = []
        try:
            for _ in range(MOST_PAUSES):
                raw, message = self._connection.retried(partial(self._searched, asked, paid))
                content += message.content if message else ()
                if not message or message.stop_reason != PAUSED:
                    break
                asked = {**asked, "messages": [*asked["messages"], {"role": "assistant", "content": raw["content"]}]}
        except ModelError as error:
            error.spent += sum(paid, Usage()).usd
            raise
        return search_results(content), sum(paid, Usage())

    def _searched(self, asked: Mapping[str, Any], paid: list[Usage]) -> tuple[Mapping[str, Any], Message | None]:
        raw, _ = self._connection.streamed(asked, paid)
        message = read_message(raw) if raw else None
        paid += [usage(message, asked["model"])] if message else []
        return raw, message
