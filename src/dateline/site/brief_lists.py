"""The sections of a brief that are lists: questions, events, voices and tensions.

What repeats on the page is written here, as rows of HTML; the template sets the rows into their sections.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import escape

from dateline.core.anchors import event_anchors
from dateline.core.model import ClosedQuestion, Tension, Version
from dateline.site.ages import after, age
from dateline.site.chronicle import Chronicle, Standing, spoken
from dateline.site.dates import dated, until_when
from dateline.site.speller import Speller
from dateline.site.words import N_, _, capitalised

TWO_SIDES = 2
"""A tension with this many sides is shown in two columns."""
_FORESEEN = {"held": N_("as foreseen"), "partly": N_("partly as foreseen"), "failed": N_("not as foreseen")}
"""How far what a question foresaw came, in words."""
_ENDED = {
    "answered": N_("answered in version {n}"),
    "merged": N_("merged in version {n}"),
    "dropped": N_("dropped in version {n}"),
}
"""What became of a question, in words."""


@dataclass(frozen=True)
class BriefLists:
    """The rows of a version."""

    chronicle: Chronicle
    """The story."""
    position: int
    """That of the version."""
    speller: Speller
    """What numbers the citations of the page."""

    @cached_property
    def version(self) -> Version:
        """The version."""
        return self.chronicle.versions[self.position]

    @cached_property
    def _filed(self) -> Mapping[int, str]:
        return {one.version: one.published for one in self.chronicle.versions}

    def _age(self, section: str, id_: str) -> Standing:
        return self.chronicle.ages[self.position][section, id_]

    def questions(self) -> Iterator[str]:
        """The open questions, each with its age and the date by which it should be known."""
        for i, one in enumerate(self.version.open_questions):
            told = self.speller.prose("open_questions", f"open_questions[{i}].text", one.text).inline
            since = self._age("open_questions", one.id).since
            days = age(self._filed[since], self.version.published)
            is_new = self.position and since == self.version.version
            is_again = is_new and self.chronicle.was_told(self.position, "open_questions", one.id)
            new = _("Asked again in version {n}", n=since) if is_again else _("New in version {n}", n=since)
            said = new if is_new else _(", #list").join(filter(None, (_("Open since version {n}", n=since), days)))
            due = f" · {_('should be known {when}', when=until_when(one.due))}" if one.due else ""
            yield f'<li id="q-{escape(one.id)}"><p>{told}</p>\n<p class="role">{said}{due}</p></li>'

    def closed(self) -> Iterator[str]:
        """The questions that the version closed, with the answers."""
        before = self.chronicle.versions[self.position - 1] if self.position else self.version
        asked = {one.id: one.text for one in before.open_questions}
        for one in self.version.closed_questions:
            told = self.speller.prose("closed_questions", "", one.text, is_marked=False).inline
            words = escape(self.chronicle.plain(asked[one.id]) if one.id in asked else spoken(one.id))
            sign = "answered" if one.outcome == "answered" else "ended"
            yield f'<li class="{sign}"><p>{words} {told}</p>\n<p class="role">{self._ending(one)}</p></li>'

    def _ending(self, one: ClosedQuestion) -> str:
        """Since when a question was open, and what became of it."""
        before = self.chronicle.ages[self.position - 1] if self.position else {}
        asked = before.get(("open_questions", one.id))
        days = after(self._filed[asked.since], self.version.published) if asked else ""
        told = [_("asked in version {n}", n=asked.since)] if asked else []
        told.append(" ".join(filter(None, (_(_ENDED[one.outcome], n=self.version.version), days))))
        told += [_(_FORESEEN[one.verdict])] if one.verdict else []
        return capitalised(_(", #list").join(told))

    def events(self, *, is_ahead: bool) -> Iterator[str]:
        """The events that are ahead, or the others; the newest first."""
        year = self.version.published[:4]
        rows = [*zip(self.version.timeline, event_anchors(self.version.timeline), strict=True)]
        for i, (one, id_) in reversed([*enumerate(rows)]):
            if one.ahead != is_ahead:
                continue
            told = self.speller.prose("timeline", f"timeline[{i}].text", one.text)
            states = ["fresh"] * bool(self.position and told.since == self.version.version) + ["ahead"] * one.ahead
            state = f' class="{" ".join(states)}"' if states else ""
            yield f'<li id="{id_}"{state}>{dated(one.date, year, has_weekday=True)}\n<p>{told.inline}</p></li>'

    def voices(self) -> Iterator[str]:
        """Each voice with its view and how that moved."""
        for i, one in enumerate(self.version.perspectives):
            role = f"<bdi>{escape(one.role)}</bdi> · " if one.role else ""
            view = self.speller.prose("perspectives", f"perspectives[{i}].view", one.view)
            moved = self.speller.prose("perspectives", f"perspectives[{i}].evolution", one.evolution, is_marked=False)
            evolution = f'<p class="role">{moved.inline}</p>\n' if moved else ""
            yield (
                f'<div class="voice" id="voice-{escape(one.id)}">\n<h3><bdi>{escape(one.voice)}</bdi></h3>\n'
                f'<p class="role">{role}{self._heard(one.id)}</p>\n{view.html}{evolution}'
                f"{self._beside('perspectives', one.sources, one.view, one.evolution)}</div>"
            )

    def _heard(self, id_: str) -> str:
        """Since when a voice has been heard, and when its view changed."""
        stands = self._age("perspectives", id_)
        if self.position and stands.since == self.version.version:
            return _("heard again") if self.chronicle.was_told(self.position, "perspectives", id_) else _("new voice")
        if stands.worded == stands.since:
            return _("heard since version {n}", n=stands.since)
        return _("heard since version {n}, view changed in version {changed}", n=stands.since, changed=stands.worded)

    def tensions(self) -> Iterator[str]:
        """Each tension: what it is about, and its sides if they are told apart."""
        for i, one in enumerate(self.version.tensions):
            head = f"<h3><bdi>{escape(one.title)}</bdi></h3>\n" if one.title else ""
            told = self.speller.prose("tensions", f"tensions[{i}].text", one.text).html
            sides = f'<p class="against">{_("against")}</p>\n'.join(self._sides(i, one))
            two = " two" * (len(one.sides) == TWO_SIDES)
            against = f'<div class="sides{two}">\n{sides}</div>\n' if sides else ""
            beside = self._beside("tensions", one.sources, one.text, *(side.text for side in one.sides))
            yield f'<div class="tension" id="tension-{escape(one.id)}">\n{head}{told}{against}{beside}</div>'

    def _sides(self, number: int, tension: Tension) -> Iterator[str]:
        """Each side with its name, which leads to its voice if it is one, and the day of the newest source that it cites."""
        days = {source.key: source.date or "" for source in self.version.sources}
        names = {voice.id: voice.voice for voice in self.version.perspectives}
        for i, side in enumerate(tension.sides):
            name = f"<bdi>{escape(names.get(side.who, side.who))}</bdi>"
            who = f'<a class="bare" href="#voice-{side.who}">{name}</a>' if side.who in names else name
            told = self.speller.prose("tensions", f"tensions[{number}].sides[{i}].text", side.text)
            newest = max((days.get(key, "") for key in self.speller.keys(side.text)), default="")
            day = f", {dated(newest, self.version.published[:4])}" if newest else ""
            yield f'<div><p class="role"><b>{who}</b>{day}</p>\n{told.html}</div>\n'

    def _beside(self, section: str, keys: tuple[str, ...], *texts: str) -> str:
        """The sources that are listed with texts and not cited in them."""
        told = self.speller.beside(section, keys, *texts)
        return f'<p class="role">{_("also")} {told}</p>' if told else ""
