"""Sets values in a file where they stand: its comments, its order and all other bytes stay."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.core.errors import UsageError
from dateline.core.yamlio.reading import load, locate
from dateline.core.yamlio.tree import Path
from dateline.core.yamlio.writing import QuotedScalar, inline


def with_value(text: str, path: Path, value: Any) -> str | None:
    """A text that can be read, with another value in place of that at a path, on one line; None if a comment is in the way."""
    from dateline.core.yamlio import events  # noqa: PLC0415  # slow to import: it needs the library

    place = events.span(text, path)
    assert place
    head, was, tail = text[: place[0]], text[place[0] : place[1]], text[place[1] :]
    before = head.rstrip()
    is_below = "\n" in head[len(before) :]
    if ("\n" in was and "#" in was) or (is_below and "#" in before.rpartition("\n")[2]):
        return None
    if is_below and before.endswith(":"):
        head = before
    told = inline(QuotedScalar(value) if was.startswith('"') and isinstance(value, str) else value)
    return f"{head}{' ' * head.endswith(':')}{told}{tail}"


def with_keys(data: bytes, values: Mapping[str, Any], file: str, order: Sequence[str]) -> bytes:
    """A file with other values for some keys of its map.

    Args:
        data: the file's bytes.
        values: key → its value, which is written on one line.
        file: the path of the file, for errors.
        order: all keys in their usual order. A new key is put below its commented example, or below the key before it.

    Raises:
        UsageError: if the file cannot be read, or if anything else would change, or a comment would be lost.
    """
    before, problems = load(data, file)
    if problems:
        raise UsageError(problems[0].message, where=f"{file}:{problems[0].line}", hint=problems[0].hint)
    text = data.decode()
    for key, value in values.items():
        is_there = isinstance(before, dict) and key in before
        changed = with_value(text, (key,), value) if is_there else _added(text, key, value, order)
        after, objections = load((changed or "").encode(), file)
        before = {**before, key: value} if isinstance(before, dict) else before
        if changed is None or objections or after != before:
            raise UsageError(
                f"{key} cannot be set here without changing something else",
                where=f"{file}:{locate(data, (key,))[0]}",
                hint=f"Write it by hand, on a line of its own: {key}: {inline(value)}",
            )
        text = changed
    return text.encode()


def _added(text: str, key: str, value: Any, order: Sequence[str]) -> str:
    """The text with a line for a new key."""
    from dateline.core.yamlio import events  # noqa: PLC0415  # slow to import: it needs the library

    examples = [found.end() for found in re.finditer(rf"^# {re.escape(key)}:.*", text, re.MULTILINE)]
    places = (events.span(text, (other,)) for other in reversed(order[: order.index(key)]))
    ends = (end for _, end in filter(None, places))
    line = text.find("\n", examples[-1] if examples else next(ends, len(text)))
    end = "\r\n" if "\r\n" in text else "\n"
    head, tail = (text[: line + 1], text[line + 1 :]) if line >= 0 else (text.removesuffix(end) + end, "")
    return f"{head}{key}: {inline(value)}{end}{tail}"
