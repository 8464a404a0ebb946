"""The grammar of citations: `[@key]` or `[@key; @other]`, after the words that they support.

A version cites its own sources. An essay draws on several stories, so it says which one has the key: `[@story/key]`. Both forms
are recognised in every text; which one is right there, the rule `unknown-source` says.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from dateline.core.constraints import SLUG

_SLUG = SLUG.pattern.replace("(", "(?:")
_KEY = rf"{_SLUG}(?:/{_SLUG})?"
_KEYS = rf"({_KEY}(?:;\s*@{_KEY})*)\]"
GROUP = re.compile(rf"\[@{_KEYS}")
_WRONG = re.compile(rf"\[@(?!{_KEYS})[^\[\]\n]*\]?|\[[ \t]+@{_KEY}[^\[\]\n]*\]")
LONGEST_SHOWN = 200


class Piece(NamedTuple):
    """A run of text, or the keys of one citation group."""

    kind: Literal["text", "group"]
    text: str
    """The text unchanged, including brackets."""
    keys: tuple[str, ...] = ()


def _keys(group: str) -> list[str]:
    """The keys in what is between `[@` and `]`, each once."""
    return list(dict.fromkeys("".join(group.split()).split(";@")))


def divided(text: str) -> list[str]:
    """Words and cited keys in turn, beginning and ending with words, which may be empty."""
    parts = GROUP.split(text)
    if ";" not in "".join(parts[1::2]):
        return parts  # each group has one key
    found = parts[:1]
    for group, words in zip(parts[1::2], parts[2::2], strict=True):
        for key in _keys(group):
            found += (key, "")
        found[-1] = words
    return found


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of the text between and at its citation groups, in order; joined, they are the text again."""
    for place, part in enumerate(GROUP.split(text)):
        if place % 2:
            yield Piece("group", f"[@{part}]", tuple(_keys(part)))
        elif part:
            yield Piece("text", part)


def cited(text: str) -> tuple[str, ...]:
    """The keys that a text cites, in order, each as often as a group cites it; in an essay `story/key`."""
    return tuple([key for group in GROUP.findall(text) for key in _keys(group)]) if "[@" in text else ()


def without(text: str) -> str:
    """The text without its citations and the space before them."""
    if "[@" not in text:
        return text
    *before, last = GROUP.split(text)[::2]
    return "".join([*map(str.rstrip, before), last])


def plain(text: str) -> str:
    """The text on one line, without its citations."""
    return " ".join(without(text).split())


def malformed(text: str) -> tuple[str, ...]:
    """What looks like a citation but is not one, such as `[@Some Title]` or `[ @key ]`: each once, long ones shortened."""
    return tuple(dict.fromkeys(match[0][:LONGEST_SHOWN] for match in _WRONG.finditer(text)))
