"""The grammar of citations: `[@key]` or `[@key; @other]`, after the words that they support."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from dateline.core.constraints import SLUG

GROUP = re.compile(rf"\[@({SLUG.pattern}(?:; ?@{SLUG.pattern})*)\]")
LOOSE = re.compile(r"\[@[^\[\]\n]*\]?")
LONGEST_SHOWN = 200


class Piece(NamedTuple):
    """A run of text, or the keys of one citation group."""

    kind: Literal["text", "group"]
    text: str
    """The text unchanged, including brackets."""
    keys: tuple[str, ...] = ()


def _keys(group: re.Match[str]) -> tuple[str, ...]:
    return tuple(key.strip().removeprefix("@") for key in group[1].split(";"))


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of the text between and at its citation groups, in order; joined, they are the text again."""
    end = 0
    for group in GROUP.finditer(text):
        if group.start() > end:
            yield Piece("text", text[end : group.start()])
        yield Piece("group", group[0], _keys(group))
        end = group.end()
    if end < len(text):
        yield Piece("text", text[end:])


def cited(text: str) -> tuple[str, ...]:
    """The keys that a text cites, in order, each as often as it is cited."""
    return tuple(key for group in GROUP.finditer(text) for key in _keys(group))


def without(text: str) -> str:
    """The text without its citations and the space before them."""
    return re.sub(r"(?<!\s)\s*" + GROUP.pattern, "", text)


def plain(text: str) -> str:
    """The text on one line, without its citations."""
    return " ".join(without(text).split())


def malformed(text: str) -> tuple[str, ...]:
    """What looks like a citation but is not one, such as `[@Some Title]`: each once, long ones shortened."""
    wrong = (match[0] for match in LOOSE.finditer(text) if not GROUP.fullmatch(match[0]))
    return tuple(dict.fromkeys(one[:LONGEST_SHOWN] for one in wrong))
