"""The redline from one version to the next: sentence by sentence, with unchanged sentences folded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.citations import pieces
from dateline.core.compare import Change, Comparison, VoiceChange, Word
from dateline.core.model import SECTIONS, Version
from dateline.core.text import figures
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.prose import Links, joined, runs, spelt

LONG_RUN = 2
"""If more sentences in a row are unchanged, they are folded."""


SIGNS = {"added": "+", "removed": "−", "changed": "~", "moved": "↷"}
"""The sign for each kind of change; kept sentences have none."""
TAGS = {"added": "ins", "removed": "del"}
"""The element for each kind of change."""
PAST = ("answered", "merged", "dropped", "vanished")
"""Questions of these kinds are no longer asked."""


class Listed(NamedTuple):
    """What became of one question."""

    kind: str
    title: str


class SectionRedline(NamedTuple):
    """A section of the brief with what became of its sentences."""

    key: str
    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Redline:
    """Everything that the page of a comparison shows."""

    before: Version
    after: Version
    comparison: Comparison
    kinds: Mapping[str, int]
    """How many sentences were added, removed, changed, kept or moved; 0 for other kinds."""
    sections: tuple[SectionRedline, ...]
    questions: tuple[Listed, ...]
    """Those that changed."""
    voices: tuple[VoiceChange, ...]
    """Those that were added, moved or removed."""
    sources: Markup
    """Those that were added or removed."""
    previous: int | None
    """The version before, if it has a redline too."""
    next: int | None
    """The version after."""

    def source_count(self, kind: str) -> int:
        """How many sources were added or removed."""
        return sum(change.kind == kind for change in self.comparison.sources)


def redline(chronicle: Chronicle, position: int) -> Redline:
    """What changed in the version at a position, which is not the first."""
    comparison = chronicle.comparisons[position - 1]
    before, after = chronicle.versions[position - 1], chronicle.versions[position]
    following = chronicle.versions[position + 1 : position + 2]
    told = _Lines(chronicle, before, after)
    lines = [(change.section, change.kind, told.line(change)) for change in comparison.changes]
    return Redline(
        before=before,
        after=after,
        comparison=comparison,
        kinds=Counter(kind for _, kind, _ in lines),
        sections=tuple(
            SectionRedline(key, SECTIONS.get(key, key), joined(_folded(found)))
            for key, found in groupby(lines, lambda line: line[0])
        ),
        questions=tuple(
            Listed(one.kind, chronicle.plain(one.before if one.kind in PAST else one.after))
            for one in comparison.questions
            if one.kind != "kept"
        ),
        voices=tuple(one for one in comparison.voices if one.kind != "kept"),
        sources=joined(_line(one.kind, _marked(TAGS[one.kind], f"<bdi>{escape(one.title)}</bdi>")) for one in comparison.sources),
        previous=before.version if position > 1 else None,
        next=following[0].version if following else None,
    )


def _folded(lines: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The lines of a section; neighbouring unchanged sentences are folded if there are many."""
    for kept, group in groupby(lines, lambda line: line[1] == "kept"):
        found = [html for _, _, html in group]
        if kept and len(found) > LONG_RUN:
            yield f"<details><summary>{len(found)} unchanged sentences</summary>"
            yield from found
            yield "</details>"
        else:
            yield from found


def _opening(kind: str) -> str:
    sign = SIGNS.get(kind, "")
    said = f'<span class="hide">{kind}: </span>' if sign else ""
    return f'<p class="line {kind}"><span class="sign" aria-hidden="true">{sign}</span>{said}<span>'


_OPENINGS = {kind: _opening(kind) for kind in ("kept", *SIGNS)}


def _line(kind: str, html: str) -> str:
    """A line of the redline."""
    return f"{_OPENINGS[kind]}{html}</span></p>"


def _marked(tag: str, html: str) -> str:
    """HTML in the element for its kind of change, if there is one."""
    return f"<{tag}>{html}</{tag}>" if tag else html


class _Lines:
    """Writes sentences with the citation numbers of the version that they belong to, as links to its sources."""

    def __init__(self, chronicle: Chronicle, before: Version, after: Version) -> None:
        old, new = (_links(chronicle, one, after) for one in (before, after))
        self._links = {"removed": old, "added": new, "kept": new, "moved": new}

    def line(self, change: Change) -> str:
        """The line of a sentence."""
        kind = change.kind
        if kind == "changed":
            return _line(kind, "".join([self._word(word) for word in change.words]))
        said, links, tag = change.after or change.before, self._links[kind], TAGS.get(kind, "")
        return _line(kind, "".join(_tagged(runs(said), links, tag)) if tag else spelt(said, links))

    def _word(self, word: Word) -> str:
        links, tag = self._links[word.kind], TAGS.get(word.kind, "")
        return "".join(
            [
                one
                for piece in pieces(word.text)
                for one in ([_marked(tag, links[key]) for key in piece.keys] or _with_figures(piece.text, tag))
            ]
        )


def _links(chronicle: Chronicle, version: Version, after: Version) -> Links:
    """The citations of a version, on the page of the redline into another."""
    here, there = urls.redline(chronicle.slug, after.version), urls.version(chronicle.slug, version.version)
    return Links(chronicle.analysed(version).numbers, urls.relative(here, there))


def _tagged(parts: Iterable[tuple[str, tuple[str, ...]]], links: Links, tag: str) -> Iterator[str]:
    """The parts of a sentence, each in an element of its own."""
    for words, keys in parts:
        if words:
            yield f"<{tag}>{words}</{tag}>"
        for key in keys:
            yield f"<{tag}>{links[key]}</{tag}>"


def _with_figures(text: str, tag: str) -> Iterator[str]:
    """Words; the figures of added and removed ones are bold, because readers look for them first."""
    end = 0
    for figure in figures(text) if tag else ():
        if figure.start > end:
            yield _marked(tag, escape(text[end : figure.start]))
        yield _marked(tag, f"<b>{escape(text[figure.start : figure.end])}</b>")
        end = figure.end
    if end < len(text):
        yield _marked(tag, escape(text[end:]))
