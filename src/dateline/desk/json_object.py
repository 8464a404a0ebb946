"""The JSON object in a text from a model that was asked for nothing else and wrote something around it."""

import json
import re
from typing import NamedTuple

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_INSIDE = re.compile(r'(?:[\[,]|"\s*:)\s*$')
"""What stands before a brace inside another object."""
_BEFORE = 20
MOST_STARTS = 200
"""An object that begins after so many braces is not looked for."""


class JsonObject(NamedTuple):
    """What a text contains."""

    text: str
    """The longest object; the whole text if there is none."""
    is_cut: bool = False
    """Whether the text ends inside an object."""


def json_object(text: str) -> JsonObject:
    """The JSON object in a text, without fences, words around it and what the model thought aloud."""
    said = _THOUGHT.sub("", text).rstrip()
    found = ""
    at = said.find("{")
    for _ in range(MOST_STARTS):
        if at < 0:
            break
        end = _end(said, at)
        if end > len(said):
            return JsonObject(text, is_cut=True)
        found = max(found, said[at:end], key=len)
        at = said.find("{", end or at + 1)
    return JsonObject(found or text)


def _end(text: str, at: int) -> int:
    """Where the object ends that begins here; 0 if none begins here; beyond the text if it does not end."""
    if _INSIDE.search(text, max(at - _BEFORE, 0), at):
        return 0
    try:
        return json.JSONDecoder().raw_decode(text, at)[1]
    except json.JSONDecodeError as error:
        ends = error.pos >= len(text) or error.msg.startswith("Unterminated string")
        return len(text) + 1 if ends else 0
    except RecursionError:
        return 0
