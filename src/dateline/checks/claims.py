"""What a version claims, segment by segment, and by which sources.

A segment is the words since the last citation group of its sentence; a timeline entry is also split at semicolons. A group after
the last full stop of a paragraph or entry, and keys listed beside it, support each of its sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from dateline.core.citations import cited, pieces
from dateline.core.model import TextField, Version
from dateline.core.text import sentences

MUST_CITE = frozenset({"narrative", "timeline", "tensions", "perspectives"})
"""Sections in which each sentence says where it comes from."""
UNTOLD = frozenset({"changes", "closed_questions"})
"""What speaks about the brief and not about the story."""
LONGEST = 5_000
"""Characters of a sentence, and of a segment, that are read: more than people write, and no more than hostile text may cost."""
MOST = 500
"""Segments of a sentence that are read."""

_STOPPED = re.compile(r"[.!?…][\"'”’)]{0,8}\s*$")
_TAIL = 40
_JOINTS = " ,;:.—–-\n"
_SAID = re.compile(r"\w")


class Segment(NamedTuple):
    """A run of words and the keys of the group that follows it; none after the last group."""

    text: str
    keys: tuple[str, ...]
    is_tail: bool = False


class Sentence(NamedTuple):
    """A sentence, its segments, and the keys that stand after its full stop and so speak for the whole paragraph."""

    text: str
    segments: tuple[Segment, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A segment in its place."""

    section: str
    """The section's key."""
    at: str
    """The path in the file."""
    sentence: str
    """The sentence it is a part of, with citations."""
    text: str
    """Its own words."""
    keys: tuple[str, ...]
    """The sources that it cites; none where it cites none."""
    beside: tuple[str, ...] = ()
    """Further sources of its sentence, paragraph or entry."""

    @property
    def sources(self) -> tuple[str, ...]:
        """All keys that may support it, its own first."""
        return (*self.keys, *self.beside)


def claims(version: Version) -> Iterator[Claim]:
    """Every claim of a version, in the order of the page."""
    for field in version.text_fields():
        if field.section not in UNTOLD:
            yield from _claims(field, _beside(version, field))


def _beside(version: Version, field: TextField) -> tuple[str, ...]:
    """The keys listed beside a text; those of a voice stand for its view too."""
    if field.section == "perspectives":
        return version.perspectives[int(re.findall(r"\d+", field.at)[0])].sources
    return field.sources


def _claims(field: TextField, listed: tuple[str, ...]) -> Iterator[Claim]:
    found = _segments(field.text, at_semicolons=field.section == "timeline")
    unit = (*listed, *(found[-1].closing if found else ()))
    for sentence, segments, _ in found:
        own = tuple(key for segment in segments for key in segment.keys)
        for segment in segments:
            others = own if segment.is_tail or not segment.keys else ()
            beside = dict.fromkeys(key for key in (*others, *unit) if key not in segment.keys)
            yield Claim(field.section, field.at, sentence, segment.text, segment.keys, tuple(beside))


@lru_cache(maxsize=16_384)
def _segments(text: str, *, at_semicolons: bool) -> tuple[Sentence, ...]:
    """Each sentence of a text with its segments."""
    return tuple(
        Sentence(one[:LONGEST], tuple(islice(_cut(one, at_semicolons=at_semicolons), MOST)), _closing(one))
        for one in sentences(text)
    )


def _closing(sentence: str) -> tuple[str, ...]:
    """The keys of the groups that follow its full stop, however long they are."""
    said = [piece for piece in pieces(sentence) if piece.kind == "group" or piece.text.strip()]
    groups = list(takewhile(lambda piece: piece.kind == "group", reversed(said)))
    words = said[-len(groups) - 1].text if len(groups) < len(said) else ""
    return tuple(key for piece in reversed(groups) for key in piece.keys) if _STOPPED.search(words[-_TAIL:]) else ()


def _cut(sentence: str, *, at_semicolons: bool) -> Iterator[Segment]:
    words, keys = "", list[str]()
    for piece in pieces(sentence):
        if piece.kind == "group":
            keys += piece.keys
        elif not _SAID.search(piece.text):
            continue
        else:
            if keys:
                yield from _parts(words, tuple(keys), at_semicolons=at_semicolons)
                keys = []
            words = piece.text
    yield from _parts(words, tuple(keys), at_semicolons=at_semicolons, is_tail=not keys and bool(cited(sentence)))


def _parts(words: str, keys: tuple[str, ...], *, at_semicolons: bool, is_tail: bool = False) -> Iterator[Segment]:
    parts = words.split(";") if at_semicolons else [words]
    for part in parts:
        if _SAID.search(part):
            yield Segment(part.lstrip(_JOINTS).rstrip()[:LONGEST], keys, is_tail)
