"""Claude through the Anthropic SDK: the only import of it, and the only place that sees the key.

The SDK's own retries follow a server's delay without a bound, and a time limit for each read is no deadline. So both are
done here: retries by stamina, and a deadline that every byte of an answer is held against.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import anthropic
import httpx2
import stamina

from dateline.codec.shapes import adapter
from dateline.desk.asking import Call, Prompt, Reply, Usage
from dateline.desk.messages import KEYS, LATER, hits, messages, seconds_asked, status, usage
from dateline.desk.websearch import Hit
from dateline.errors import Malformed, ModelError, UsageError

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
FAILURES = (anthropic.APIError, httpx2.HTTPError, ValueError)
"""What the SDK raises: its own errors, those of the connection, and what JSON that is none raises."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    answer: float = 600.0
    """For one answer, to its last byte."""
    count: float = 10.0
    """For a count of tokens."""
    connect: float = 10.0
    """For a connection."""
    total: float = 3000.0
    """For all answers of a run."""
    first_delay: float = 0.5
    """Before the second attempt, where the server names no delay; it doubles each time."""
    poll: float = 30.0
    """Between two looks at a batch."""


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
                limits=httpx2.Limits(max_keepalive_connections=0), event_hooks={"response": [self._bound]}
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
            reply = self._reply(self._retried(partial(self._streamed, asked, lost)), model)
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
        try:
            return self._client.messages.count_tokens(**asked, timeout=self._timeout(self._patience.count)).input_tokens
        except (anthropic.BadRequestError, anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
            raise self._said(error) from None
        except FAILURES:
            return sum(len(part.encode()) for part in (prompt.rules, *prompt.blocks)) // BYTES_PER_TOKEN

    def _parameters(self, prompt: Prompt, model: str, max_tokens: int, schema: type) -> dict[str, Any]:
        return {
            **messages(prompt, model),
            "max_tokens": max_tokens,
            "thinking": {"type": "adaptive", "display": "omitted"},
            "output_config": {"effort": self._effort, "format": {"type": "json_schema", "schema": json_schema(schema)}},
        }

    def _streamed(self, asked: Mapping[str, Any], lost: list[Usage]) -> Any:
        """The message to its last event; None where the server sent none. What a broken one cost goes to `lost`."""
        has_begun = False
        with self._client.messages.stream(**asked, timeout=self._timeout(self._patience.answer)) as stream:
            try:
                for event in stream:
                    has_begun = has_begun or event.type == "message_start"
            except FAILURES:
                if has_begun:
                    lost.append(usage(stream.current_message_snapshot, asked["model"]))
                raise
            if not has_begun:
                return None
            message = stream.current_message_snapshot
            message._request_id = stream.request_id  # noqa: SLF001  # as the SDK does where it does not stream
            return message

    def _reply(self, message: Any, model: str, *, batched: bool = False) -> Reply:
        if message is None:
            return Reply("", "")
        texts = [block.text for block in message.content if block.type == "text"]
        reply = Reply(
            texts[-1] if texts else "",
            message.stop_reason or "",
            usage(message, model, batched=batched),
            getattr(message, "_request_id", None) or "",
        )
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
        return str(self._retried(lambda: batches.create(requests=asked, timeout=self._timeout(self._patience.answer))).id)

    def results(self, batch: str) -> Mapping[str, Reply | ModelError] | None:
        """The answers of a batch by the ids of their calls, in whatever order they come; None while it is under way.

        It is looked at until the run's time is over.

        Raises:
            ModelError: when it cannot be read.
        """
        batches: Any = self._client.messages.batches
        while True:
            held = self._retried(lambda: batches.retrieve(batch, timeout=self._timeout(self._patience.answer)))
            if held.processing_status == "ended":
                rows = self._retried(lambda: list(batches.results(batch, timeout=self._timeout(self._patience.answer))))
                return {row.custom_id: self._outcome(row.result) for row in rows}
            if time.monotonic() + self._patience.poll > self._until:
                return None
            time.sleep(self._patience.poll)

    def _outcome(self, result: Any) -> Reply | ModelError:
        if result.type != "succeeded":
            return ModelError(f"the batch left it unanswered ({result.type})", hint="It is asked again in the next run.")
        try:
            return self._reply(result.message, result.message.model, batched=True)
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
        content: list[Any] = []
        try:
            for _ in range(MOST_PAUSES):
                message = self._retried(partial(self._streamed, asked, paid))
                paid.append(usage(message, model) if message else Usage())
                content += message.content if message else []
                if not message or message.stop_reason != "pause_turn":
                    break
                turn = {"role": "assistant", "content": [block.to_dict() for block in message.content]}
                asked = {**asked, "messages": [*asked["messages"], turn]}
        except ModelError as error:
            error.spent += sum(paid, Usage()).usd
            raise
        return hits(content), sum(paid, Usage())

    # --- time and failure --------------------------------------------------------------------------------------------------

    def _retried(self, ask: Callable[[], Any]) -> Any:
        left = max(self._until - time.monotonic(), 0.1)
        try:
            for attempt in stamina.retry_context(
                on=_delay, attempts=ATTEMPTS, timeout=left, wait_initial=self._patience.first_delay, wait_max=LONGEST_DELAY
            ):
                with attempt:
                    return ask()
        except FAILURES as error:
            raise self._said(error) from None
        raise ModelError("never asked")  # pragma: no cover  # stamina makes at least one attempt

    def _timeout(self, seconds: float) -> httpx2.Timeout:
        left = max(min(seconds, self._until - time.monotonic()), 0.01)
        return httpx2.Timeout(left, connect=min(left, self._patience.connect))

    def _bound(self, response: httpx2.Response) -> None:
        """Holds every byte of an answer against the deadline of its request."""
        seconds = response.request.extensions["timeout"]["read"]
        response.stream = _Bounded(response.stream, time.monotonic() + seconds)

    def _said(self, error: Exception) -> ModelError:
        """What went wrong, for people, without the key."""
        what, hint = _explained(error)
        for secret in self._secrets:
            what = what.replace(secret, "…")
        return ModelError(what, hint=hint)


class _Bounded(httpx2.SyncByteStream):
    """A body that ends by a deadline, however slowly it comes."""

    def __init__(self, stream: Any, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer took too long")
            yield part

    def close(self) -> None:
        self._stream.close()


def _delay(error: Exception) -> bool | float:
    """Whether to ask again, and after how many seconds where the server says so."""
    if not isinstance(error, anthropic.APIStatusError):
        return isinstance(error, anthropic.APIConnectionError) and not isinstance(error, anthropic.APITimeoutError)
    if error.status_code not in (408, 409, 429) and error.status_code < 500 and error.type not in PASSING:  # noqa: PLR2004
        return False
    wanted = seconds_asked(error.response.headers)
    return True if wanted is None else wanted <= LONGEST_DELAY and wanted


def _explained(error: Exception) -> tuple[str, str]:
    """What to say of an error, and what to do."""
    if isinstance(error, anthropic.APIStatusError):
        return status(error.status_code, (error.api_message or "no reason given")[:200])
    if isinstance(error, anthropic.APITimeoutError | httpx2.TimeoutException):
        return "the answer took too long", LATER
    if isinstance(error, anthropic.APIConnectionError | httpx2.HTTPError):
        return "the connection to the API failed", LATER
    return "the API's answer cannot be read", LATER


@cache
def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema of a dataclass, as the API takes it."""
    return dict(anthropic.transform_schema(adapter(kind).json_schema()))
