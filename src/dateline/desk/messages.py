"""The Messages API as plain data: what is sent, what an answer holds and cost, what its failures mean."""

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.desk.asking import Prompt, Usage
from dateline.desk.budget import cost
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


def hits(content: Iterable[Any]) -> tuple[Hit, ...]:
    """The results of searches, each with the words that were cited from it."""
    found: dict[str, Any] = {}
    cited: dict[str, list[str]] = {}
    for block in content:
        if block.type == "web_search_tool_result" and isinstance(block.content, list):
            found |= {one.url: one for one in block.content}
        for citation in block.citations or () if block.type == "text" else ():
            if citation.type == "web_search_result_location":
                cited.setdefault(citation.url, []).append(citation.cited_text)
    return tuple(Hit(one.title, url, one.page_age or "", "\n".join(cited.get(url, ()))) for url, one in found.items())


def usage(message: Any, model: str, *, batched: bool = False) -> Usage:
    """What a message took; a stream that broke off names what was sent, and what had come by then."""
    used = message.usage
    read, written = used.cache_read_input_tokens or 0, used.cache_creation_input_tokens or 0
    searches = used.server_tool_use.web_search_requests if used.server_tool_use else 0
    usd = cost(
        model,
        used.input_tokens,
        used.output_tokens,
        from_cache=read,
        to_cache=written,
        searches=searches,
        batched=batched,
    )
    return Usage(used.input_tokens + read + written, used.output_tokens, usd)
