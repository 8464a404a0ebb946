"""The Messages API as plain data: requests, answers and their cost."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.core.codec.shapes import adapter
from dateline.core.model import Count
from dateline.desk.model_call import Prompt, StopReason, Usage
from dateline.desk.model_client import SearchResult
from dateline.desk.providers.claude.failures import unreadable
from dateline.desk.providers.claude.prices import cost

BYTES_PER_TOKEN = 3
"""In Latin script a token has about four bytes; this estimate is on the safe side."""
PAUSED = "pause_turn"
"""The stop reason of a turn that continues when it is sent back."""
STOPS: Mapping[str | None, StopReason] = {
    "end_turn": StopReason.DONE,
    "max_tokens": StopReason.LENGTH,
    "model_context_window_exceeded": StopReason.CONTEXT,
    "refusal": StopReason.REFUSAL,
    "": StopReason.DISCONNECTED,
    None: StopReason.DISCONNECTED,
}


def messages(prompt: Prompt, model: str) -> dict[str, Any]:
    """The prompt as a request; the rules and the first block are marked for the cache, as a second call repeats them."""
    kept = {"type": "ephemeral"}
    first, *others = ({"type": "text", "text": block} for block in prompt.blocks)
    content = [{**first, "cache_control": kept} if others else first, *others]
    rules = {"type": "text", "text": prompt.rules, "cache_control": kept}
    return {"model": model, "system": [rules], "messages": [{"role": "user", "content": content}]}


def estimate(prompt: Prompt) -> int:
    """About how many tokens a prompt has."""
    return sum(len(part.encode()) for part in (prompt.rules, *prompt.blocks)) // BYTES_PER_TOKEN


# --- what comes back -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What the provider's tools did for an answer."""

    web_search_requests: Count = 0
    """Searches that were made."""


@dataclass(frozen=True, slots=True)
class TokenUse:
    """The tokens and tools that an answer used."""

    input_tokens: Count
    """Tokens sent that were neither read from the provider's cache nor written to it."""
    output_tokens: Count
    """Tokens received."""
    cache_read_input_tokens: Count | None = None
    """Tokens sent that were read from the cache."""
    cache_creation_input_tokens: Count | None = None
    """Tokens sent that were written to the cache."""
    server_tool_use: ToolUse | None = None
    """What tools were used."""


@dataclass(frozen=True, slots=True)
class CitedWords:
    """Words that a text is based on."""

    type: str
    """`web_search_result_location` for words from a page."""
    url: str | None = None
    """The page's address."""
    cited_text: str = ""
    """The words."""


@dataclass(frozen=True, slots=True)
class ContentBlock:
    """A part of an answer."""

    type: str
    """`text`, `web_search_tool_result`, or another type, which is ignored."""
    text: str | None = None
    """The words, for a text."""
    citations: tuple[CitedWords, ...] | None = None
    """What a text is based on."""
    content: object = None
    """For a search: its results, or why it failed."""


@dataclass(frozen=True, slots=True)
class Message:
    """The parts of an answer that are used."""

    content: tuple[ContentBlock, ...]
    """Its parts."""
    usage: TokenUse
    """Its tokens."""
    stop_reason: str | None = None
    """Why it ended."""
    model: str = ""
    """The model that answered."""

    @property
    def words(self) -> str:
        """The last text."""
        return next((block.text for block in reversed(self.content) if block.type == "text" and block.text), "")

    @property
    def stop(self) -> StopReason:
        """Why it ended, in the desk's words."""
        return STOPS.get(self.stop_reason, StopReason.OTHER)


def read_message(raw: object) -> Message:
    """The message in what the API sent.

    Raises:
        ModelError: if it does not have the form of a message.
    """
    from pydantic import ValidationError  # noqa: PLC0415  # only a model's answer needs it

    try:
        message: Message = adapter(Message).validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "it"
        what = "is missing" if first["type"] == "missing" else "is not what it should be"
        raise unreadable(f"{where} {what}") from None
    return message


def read_rows(data: bytes) -> Iterator[tuple[str, str, object]]:
    """The call's id, its outcome and the message in each line of a batch's results; lines without them are left out."""
    for line in data.splitlines():
        try:
            row = json.loads(line)
            yield str(row["custom_id"]), str(row["result"]["type"]), row["result"].get("message")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            continue


def search_results(content: Iterable[ContentBlock]) -> tuple[SearchResult, ...]:
    """The results of searches, each with the words cited from it."""
    found: dict[str, dict[str, object]] = {}
    cited: dict[str, list[str]] = {}
    for block in content:
        if block.type == "web_search_tool_result" and isinstance(block.content, list):
            results = [one for one in block.content if isinstance(one, dict)]
            found |= {one["url"]: one for one in results if isinstance(one.get("url"), str)}
        for citation in block.citations or ():
            if citation.type == "web_search_result_location" and citation.url:
                cited.setdefault(citation.url, []).append(citation.cited_text)
    return tuple(
        SearchResult(str(one.get("title") or ""), url, str(one.get("page_age") or ""), "\n".join(cited.get(url, ())))
        for url, one in found.items()
    )


def usage(message: Message, model: str, *, batched: bool = False) -> Usage:
    """The tokens and the cost of a message; if a stream was interrupted, of what was sent and received until then."""
    used = message.usage
    read, written = used.cache_read_input_tokens or 0, used.cache_creation_input_tokens or 0
    searches = used.server_tool_use.web_search_requests if used.server_tool_use else 0
    usd = cost(
        model, used.input_tokens, used.output_tokens, from_cache=read, to_cache=written, searches=searches, batched=batched
    )
    return Usage(used.input_tokens + read + written, used.output_tokens, usd)
