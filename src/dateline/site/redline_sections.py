"""The sections of a redline: corrections, questions and voices, then those of the brief, and the sources."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.compare import Change, QuestionChange
from dateline.core.model import SECTIONS, Version
from dateline.site import figures
from dateline.site.beside import from_whom_of
from dateline.site.chronicle import OUTCOMES, Chronicle
from dateline.site.corrections import corrected
from dateline.site.dates import in_words, until_when
from dateline.site.facts import told
from dateline.site.redline_lines import RedlineWriter, SentenceLine, line_kinds, words_beside
from dateline.site.rows import joined
from dateline.site.words import N_, _, _n, capitalised

LONG_RUN = 2
"""If more sentences in a row are unchanged, they are folded."""
_ELSEWHERE = ("open_questions", "sources")
"""The sections of a brief that have other lists here."""
_CLOSED = {"answered": N_("Answered"), "merged": N_("Merged"), "dropped": N_("Dropped")}


class RedlineSection(NamedTuple):
    """A part of the page."""

    key: str
    title: str
    changed: str
    """How much of it has changed, as the contents say it; empty if nothing has."""
    html: Markup
    """Its lines."""
    tally: str = ""
    """How much of it is new, as its head says it."""
    is_same: bool = False
    """Whether nothing in it has changed, so that the view New leaves it out."""


class SectionMaker:
    """Makes the sections of one redline."""

    def __init__(self, chronicle: Chronicle, position: int) -> None:
        """Compares the version at a position, which is not the first, with the one before."""
        self._chronicle, self._position = chronicle, position
        self._comparison = comparison = chronicle.comparisons[position - 1]
        self._before, self._after = chronicle.versions[position - 1 : position + 1]
        self._year = self._after.published[:4]
        self._writer = RedlineWriter(chronicle, position)
        notes = {one.id: self._due(*one.due) for one in comparison.questions if one.is_due_anew}
        told = zip(comparison.changes, chronicle.at(position, line_kinds), chronicle.at(position, words_beside), strict=True)
        self._lines = [self._writer.sentence(*one, notes.get(_question(one[0]), "")) for one in told]
        """Every sentence of both versions."""

    def sections(self) -> Iterator[RedlineSection]:
        """Those that have anything to show."""
        one = self._comparison
        asked = sum(each.kind != "kept" for each in one.questions)
        cited = sum(each.kind == "added" for each in one.sources)
        heard = sum(each.kind in ("new", "departed", "vanished") for each in one.voices)
        right = [*self._corrections()]
        figured = [*figures.changes(self._chronicle, self._position, told(self._chronicle, self._position))]
        if figured:
            html = Markup('<dl class="news">\n{}\n</dl>').format(joined(figured))
            yield RedlineSection("figures", _("Figures and dates"), f"{len(figured)}", html)
        yield from _listed("corrections", _("Corrections"), right, f"{len(right)}")
        is_same = all(line.kind == "same" for line in self._lines if line.change.section == "open_questions")
        yield from _listed("questions", _("Questions"), self._questions(), f"{asked or ''}", is_same=is_same)
        yield from _listed("voices", _("Voices"), self._voices(), f"{heard}")
        for key, found in groupby(self._lines, lambda each: each.change.section):
            if key not in _ELSEWHERE:
                yield self._told(key, [*found])
        yield from _listed("sources", _(SECTIONS["sources"]), self._sources(), f"{cited or ''}")

    def _told(self, key: str, found: Sequence[SentenceLine]) -> RedlineSection:
        """A section of the brief, with the names of its voices, the titles of its tensions and the days of its events."""
        new = sum(one.change.is_fresh for one in found)
        every = sum(bool(one.change.now) and not one.change.is_repeated for one in found)
        parts: dict[str, list[SentenceLine]] = {}
        for one in found:
            parts.setdefault(self._part(one), []).append(one)
        rows = (row for part in parts.values() for row in _named(self._name(part), part))
        html = joined(chain(rows, _gone(found)))
        is_same = all(one.kind == "same" for one in found)
        return RedlineSection(key, _(SECTIONS[key]), f"{new or ''}", html, _("{some} of {n}", some=new, n=every), is_same)

    def _part(self, line: SentenceLine) -> str:
        """What a sentence belongs to: the id of a voice or a tension, or a day; empty if it belongs to none."""
        version, at = self._stands(line)
        return version.timeline[at].date if line.change.section == "timeline" else " ".join(line.change.group.split()[1:2])

    def _name(self, part: Sequence[SentenceLine]) -> str:
        """The name of a voice, the title of a tension or a day, as the later version has it, above its sentences."""
        line = next((one for one in part if one.change.now), part[0])
        version, at = self._stands(line)
        if line.change.section == "perspectives":
            return f"<bdi>{escape(version.perspectives[at].voice)}</bdi>"
        if line.change.section == "tensions":
            return escape(version.tensions[at].title or "")
        return escape(in_words(version.timeline[at].date, self._year)) if line.change.section == "timeline" else ""

    def _stands(self, line: SentenceLine) -> tuple[Version, int]:
        """The version that has a sentence, the later one if both have it, and the place of its entry in a list."""
        place = line.change.at.partition("[")[2].partition("]")[0]
        return self._after if line.change.now else self._before, int(place or 0)

    def _corrections(self) -> Iterator[str]:
        """Mistakes of earlier versions that the later one corrects."""
        for one in self._chronicle.once(corrected):
            if one.by == self._after.version:
                said = _("{versions} said: {was}", versions=capitalised(one.versions), was=one.was)
                note = " ".join(filter(None, (said, one.why, one.after)))
                yield self._writer.line("edit", escape(one.now), f"<small>{escape(note)}</small>")

    def _questions(self) -> Iterator[str]:
        """The questions that are asked, and those that no longer are."""
        closed = [one for one in self._comparison.questions if one.kind in (*_CLOSED, "vanished")]
        ids = {one.id for one in closed}
        yield from map(self._closed, closed)
        for line in self._lines:
            if line.change.section == "open_questions" and not (line.kind == "gone" and _question(line.change) in ids):
                yield line.html

    def _closed(self, one: QuestionChange) -> str:
        """A question that is no longer asked, and why."""
        asked = escape(self._chronicle.plain(one.before))
        if one.kind == "answered":
            return self._writer.line("done", asked, f"<small>{self._outcome(one)}</small>")
        return self._writer.line("past", f"<del>{asked}</del>", f"<small>{self._outcome(one)}</small>")

    def _outcome(self, one: QuestionChange) -> str:
        if one.kind == "vanished":
            return _("Version {n} does not say why it is no longer asked.", n=self._after.version)
        became = ", ".join(filter(None, (_(_CLOSED[one.kind]), one.verdict and _(OUTCOMES[one.verdict]))))
        return f"{became}: {self._writer.spelt(one.after)}" if one.after else became

    def _due(self, before: str, after: str) -> str:
        """The new date at which a question should be known."""
        now = _("Should be known {when}", when=until_when(after)) if after else _("No date any more")
        return escape(_("{now}; was {before}", now=now, before=until_when(before)) if before else now)

    def _voices(self) -> Iterator[str]:
        """Voices that are new, and those that are no longer heard."""
        new = [f"<bdi>{escape(one.voice)}</bdi>" for one in self._comparison.voices if one.kind == "new"]
        if new:
            yield self._writer.line("add", ", ".join(new))
        for one in self._comparison.voices:
            if one.kind in ("departed", "vanished"):
                why = one.after or _("Version {n} does not say why.", n=self._after.version)
                yield self._writer.line("past", f"<del><bdi>{escape(one.voice)}</bdi></del>", f"<small>{escape(why)}</small>")

    def _sources(self) -> Iterator[str]:
        """Sources that were added, and those that are gone, folded."""
        by_key = {one.key: one for one in self._after.sources}
        changes = self._comparison.sources
        for source in (by_key[one.key] for one in changes if one.kind == "added"):
            from_whom = f"<small>{from_whom_of(source, self._year)}</small>"
            yield self._writer.line("add", f"<bdi>{escape(source.title)}</bdi>", from_whom)
        gone = [f"<del><bdi>{escape(one.title)}</bdi></del>" for one in changes if one.kind == "removed"]
        if gone:
            yield _folded(
                "", _n(len(gone), "{n} source gone", "{n} sources gone"), (self._writer.line("past", one) for one in gone)
            )


def _listed(key: str, title: str, rows: Iterable[str], changed: str, *, is_same: bool = False) -> Iterator[RedlineSection]:
    html = joined(rows)
    if html:
        yield RedlineSection(key, title, changed, html, is_same=is_same)


def _named(name: str, found: Sequence[SentenceLine]) -> Iterator[str]:
    """Lines below what they belong to; neighbouring unchanged ones are folded if there are many."""
    if name:
        is_folded = all(one.is_folded for one in found)
        yield f"<h3{' class=same' * is_folded}>{name}</h3>"
    for is_same, group in groupby(found, lambda one: one.kind == "same"):
        rows = [one.html for one in group]
        if is_same and len(rows) > LONG_RUN:
            yield _folded("same", _n(len(rows), "{n} sentence unchanged", "{n} sentences unchanged"), rows)
        else:
            yield from rows


def _gone(found: Iterable[SentenceLine]) -> Iterator[str]:
    """The sentences that are gone, folded; only the view New shows them here."""
    gone = [one.change.was.said.plain for one in found if one.kind == "gone" and one.change.was]
    rows = [f'<p class="l"><del>{escape(one)}</del></p>' for one in gone]
    if rows:
        yield _folded("past", _n(len(rows), "{n} sentence gone", "{n} sentences gone"), rows)


def _folded(kind: str, said: str, rows: Iterable[str]) -> str:
    return f"<details{f' class={kind}' if kind else ''}><summary>{said}</summary>\n{joined(rows)}\n</details>"


def _question(change: Change) -> str:
    """The id of the question that a sentence belongs to; empty if it belongs to none."""
    section, _space, rest = change.group.partition(" ")
    return rest.partition(" ")[0] if section == "open_questions" else ""
