"""A sentence, divided by its citations.

A segment is the words since the last citation group. A group after the last full stop of a paragraph supports all of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from dateline.core.citations import Piece

LONGEST = 5_000
"""How many characters of a sentence or segment are read: more than people write, and few enough for hostile text."""
MOST = 500
"""How many segments of a sentence are read."""

_STOPPED = re.compile(r"[.!?…][\"'”’)]{0,8}\s*$")
_TAIL = 40
_JOINTS = " ,;:.—–-\n"
_SAID = re.compile(r"\w")


class Segment(NamedTuple):
    """A run of words and the keys of the citation group after it; no keys for words after the last group."""

    text: str
    keys: tuple[str, ...]
    is_tail: bool = False
    """Whether it follows the last group of its sentence."""

    def entries(self) -> Iterator["Segment"]:
        """The segment split at its semicolons, which separate events in an entry of the timeline."""
        return (self._replace(text=trimmed(part)) for part in self.text.split(";") if _SAID.search(part))


def segments(pieces: Sequence[Piece]) -> tuple[Segment, ...]:
    """The segments of a sentence that is given as pieces."""
    return tuple(islice(_segments(pieces), MOST))


def closing(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The keys of the groups after a sentence's full stop, however long they are."""
    said = [piece for piece in pieces if piece.kind == "group" or piece.text.strip()]
    groups = list(takewhile(lambda piece: piece.kind == "group", reversed(said)))
    words = said[-len(groups) - 1].text if len(groups) < len(said) else ""
    return tuple(key for piece in reversed(groups) for key in piece.keys) if _STOPPED.search(words[-_TAIL:]) else ()


def trimmed(words: str) -> str:
    """The words without the punctuation that links them to the words before."""
    return words.lstrip(_JOINTS).rstrip()[:LONGEST]


def _segments(pieces: Sequence[Piece]) -> Iterator[Segment]:
    words, keys = "", list[str]()
    for piece in pieces:
        if piece.kind == "group":
            keys += piece.keys
        elif not _SAID.search(piece.text):
            continue
        else:
            if keys and _SAID.search(words):
                yield Segment(trimmed(words), tuple(keys))
            if keys:
                keys = []
            words = piece.text
    if _SAID.search(words):
        yield Segment(trimmed(words), tuple(keys), is_tail=not keys and any(piece.kind == "group" for piece in pieces))
