"""Claude through the Anthropic SDK: the only import of it, and the only place that sees the key.

The SDK's own retries follow a server's delay without a bound, and a time limit for each read is no deadline. So both are
done here: retries by stamina, and a deadline that every byte of an answer is held against.
"""

import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from typing import Any

import anthropic
import httpx2
import stamina

from dateline.core.codec.shapes import adapter
from dateline.core.errors import Malformed, ModelError, UsageError
from dateline.desk.model_call import Call, Prompt, Reply, Usage
from dateline.desk.patience import Patience, bound
from dateline.desk.providers.claude.messages import (
    KEYS,
    LATER,
    Block,
    Message,
    hits,
    messages,
    read_message,
    read_rows,
    seconds_asked,
    status,
    unreadable,
    usage,
)
from dateline.desk.websearch import Hit

ATTEMPTS = 4
LONGEST_DELAY = 60.0
"""Seconds; a server that asks for a longer wait is not asked again."""
BYTES_PER_TOKEN = 3
"""Of text in Latin script a token holds about four bytes: this counts rather too many tokens than too few."""
MOST_SEARCHES = 3
MOST_PAUSES = 4
"""A search that pauses more often is left as it is."""
SECRET = "sk-ant-"  # noqa: S105  # how keys begin
PASSING = frozenset({"rate_limit_error", "overloaded_error", "api_error", "timeout_error"})


class Claude:
    """The Messages API; satisfies `Model`."""

    def __init__(self, environment: Mapping[str, str], effort: str = "medium", patience: Patience | None = None) -> None:
        """A client with the key of the environment.

        Raises:
            UsageError: when there is no key.
        """
        key, token = (environment.get(name, "").strip() or None for name in KEYS)
        if not key and not token:
            raise UsageError("there is no key for Claude", hint=f"Set {KEYS[0]}, or use `--writer extractive`.")
        # The SDK turns what it has not looked at into plain data, and what is odd about it into noise on the terminal.
        warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
        self._secrets = tuple(filter(None, (key, token)))
        self._effort = effort
        self._patience = patience or Patience()
        self._until = time.monotonic() + self._patience.total
        self._client = anthropic.Anthropic(
            api_key=key,
            auth_token=None if key else token,
            base_url=environment.get("ANTHROPIC_BASE_URL") or None,
            max_retries=0,
            open_telemetry=False,
            # Calls are few and long: a connection each leaves nothing open behind.
            http_client=anthropic.DefaultHttpxClient(
                limits=httpx2.Limits(max_keepalive_connections=0), event_hooks={"response": [bound]}
            ),
        )

    # --- one call ----------------------------------------------------------------------------------------------------------

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Asks, as a stream, and once more where the failure may pass; without tools.

        Raises:
            ModelError: when no whole answer came; `spent` holds what broken attempts cost.
        """
        asked = self._parameters(prompt, model, max_tokens, schema)
        lost: list[Usage] = []
        try:
            reply: Reply = self._retried(partial(self._answered, asked, lost))
        except ModelError as error:
            error.spent += sum(lost, Usage()).usd
            raise
        return replace(reply, usage=sum(lost, reply.usage))

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt, as the provider counts them; where it does not answer, estimated from the bytes.

        Raises:
            ModelError: when the key or the request is refused.
        """
        asked = messages(prompt, model)
        counted: object = None
        try:
            counted = self._client.messages.count_tokens(**asked, timeout=self._timeout(self._patience.count)).input_tokens
        except (anthropic.BadRequestError, anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
            raise self._said(error) from None
        except Exception:  # noqa: BLE001, S110  # see `_retried`
            pass
        if isinstance(counted, int):
            return counted
        return sum(len(part.encode()) for part in (prompt.rules, *prompt.blocks)) // BYTES_PER_TOKEN

    def _parameters(self, prompt: Prompt, model: str, max_tokens: int, schema: type) -> dict[str, Any]:
        return {
            **messages(prompt, model),
            "max_tokens": max_tokens,
            "thinking": {"type": "adaptive", "display": "omitted"},
            "output_config": {"effort": self._effort, "format": {"type": "json_schema", "schema": json_schema(schema)}},
        }

    def _answered(self, asked: Mapping[str, Any], lost: list[Usage]) -> Reply:
        raw, name = self._streamed(asked, lost)
        return self._reply(read_message(raw), str(asked["model"]), name) if raw else Reply("", "")

    def _streamed(self, asked: Mapping[str, Any], lost: list[Usage]) -> tuple[Mapping[str, Any], str]:
        """The message to its last event, empty where none came, and its name; what a broken one cost goes to `lost`."""
        has_begun = False
        with self._client.messages.stream(**asked, timeout=self._timeout(self._patience.answer)) as stream:
            try:
                for event in stream:
                    if event.type == "message_start":
                        has_begun = True
                        read_message(_plain(stream.current_message_snapshot))  # what is wrong from the start is not waited for
            except Exception:
                if has_begun:
                    with suppress(ModelError):  # so early that it does not say what it cost
                        lost.append(usage(read_message(_plain(stream.current_message_snapshot)), asked["model"]))
                raise
            return (_plain(stream.current_message_snapshot), stream.request_id or "") if has_begun else ({}, "")

    def _reply(self, message: Message, model: str, name: str = "", *, batched: bool = False) -> Reply:
        reply = Reply(message.words, message.stop_reason or "", usage(message, model, batched=batched), name)
        if SECRET in reply.text or any(secret in reply.text for secret in self._secrets):
            error = Malformed("the answer holds a key", hint="It was thrown away. Look for what the new items ask for.")
            error.spent = reply.usage.usd
            raise error
        return reply

    # --- a batch -----------------------------------------------------------------------------------------------------------

    def submit(self, calls: Iterable[Call]) -> str:
        """Hands in calls to be answered within a day at half the price; the batch's id.

        Raises:
            ModelError: when it is not taken.
        """
        asked = [
            {"custom_id": call.id, "params": self._parameters(call.prompt, call.model, call.max_tokens, call.schema)}
            for call in calls
        ]
        batches: Any = self._client.messages.batches
        timeout = self._timeout(self._patience.answer)
        return str(self._retried(lambda: batches.create(requests=asked, timeout=timeout).id))

    def results(self, batch: str) -> Mapping[str, Reply | ModelError] | None:
        """The answers of a batch by the ids of their calls, in whatever order they come; None while it is under way.

        It is looked at until the run's time is over.

        Raises:
            ModelError: when it cannot be read.
        """
        while True:
            if self._retried(partial(self._status, batch)) == "ended":
                rows = read_rows(self._retried(partial(self._lines, batch)))
                return {name: self._outcome(became, raw) for name, became, raw in rows}
            if time.monotonic() + self._patience.poll > self._until:
                return None
            time.sleep(self._patience.poll)

    def _status(self, batch: str) -> str:
        return self._client.messages.batches.retrieve(batch, timeout=self._timeout(self._patience.answer)).processing_status

    def _lines(self, batch: str) -> bytes:
        batches = self._client.messages.batches.with_streaming_response
        with batches.results(batch, timeout=self._timeout(self._patience.answer)) as response:
            return response.read()

    def _outcome(self, became: str, raw: object) -> Reply | ModelError:
        if became != "succeeded":
            return ModelError(f"the batch left it unanswered ({became})", hint="It is asked again in the next run.")
        try:
            message = read_message(raw)
            return self._reply(message, message.model, batched=True)
        except ModelError as error:
            return error

    # --- a search ----------------------------------------------------------------------------------------------------------

    def search(self, prompt: Prompt, *, model: str, max_tokens: int, domains: Sequence[str]) -> tuple[tuple[Hit, ...], Usage]:
        """What the provider's web search finds: a call of its own, whose words are thrown away.

        Args:
            prompt: what to look for.
            model: who looks.
            max_tokens: the most it may think and say, each time.
            domains: hosts that results may come from; none: any.

        Raises:
            ModelError: when the search fails; `spent` holds what it cost by then.
        """
        allowed = {"allowed_domains": list(domains)} if domains else {}
        tool = {"type": "web_search_20260318", "name": "web_search", "max_uses": MOST_SEARCHES, **allowed}
        asked = {**messages(prompt, model), "max_tokens": max_tokens, "tools": [tool]}
        paid: list[Usage] = []
        content: list[Block] = []
        try:
            for _ in range(MOST_PAUSES):
                raw, message = self._retried(partial(self._searched, asked, paid))
                content += message.content if message else ()
                if not message or message.stop_reason != "pause_turn":
                    break
                asked = {**asked, "messages": [*asked["messages"], {"role": "assistant", "content": raw["content"]}]}
        except ModelError as error:
            error.spent += sum(paid, Usage()).usd
            raise
        return hits(content), sum(paid, Usage())

    def _searched(self, asked: Mapping[str, Any], paid: list[Usage]) -> tuple[Mapping[str, Any], Message | None]:
        raw, _ = self._streamed(asked, paid)
        message = read_message(raw) if raw else None
        paid += [usage(message, asked["model"])] if message else []
        return raw, message

    # --- time and failure --------------------------------------------------------------------------------------------------

    def _retried(self, ask: Callable[[], Any]) -> Any:
        """What the call gives. The SDK takes what a server sends as it comes: what it stumbles over is the server's failure."""
        left = max(self._until - time.monotonic(), 0.1)
        try:
            for attempt in stamina.retry_context(
                on=_delay, attempts=ATTEMPTS, timeout=left, wait_initial=self._patience.first_delay, wait_max=LONGEST_DELAY
            ):
                with attempt:
                    return ask()
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001  # KeyError, AttributeError, IndexError …, as the server's bytes will have it
            raise self._said(error) from None
        raise ModelError("never asked")  # pragma: no cover  # stamina makes at least one attempt

    def _timeout(self, seconds: float) -> httpx2.Timeout:
        left = max(min(seconds, self._until - time.monotonic()), 0.01)
        return httpx2.Timeout(left, connect=min(left, self._patience.connect))

    def _said(self, error: Exception) -> ModelError:
        """What went wrong, for people, without the key."""
        said = _explained(error)
        for secret in self._secrets:
            said.what = said.what.replace(secret, "…")
        return said


def _delay(error: Exception) -> bool | float:
    """Whether to ask again, and after how many seconds where the server says so."""
    if not isinstance(error, anthropic.APIStatusError):
        return isinstance(error, anthropic.APIConnectionError) and not isinstance(error, anthropic.APITimeoutError)
    if error.status_code not in (408, 409, 429) and error.status_code < 500 and error.type not in PASSING:  # noqa: PLR2004
        return False
    wanted = seconds_asked(error.response.headers)
    return True if wanted is None else wanted <= LONGEST_DELAY and wanted


def _explained(error: Exception) -> ModelError:
    """What to say of an error, and what to do."""
    if isinstance(error, anthropic.APIStatusError):
        what, hint = status(error.status_code, str(error.api_message or "no reason given")[:200])
        return ModelError(what, hint=hint)
    if isinstance(error, anthropic.APITimeoutError | httpx2.TimeoutException):
        return ModelError("the answer took too long", hint=LATER)
    if isinstance(error, anthropic.APIConnectionError | httpx2.HTTPError):
        return ModelError("the connection to the API failed", hint=LATER)
    return unreadable()


def _plain(message: Any) -> Mapping[str, Any]:
    """A message of the SDK's as plain data, whatever is in it."""
    plain: Mapping[str, Any] = message.to_dict(warnings=False)
    return plain


@cache
def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema of a dataclass, as the API takes it."""
    return dict(anthropic.transform_schema(adapter(kind).json_schema()))
