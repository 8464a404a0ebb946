"""The JSON object in a text from a model that was asked for nothing else and wrote something around it."""

import json
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_INSIDE = re.compile(r'(?:[\[,]|"\s*:)\s*$')
"""What stands before a brace inside another object."""
_BEFORE = 20
MOST_STARTS = 200
"""An object that begins after so many braces is not looked for."""


class JsonObject(NamedTuple):
    """What a text contains."""

    text: str
    """The object as it is written; the whole text if it has no object."""
    is_cut: bool = False
    """Whether the text ends inside an object."""
    value: Mapping[str, Any] = MappingProxyType({})
    """The object; empty if the text has none."""


def json_object(text: str, names: Collection[str] = ()) -> JsonObject:
    """The JSON object in a text, without fences, words around it and what the model thought aloud.

    Args:
        text: what the model wrote.
        names: the keys that the object should have. If a text has several objects, the one with most of them counts; of these
            the longest.
    """
    said = _THOUGHT.sub("", text).rstrip()
    found: list[JsonObject] = []
    at = said.find("{")
    for _ in range(MOST_STARTS):
        if at < 0:
            break
        value, end = _object(said, at)
        if end > len(said):
            return JsonObject(text, is_cut=True)
        if end:
            found.append(JsonObject(said[at:end], value=value))
        at = said.find("{", end or at + 1)
    return max(found, key=lambda one: (len(one.value.keys() & names), len(one.text)), default=JsonObject(text))


def _object(text: str, at: int) -> tuple[Mapping[str, Any], int]:
    """The object that begins here, and where it ends; 0 if none begins here; beyond the text if it does not end."""
    if _INSIDE.search(text, max(at - _BEFORE, 0), at):
        return {}, 0
    try:
        return json.JSONDecoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        ends = error.pos >= len(text) or error.msg.startswith("Unterminated string")
        return {}, len(text) + 1 if ends else 0
    except RecursionError:
        return {}, 0
