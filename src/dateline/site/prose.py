"""Prose as a page shows it: sentences with their age, and citations with their numbers.

Prose is text, not Markdown (docs/adr/0003): everything except citations is shown as written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dateline.core.sentences import AnalysedVersion
from dateline.site.chronicle import Standing


class Span(NamedTuple):
    """A run of text, or one citation."""

    text: str
    """What readers see: the words, or the number in brackets."""
    number: int = 0
    """The source's number; 0 if this is not a citation."""
    anchor: str = ""
    """The citation's own id, if a source links back to it."""


class PageSentence(NamedTuple):
    """A sentence, in parts."""

    spans: tuple[Span, ...]
    standing: Standing
    """Its age."""

    @property
    def reworded(self) -> int:
        """The version that gave it its words; 0 if that was the first."""
        return self.standing.worded if self.standing.worded > 1 else 0


class PageProse(NamedTuple):
    """Paragraphs of sentences."""

    paragraphs: tuple[tuple[PageSentence, ...], ...]

    @property
    def sentences(self) -> Iterator[PageSentence]:
        """All sentences, in order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def since(self) -> int:
        """The version since which all of it is unchanged; 0 if it is empty."""
        return max((sentence.standing.worded for sentence in self.sentences), default=0)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


class Speller:
    """Turns the prose of a version into what its page shows, and remembers the first citation of a source in each section."""

    def __init__(self, analysed: AnalysedVersion, standing: Mapping[tuple[str, str], Standing], first: int) -> None:
        self.numbers = analysed.numbers
        self._texts = analysed.texts
        self.anchors: dict[tuple[str, str], str] = {}
        self._uses: Counter[str] = Counter()
        self._standing = standing
        self._first = Standing(first, first)

    def prose(self, section: str, at: str, text: str) -> PageProse:
        """The paragraphs of a text."""
        return PageProse(tuple(tuple(self._sentences(section, at, one)) for one in self._texts[text].paragraphs))

    def _sentences(self, section: str, at: str, paragraph: Iterable[str]) -> Iterator[PageSentence]:
        for sentence in paragraph:
            yield PageSentence(tuple(self.spans(section, sentence)), self._standing.get((at, sentence), self._first))

    def beside(self, section: str, text: str, keys: Iterable[str]) -> tuple[Span, ...]:
        """The sources that are listed with a text and not cited in it."""
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
        """A citation of a source; the first in a section has an id, to which the source's entry links back."""
        number, anchor = self.numbers[key], ""
        if (key, section) not in self.anchors:
            self._uses[key] += 1
            anchor = self.anchors[key, section] = f"c{number}-{self._uses[key]}"
        return Span(f"[{number}]", number, anchor)
