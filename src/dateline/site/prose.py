"""Prose as a page shows it: sentences with their age, and citations with their numbers.

Prose is text, not Markdown (docs/adr/0003): everything except citations is shown as written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

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


def spans_html(spans: Iterable[Span]) -> Markup:
    """Spans as HTML. A macro would do the same, and take most of the time of a page."""
    return Markup("".join(map(_span_html, spans)))  # noqa: S704  # each is escaped


def _span_html(span: Span) -> str:
    if not span.number:
        return str(escape(span.text))
    anchor = f' id="{span.anchor}"' if span.anchor else ""
    return f'<a class="c" role="doc-noteref" href="#s{span.number}"{anchor}>{span.text}</a>'


class PageSentence(NamedTuple):
    """A sentence, in parts."""

    spans: tuple[Span, ...]
    standing: Standing
    """Its age."""

    def html(self, number: int) -> str:
        """The sentence on the page of a version, marked if that version or a later one than the first gave it its words."""
        if not self.reworded:
            return spans_html(self.spans)
        tag = "ins" if self.reworded == number else "span"
        return f'<{tag} data-v="{self.reworded}">{spans_html(self.spans)}</{tag}>'

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
        """The version since which nothing in it has changed; 0 if it is empty."""
        return max((sentence.standing.worded for sentence in self.sentences), default=0)

    def html(self, number: int) -> tuple[Markup, ...]:
        """The paragraphs on the page of a version; 0 for what has no marks of its own."""
        told = (" ".join(one.html(number) for one in paragraph) for paragraph in self.paragraphs)
        return tuple(map(Markup, told))  # each span is escaped

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

    def beside(self, section: str, text: str, keys: Iterable[str]) -> Markup:
        """The sources that are listed with a text and not cited in it."""
        cited = self._texts[text].citations
        return spans_html(self.citation(section, key) for key in keys if key not in cited)

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
