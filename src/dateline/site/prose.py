"""Prose as a page shows it: sentences with their age, and citations with their numbers.

Prose is text, not Markdown (docs/adr/0003): everything but a citation is shown as it stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dateline.core.sentences import AnalysedVersion
from dateline.site.chronicle import Standing


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

    def __init__(self, analysed: AnalysedVersion, standing: Mapping[tuple[str, str], Standing], first: int) -> None:
        self.numbers = analysed.numbers
        self._texts = analysed.texts
        self.anchors: dict[tuple[str, str], str] = {}
        self._uses: Counter[str] = Counter()
        self._standing = standing
        self._first = Standing(first, first)

    def prose(self, section: str, at: str, text: str) -> Prose:
        """The paragraphs of a text."""
        return Prose(tuple(tuple(self._sentences(section, at, one)) for one in self._texts[text].paragraphs))

    def _sentences(self, section: str, at: str, paragraph: Iterable[str]) -> Iterator[Sentence]:
        for sentence in paragraph:
            yield Sentence(tuple(self.spans(section, sentence)), self._standing.get((at, sentence), self._first))

    def beside(self, section: str, text: str, keys: Iterable[str]) -> tuple[Span, ...]:
        """The sources that are listed beside a text and not cited in it."""
        cited = self._texts[text].citations
        return tuple(self.citation(section, key) for key in keys if key not in cited)

    def spans(self, section: str, text: str) -> Iterator[Span]:
        """The parts of a sentence."""
        for piece in self._texts[text].pieces:
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
