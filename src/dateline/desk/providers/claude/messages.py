"""The Messages API as plain data: what is sent, what an answer holds and cost, what its failures mean."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.core.codec.shapes import adapter
from dateline.core.errors import ModelError
from dateline.core.model import Count
from dateline.desk.budget import cost
from dateline.desk.model_call import Prompt, Usage
from dateline.desk.websearch import Hit

KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
"""Where a key stands in the environment."""
LATER = "What was collected is kept; run it again later."


def status(code: int, said: str) -> tuple[str, str]:
    """What to say of an error that the API answered with, and what to do."""
    match code:
        case 401 | 403:
            return f"the key was refused ({code})", f"Check {KEYS[0]}: is it whole, and still valid?"
        case 404:
            return f"the API knows no such model or batch (404): {said}", "Check `model` under `update` in content/site.yaml."
        case 400 if "too long" in said:
            return f"the prompt is too long: {said}", "Lower `max_items_per_story` under `update` in content/site.yaml."
        case _:
            return f"the API answered {code}: {said}", LATER


def seconds_asked(headers: Mapping[str, str]) -> float | None:
    """The delay that a server asks for; a date is not read, for the API sends none."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(float(headers[name]) * scale, 0.0)
        except (KeyError, ValueError):
            continue
    return None


def messages(prompt: Prompt, model: str) -> dict[str, Any]:
    """The prompt; the provider keeps the rules and the first block, which a second call repeats."""
    kept = {"type": "ephemeral"}
    first, *others = ({"type": "text", "text": block} for block in prompt.blocks)
    content = [{**first, "cache_control": kept} if others else first, *others]
    rules = {"type": "text", "text": prompt.rules, "cache_control": kept}
    return {"model": model, "system": [rules], "messages": [{"role": "user", "content": content}]}


# --- what comes back -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Searches:
    """What tools of the provider's did for an answer."""

    web_search_requests: Count = 0
    """Searches that were made."""


@dataclass(frozen=True, slots=True)
class Used:
    """What an answer took."""

    input_tokens: Count
    """Sent, and neither read from the provider's cache nor written to it."""
    output_tokens: Count
    """Received."""
    cache_read_input_tokens: Count | None = None
    """Sent, and read from the cache."""
    cache_creation_input_tokens: Count | None = None
    """Sent, and written to the cache."""
    server_tool_use: Searches | None = None
    """What tools did."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that a text rests on."""

    type: str
    """`web_search_result_location` for words of a page."""
    url: str | None = None
    """The page's address."""
    cited_text: str = ""
    """The words."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an answer."""

    type: str
    """`text`, `web_search_tool_result`, and others that are not looked at."""
    text: str | None = None
    """The words of a text."""
    citations: tuple[Citation, ...] | None = None
    """What a text rests on."""
    content: object = None
    """Of a search: its results, or why it failed."""


@dataclass(frozen=True, slots=True)
class Message:
    """An answer, as far as it is looked at."""

    content: tuple[Block, ...]
    """Its parts."""
    usage: Used
    """What it took."""
    stop_reason: str | None = None
    """Why it ended."""
    model: str = ""
    """Who answered."""

    @property
    def words(self) -> str:
        """The last text."""
        return next((block.text for block in reversed(self.content) if block.type == "text" and block.text), "")


def read_message(raw: object) -> Message:
    """The message in what the API sent.

    Raises:
        ModelError: when it is not in the form of one.
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


def unreadable(why: str = "") -> ModelError:
    """The error for an answer that cannot be read."""
    hint = f"{LATER} If ANTHROPIC_BASE_URL names a server of your own: it must answer as the Messages API does."
    return ModelError(f"the API's answer cannot be read{why and ': '}{why}", hint=hint)


def read_rows(data: bytes) -> Iterator[tuple[str, str, object]]:
    """Of each line of a batch's results the call's id, what became of it, and the message; lines that say none are left out."""
    for line in data.splitlines():
        try:
            row = json.loads(line)
            yield str(row["custom_id"]), str(row["result"]["type"]), row["result"].get("message")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            continue


def hits(content: Iterable[Block]) -> tuple[Hit, ...]:
    """The results of searches, each with the words that were cited from it."""
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
        Hit(str(one.get("title") or ""), url, str(one.get("page_age") or ""), "\n".join(cited.get(url, ())))
        for url, one in found.items()
    )


def usage(message: Message, model: str, *, batched: bool = False) -> Usage:
    """What a message took; a stream that broke off names what was sent, and what had come by then."""
    used = message.usage
    read, written = used.cache_read_input_tokens or 0, used.cache_creation_input_tokens or 0
    searches = used.server_tool_use.web_search_requests if used.server_tool_use else 0
    usd = cost(
        model, used.input_tokens, used.output_tokens, from_cache=read, to_cache=written, searches=searches, batched=batched
    )
    return Usage(used.input_tokens + read + written, used.output_tokens, usd)
