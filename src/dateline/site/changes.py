"""The redline from one version to the next: sentence by sentence, with unchanged sentences folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.citations import pieces
from dateline.core.compare import Change, Comparison, VoiceChange, Word
from dateline.core.model import SECTIONS, Version
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import figures
from dateline.site.chronicle import Chronicle

LONG_RUN = 2
"""If more sentences in a row are unchanged, they are folded."""


SIGNS = {"added": "+", "removed": "−", "changed": "~", "moved": "↷"}
"""The sign for each kind of change; kept sentences have none."""
TAGS = {"added": "ins", "removed": "del"}
"""The element for each kind of change."""
PAST = ("answered", "merged", "dropped", "vanished")
"""Questions of these kinds are no longer asked."""


class Part(NamedTuple):
    """A run of words of one kind."""

    kind: str
    """kept, added or removed."""
    text: str
    is_figure: bool = False
    number: int = 0
    """The source's number in the version that the words belong to; 0 if this is not a citation."""
    version: int = 0
    """That version, for a citation."""

    def html(self, pages: Mapping[int, str]) -> str:
        """The words as HTML; `pages` has the address of each version that is compared."""
        told = str(escape(self.text))
        if self.number:
            told = f'<a class="c" href="{escape(pages[self.version])}#s{self.number}">{told}</a>'
        elif self.is_figure:
            told = f"<b>{told}</b>"
        tag = TAGS.get(self.kind)
        return f"<{tag}>{told}</{tag}>" if tag else told


class SentenceRedline(NamedTuple):
    """What became of one sentence."""

    kind: str
    parts: tuple[Part, ...]

    def html(self, pages: Mapping[int, str]) -> str:
        """The sentence as HTML; `pages` has the address of each version that is compared."""
        return _line_html(self.kind, "".join(one.html(pages) for one in self.parts))


def _line_html(kind: str, told: str) -> str:
    """A line of the redline. A macro would do the same, and take most of the time of a page."""
    sign = SIGNS.get(kind, "")
    said = f'<span class="hide">{kind}: </span>' if sign else ""
    return f'<p class="line {kind}"><span class="sign" aria-hidden="true">{sign}</span>{said}<span>{told}</span></p>'


class Listed(NamedTuple):
    """What became of one source or question."""

    kind: str
    title: str

    @property
    def html(self) -> Markup:
        """The source as HTML."""
        tag = TAGS[self.kind]
        told = _line_html(self.kind, f"<{tag}><bdi>{escape(self.title)}</bdi></{tag}>")
        return Markup(told)  # noqa: S704  # the title is escaped


class SentenceRun(NamedTuple):
    """Neighbouring unchanged sentences, or one changed sentence."""

    lines: tuple[SentenceRedline, ...]
    is_folded: bool

    @property
    def length(self) -> int:
        """The number of sentences."""
        return len(self.lines)

    def html(self, pages: Mapping[int, str]) -> Markup:
        """The sentences as HTML; `pages` has the address of each version that is compared."""
        return Markup("\n".join(one.html(pages) for one in self.lines))  # noqa: S704  # each word is escaped


class SectionRedline(NamedTuple):
    """A section of the brief with what became of its sentences."""

    key: str
    title: str
    runs: tuple[SentenceRun, ...]


@dataclass(frozen=True, slots=True)
class Redline:
    """Everything that the page of a comparison shows."""

    before: Version
    after: Version
    comparison: Comparison
    sections: tuple[SectionRedline, ...]
    questions: tuple[Listed, ...]
    """Those that changed."""
    voices: tuple[VoiceChange, ...]
    """Those that were added, moved or removed."""
    sources: tuple[Listed, ...]
    """Those that were added or removed."""
    previous: int | None
    """The version before, if it has a redline too."""
    next: int | None
    """The version after."""

    def count(self, kind: str) -> int:
        """How many sentences were added, removed, changed, kept or moved."""
        return sum(change.kind == kind for change in self.comparison.changes)

    def source_count(self, kind: str) -> int:
        """How many sources were added or removed."""
        return sum(change.kind == kind for change in self.comparison.sources)


def redline(chronicle: Chronicle, position: int) -> Redline:
    """What changed in the version at a position, which is not the first."""
    comparison = chronicle.comparisons[position - 1]
    before, after = chronicle.versions[position - 1], chronicle.versions[position]
    following = chronicle.versions[position + 1 : position + 2]
    spell = _Numbers(chronicle.analysed(before), chronicle.analysed(after))
    return Redline(
        before=before,
        after=after,
        comparison=comparison,
        sections=tuple(
            SectionRedline(key, SECTIONS.get(key, key), tuple(_runs(spell.line(one) for one in changes)))
            for key, changes in groupby(comparison.changes, lambda change: change.section)
        ),
        questions=tuple(
            Listed(one.kind, chronicle.plain(one.before if one.kind in PAST else one.after))
            for one in comparison.questions
            if one.kind != "kept"
        ),
        voices=tuple(one for one in comparison.voices if one.kind != "kept"),
        sources=tuple(Listed(one.kind, one.title) for one in comparison.sources),
        previous=before.version if position > 1 else None,
        next=following[0].version if following else None,
    )


def _runs(lines: Iterator[SentenceRedline]) -> Iterator[SentenceRun]:
    for kept, group in groupby(lines, lambda line: line.kind == "kept"):
        found = tuple(group)
        if kept:
            yield SentenceRun(found, len(found) > LONG_RUN)
        else:
            yield from (SentenceRun((line,), is_folded=False) for line in found)


class _Numbers:
    """Writes sentences with the citation numbers of the version that they belong to."""

    def __init__(self, before: AnalysedVersion, after: AnalysedVersion) -> None:
        now = after.version.version, after.numbers
        self._numbers = {"removed": (before.version.version, before.numbers), "added": now, "kept": now}

    def line(self, change: Change) -> SentenceRedline:
        if change.kind == "changed":
            return SentenceRedline("changed", tuple(part for word in change.words for part in self._parts(word, is_inside=True)))
        kind = change.kind if change.kind in ("added", "removed") else "kept"
        return SentenceRedline(change.kind, tuple(self._parts(Word(kind, change.after or change.before), is_inside=False)))

    def _parts(self, word: Word, *, is_inside: bool) -> Iterator[Part]:
        for piece in pieces(word.text):
            if piece.kind == "group":
                version, found = self._numbers[word.kind]
                yield from (Part(word.kind, f"[{found[key]}]", number=found[key], version=version) for key in piece.keys)
            elif is_inside and word.kind != "kept":
                yield from _with_figures(word.kind, piece.text)
            else:
                yield Part(word.kind, piece.text)


def _with_figures(kind: str, text: str) -> Iterator[Part]:
    """The text split at its figures, which readers look for first."""
    end = 0
    for figure in figures(text):
        if figure.start > end:
            yield Part(kind, text[end : figure.start])
        yield Part(kind, text[figure.start : figure.end], is_figure=True)
        end = figure.end
    if end < len(text):
        yield Part(kind, text[end:])
