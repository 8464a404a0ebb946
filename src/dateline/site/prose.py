"""Prose as a page shows it: sentences with their age, and citations with their numbers.

Prose is text, not Markdown (docs/adr/0003): everything but a citation is shown as it stands.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dateline.core.citations import pieces, without
from dateline.core.text import sentences
from dateline.site.chronicle import Standing

_BLANK_LINE = re.compile(r"\n\s*\n")


def plain(text: str) -> str:
    """The text on one line, without its citations."""
    return " ".join(without(text).split())


class Span(NamedTuple):
    """A run of text, or one citation."""

    text: str
    """What a reader sees: the words, or the number in brackets."""
    number: int = 0
    """The source's number; 0: no citation."""
    anchor: str = ""
    """The citation's own id, where a source links back to it."""


class Sentence(NamedTuple):
    """A sentence in its parts."""

    spans: tuple[Span, ...]
    standing: Standing
    """Since when it stands."""

    @property
    def reworded(self) -> int:
        """The version that gave it its words, where that is not the first; else 0."""
        return self.standing.worded if self.standing.worded > 1 else 0


class Prose(NamedTuple):
    """Paragraphs of sentences."""

    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All of them, in order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def since(self) -> int:
        """The version from which all of it stands in these words; 0 where there is nothing."""
        return max((sentence.standing.worded for sentence in self.sentences), default=0)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


class Speller:
    """Turns the prose of one version into what its page shows; remembers where a source was cited first in each section."""

    def __init__(self, numbers: Mapping[str, int], standing: Mapping[tuple[str, str], Standing], first: int) -> None:
        self.numbers = numbers
        self.anchors: dict[tuple[str, str], str] = {}
        self._uses: Counter[str] = Counter()
        self._standing = standing
        self._first = Standing(first, first)

    def prose(self, section: str, at: str, text: str) -> Prose:
        """The paragraphs of a passage."""
        paragraphs = (tuple(self._sentences(section, at, block)) for block in _BLANK_LINE.split(text))
        return Prose(tuple(paragraph for paragraph in paragraphs if paragraph))

    def _sentences(self, section: str, at: str, block: str) -> Iterator[Sentence]:
        for sentence in sentences(block):
            yield Sentence(tuple(self.spans(section, sentence)), self._standing.get((at, sentence), self._first))

    def spans(self, section: str, text: str) -> Iterator[Span]:
        """The parts of a sentence."""
        for piece in pieces(text):
            if piece.kind == "text":
                yield Span(piece.text)
            else:
                yield from (self.citation(section, key) for key in piece.keys)

    def citation(self, section: str, key: str) -> Span:
        """The number of a source, as a link that its entry may lead back to."""
        number, anchor = self.numbers[key], ""
        if (key, section) not in self.anchors:
            self._uses[key] += 1
            anchor = self.anchors[key, section] = f"c{number}-{self._uses[key]}"
        return Span(f"[{number}]", number, anchor)
