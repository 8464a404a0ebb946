"""Reads YAML in its usual form, several times as fast as the library; everything else is left to `events`.

The usual form has one entry on a line: `key: value`, `- value` or `- key: value`. The value is text with or without quotation
marks, a list or map in brackets on that line, or a block that starts with `|`. A comment may follow, or have a line of its own.
All this means the same to every reader of YAML, so there is nothing to object to.
"""

import re
from typing import Any

from dateline.core import strict_json
from dateline.core.yamlio.tree import Tree

MOST_LEVELS = 8
"""Levels of indentation, and of brackets in a line; together fewer than `tree.MOST_LEVELS`."""

_ODD = re.compile("[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Tabs, control characters, byte order marks and the line breaks that few editors show."""
_START = r"[^-?:,\[\]{}#&*!|>'\"%@`\s]"
_PLAIN = rf"{_START}[^:#\n]*(?:(?::(?=[^ \n])|(?<! )#)[^:#\n]*)*(?<! )"
_WORDS = r"[^:#,\[\]{}\n]*"
_PLAIN_IN_BRACKETS = rf"{_START}{_WORDS}(?:(?::(?=[^ ,?\[\]{{}}\n])|(?<! )#){_WORDS})*(?<! )"
_DOUBLE = r'"[^"\\\n]*(?:\\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})[^"\\\n]*)*"'
_SINGLE = r"'[^'\n]*(?:''[^'\n]*)*'"
_NO_ENTRY = r"(?:\n| *#[^\n]*\n)*"

_HEAD = re.compile(rf"{_NO_ENTRY}(?:---\n{_NO_ENTRY})?")
_ROW = re.compile(
    r"( *)(- +)?(?:([A-Za-z0-9_][A-Za-z0-9_-]{0,199}):(?=[ \n]) *)?"
    rf"(?:({_PLAIN}|{_DOUBLE}|{_SINGLE}|\[[^\n]*\]|\{{[^\n]*\}})(?: +#[^\n]*| *)"
    rf"|\|(-?)\n( +)([^ \n][^\n]*(?:\n+\6[^\n]+)*)|#[^\n]*)?\n{_NO_ENTRY}"
    r"|([\s\S]+)"
)
"""Indentation, hyphen, key, value on the line; of a block: `-` if it has no line ending, indentation, lines; what is no entry."""
_TOKEN = re.compile(rf"[\[\]{{}}, ]|: |({_DOUBLE})|({_PLAIN_IN_BRACKETS})|([\s\S])")
"""Text in quotation marks, text without, and what is no part of a list or map."""
_MARKED = frozenset("\"'[{")
"""How a value in quotation marks or brackets begins."""


class _Unusual(Exception):  # noqa: N818  # never leaves this module
    """The text has another form."""


def read(text: str) -> dict[str, Tree] | None:
    """The map in a text; None if the text is in any other form, or wrong.

    Args:
        text: the text, without a byte order mark.
    """
    plain = text.replace("\r\n", "\n") if "\r" in text else text
    if _ODD.search(plain) or not plain.endswith("\n"):
        return None
    head = _HEAD.match(plain)
    assert head
    rows = _ROW.findall(plain, head.end())
    try:
        return _tree(rows) if rows else None
    except (_Unusual, IndexError, ValueError):  # a line belongs to nothing; brackets that are not JSON
        return None


def _tree(rows: list[tuple[str, ...]]) -> dict[str, Tree]:
    """The map of the rows, and in it the lists and maps that each row begins, continues or ends."""
    root: dict[str, Tree] = {}
    top: Any = root
    column = 0
    around: list[tuple[Any, int]] = []
    bare = ""
    for indent, hyphen, key, inline, strip, margin, block, _ in rows:
        at = len(indent)
        if bare and (at >= column if hyphen else at > column):
            around.append((top, column))
            inner: Any = [] if hyphen else {}
            top[bare] = inner
            top, column = inner, at
        while at != column or (type(top) is list) is not (hyphen != ""):
            top, column = around.pop()
        if hyphen and key:
            around.append((top, column))
            top.append({})
            top, column = top[-1], at + len(hyphen)
        if (key and key in top) or not (key or hyphen) or (block and len(margin) <= column) or len(around) > MOST_LEVELS:
            raise _Unusual
        value = _marked(inline) if inline[:1] in _MARKED else inline
        if block:
            value = block.replace("\n" + margin, "\n") + ("" if strip else "\n")
        if key:
            top[key] = value
        else:
            top.append(value)
        bare = "" if inline or block else key
    return root


def _marked(text: str) -> Tree:
    """The value of text in quotation marks or brackets: on one line it is JSON, except for words without quotation marks."""
    if text[0] == '"' and "\\" not in text:
        return text[1:-1]
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    if text == "[]":
        return []
    if text.count("[") + text.count("{") > MOST_LEVELS:
        raise _Unusual
    found: Tree = strict_json.decode(_TOKEN.sub(_as_json, text))
    return found


def _as_json(token: re.Match[str]) -> str:
    if token[3]:
        raise _Unusual
    return '"{}"'.format(token[2].replace("\\", "\\\\").replace('"', '\\"')) if token[2] else token[0]
