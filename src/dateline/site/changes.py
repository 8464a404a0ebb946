"""The redline from one version to the next: sentence by sentence, with unchanged sentences folded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.citations import pieces
from dateline.core.compare import SETTLED, Change, Comparison, Word
from dateline.core.model import SECTIONS, Correction, Version
from dateline.core.text import figures
from dateline.site import figures as figures_of
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.prose import Links, spelt
from dateline.site.rows import joined

LONG_RUN = 2
"""If more sentences in a row are unchanged, they are folded."""


SIGNS = {"added": "+", "removed": "−", "changed": "~", "moved": "↷"}
"""The sign for each kind of change; kept sentences have none."""
PAST = ("answered", "merged", "dropped", "vanished")
"""Questions of these kinds are no longer asked."""


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
    kinds_of_sources: Mapping[str, int]
    """How many sources were added or removed."""
    sections: tuple[SectionRedline, ...]
    corrections: Markup
    """Mistakes of earlier versions that the later one corrects."""
    figures: Markup
    """Those that changed."""
    ahead: Markup
    """What was ahead and has happened or was moved."""
    questions: Markup
    """Those that changed."""
    voices: Markup
    """Those that were added, moved or removed."""
    sources: Markup
    """Those that were added or removed."""
    previous: int | None
    """The version before, if it has a redline too."""
    next: int | None
    """The version after."""


def redline(chronicle: Chronicle, position: int) -> Redline:
    """What changed in the version at a position, which is not the first."""
    comparison = chronicle.comparisons[position - 1]
    before, after = chronicle.versions[position - 1], chronicle.versions[position]
    following = chronicle.versions[position + 1 : position + 2]
    sides = _sides(chronicle, before, after)
    lines = [_sentence(change, sides) for change in comparison.changes]
    return Redline(
        before=before,
        after=after,
        comparison=comparison,
        kinds=Counter([kind for _, kind, _ in lines]),
        kinds_of_sources=Counter([one.kind for one in comparison.sources]),
        sections=tuple(
            SectionRedline(key, SECTIONS.get(key, key), joined(_folded(found))) for key, found in groupby(lines, itemgetter(0))
        ),
        corrections=joined(map(_corrected, comparison.corrections)),
        figures=joined(figures_of.changes(comparison)),
        ahead=joined(_settled(chronicle, comparison)),
        questions=joined(_questions(chronicle, comparison)),
        voices=joined(_changed(one.kind, f"<bdi>{escape(one.voice)}</bdi>") for one in comparison.voices if one.kind != "kept"),
        sources=joined(_line(one.kind, sides[one.kind].around(f"<bdi>{escape(one.title)}</bdi>")) for one in comparison.sources),
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


def _questions(chronicle: Chronicle, comparison: Comparison) -> Iterator[str]:
    for one in comparison.questions:
        if one.kind != "kept":
            said = escape(chronicle.plain(one.before if one.kind in PAST else one.after))
            verdict = f' <span class="chip">{one.verdict}</span>' if one.verdict else ""
            yield _changed(one.kind, f"{said}{verdict}{_due(*one.due) if one.is_due_anew else ''}")


def _due(before: str, after: str) -> str:
    """The new date at which a question should be known."""
    was = f"<del>{escape(before)}</del> → " if before else ""
    return f" (due: {was}{f'<ins>{escape(after)}</ins>' if after else 'no date'})"


def _settled(chronicle: Chronicle, comparison: Comparison) -> Iterator[str]:
    for one in comparison.events:
        if one.before and one.after and one.kind in SETTLED:
            dates = " → ".join(f"<time>{date}</time>" for date in dict.fromkeys((one.before.date, one.after.date)))
            yield _changed(one.kind, f"{dates} {escape(chronicle.plain(one.after.text))}")


def _corrected(one: Correction) -> str:
    why = f" {escape(one.why)}" if one.why else ""
    return f"<li>Version {one.of}: <del>{escape(one.was)}</del> → <ins>{escape(one.now)}</ins>{why}</li>"


def _changed(kind: str, html: str) -> str:
    """A question, voice or event, and what became of it."""
    return f'<li><span class="chip">{kind}</span> {html}</li>'


def _opening(kind: str) -> str:
    sign = SIGNS.get(kind, "")
    said = f'<span class="hide">{kind}: </span>' if sign else ""
    return f'<p class="line {kind}"><span class="sign" aria-hidden="true">{sign}</span>{said}<span>'


_OPENINGS = {kind: _opening(kind) for kind in ("kept", *SIGNS)}


def _line(kind: str, html: str) -> str:
    """What became of a sentence or source."""
    return f"{_OPENINGS[kind]}{html}</span></p>"


class _Side(NamedTuple):
    """How the words of one version are written: each run of words, figure and citation in an element of its own."""

    before: str
    after: str
    links: Links
    """The citations of the version."""

    def around(self, html: str) -> str:
        """HTML in the element."""
        return f"{self.before}{html}{self.after}"

    def spelt(self, sentence: str) -> str:
        """A whole sentence."""
        return spelt(sentence, self.links, self.before, self.after)


def _sides(chronicle: Chronicle, before: Version, after: Version) -> Mapping[str, _Side]:
    """For each kind of change, how its words are written; they have the citation numbers of their own version."""
    here = urls.redline(chronicle.slug, after.version)
    sides = {}
    for kind, version, tag in (("removed", before, "del"), ("added", after, "ins"), ("kept", after, "")):
        around = (f"<{tag}>", f"</{tag}>") if tag else ("", "")
        there = urls.relative(here, urls.version(chronicle.slug, version.version))
        sides[kind] = _Side(*around, Links(chronicle.analysed(version).numbers, there, *around))
    return {**sides, "moved": sides["kept"]}


def _sentence(change: Change, sides: Mapping[str, _Side]) -> tuple[str, str, str]:
    """The section of a sentence, what became of it, and its line."""
    kind, stands = change.kind, change.now or change.was
    assert stands
    if change.is_whole:
        return stands.section, kind, joined(_wordings(change, sides))
    if kind == "changed":
        told = "".join([part for word in change.words for part in _word(word, sides[word.kind])])
    else:
        told = sides[kind].spelt(stands.text)
    return stands.section, kind, _line(kind, told)


def _wordings(change: Change, sides: Mapping[str, _Side]) -> Iterator[str]:
    """A line for the later wording and one for the earlier, which share too little to mark words, or have several parts."""
    if not change.is_repeated:
        told = sides["added"].spelt(change.after)
        if change.is_divided:
            told = "".join([part for word in change.marked for part in _word(word, sides[word.kind])])
        yield _line("changed", told)
    before = f": {sides['removed'].spelt(change.before)}" if change.is_first else "."
    yield f'<p class="line small"><span>{_capitalised(change.origin(escape))}{before}</span></p>'


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _word(word: Word, side: _Side) -> Iterator[str]:
    """A run of words in a changed sentence; the figures of added and removed ones are bold, as readers look for them first."""
    for piece in pieces(word.text):
        yield from (side.links[key] for key in piece.keys)
        end = 0
        for figure in () if piece.keys or word.kind == "kept" else figures(piece.text):
            if figure.start > end:
                yield side.around(escape(piece.text[end : figure.start]))
            yield side.around(f"<b>{escape(piece.text[figure.start : figure.end])}</b>")
            end = figure.end
        if end < len(piece.text) and not piece.keys:
            yield side.around(escape(piece.text[end:]))
