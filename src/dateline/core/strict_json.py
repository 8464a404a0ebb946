"""JSON in which every key of an object is unique."""

import json
from typing import Any


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key appears twice")
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def decode(text: str) -> Any:
    """The data in a JSON text.

    Raises:
        ValueError: if it is not JSON, or a key of an object appears twice.
    """
    value = text.strip(" \t\n\r")
    data, end = _DECODER.raw_decode(value)
    if end != len(value):
        raise ValueError("more text follows")
    return data
