"""The events of a timeline as rows of HTML."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.model import Correction, Event, Version
from dateline.core.outlets import outlet_of
from dateline.core.text import find_quote
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import dated, in_words
from dateline.site.happenings import Happening
from dateline.site.prose import Links, spelt
from dateline.site.words import N_, _

LEAST_NAMED = 0.5
"""The least share of an event's words that a correction quotes, if it is about that event."""

NEW = N_("New")
"""The label of the filter for what the newest version tells first."""
_DAY = len("2026-03-27")


class TimelineRow(NamedTuple):
    """An event, ready to be shown."""

    date: str
    names: tuple[str, ...]
    """The voices and outlets that it can be found by."""
    state: str
    """Some of `wrong`, `gone`, `span` for a month or a year, `new` and `ahead`; or none."""
    filter: str
    """The label of the filter for what is new, if it is."""
    start: str
    """The row as HTML up to its classes."""
    rest: str

    @property
    def is_new(self) -> bool:
        """Whether the newest version tells it first."""
        return bool(self.filter)

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come."""
        return "ahead" in self.state

    @property
    def is_corrected(self) -> bool:
        """Whether a later version says that it was wrong."""
        return "wrong" in self.state

    def html(self, classes: Mapping[str, str]) -> str:
        """The row; `classes` has the class for each filter."""
        found = [classes[name] for name in (self.filter, *self.names) if name in classes]
        marked = f' class="{names}"' if (names := " ".join(filter(None, (self.state, *found)))) else ""
        return f"{self.start}{marked}{self.rest}"


class Teller:
    """A version whose words events have; their citations lead to its page."""

    def __init__(self, here: str, chronicle: Chronicle, version: Version) -> None:
        analysed = chronicle.analysed(version)
        self._texts = analysed.texts
        self._here = here
        self._chronicle = chronicle
        self._version = version
        self._links = Links(analysed.numbers, urls.relative(here, urls.version(chronicle.slug, version.version)))
        self._newest = chronicle.latest.version if chronicle.latest is not chronicle.first else 0
        self._year = chronicle.latest.published[:4]
        self._outlets = {one.key: outlet_of(one) for one in version.sources}

    def row(self, one: Happening, anchor: str) -> TimelineRow:
        """An event, with who reports it and which versions have it."""
        event = one.event
        told = " ".join(spelt(each, self._links) for each in chain.from_iterable(self._texts[event.text].paragraphs))
        mistake = self._mistake(one)
        states = ["wrong"] * bool(mistake) or ["gone"] * bool(one.until)
        states += (
            ["span"] * (len(event.date) < _DAY)
            + ["new"] * (one.since == self._newest)
            + ["ahead"] * (event.ahead and not one.until)
        )
        outlets = self._reported(event)
        said = " · ".join((*(f"<bdi>{escape(name)}</bdi>" for name in outlets), *self._noted(one, mistake)))
        note = f'\n<p class="small">{said}</p>' if said else ""
        return TimelineRow(
            event.date,
            tuple(dict.fromkeys((*self._voices(event), *outlets))),
            " ".join(states),
            _(NEW) if "new" in states else "",
            f'<li id="{anchor}"',
            f">{dated(event.date, self._year, has_weekday=event.date.startswith(self._year))}\n<p>{told}</p>{note}</li>",
        )

    def _noted(self, one: Happening, mistake: tuple[int, Correction] | None) -> Iterator[str]:
        """Its earlier dates, and since when or until when it is told; only what is not so for most events."""
        if before := one.moves[:-1]:
            yield _("was {dates}", dates=_(", then #dates").join(escape(in_words(date, self._year)) for date in before))
        if mistake:
            number, right = mistake
            yield _("Corrected in {version}: {now}", version=self._link(number), now=right.now)
        elif one.until:
            yield _("last told in {version}", version=self._link(one.until))
        elif one.since == self._newest:
            yield f"<b>{_('new in version {n}', n=one.since)}</b>"
        elif one.since != self._chronicle.first.version:
            yield _("since version {n}", n=one.since)

    def _link(self, number: int) -> Markup:
        href = urls.relative(self._here, urls.version(self._chronicle.slug, number))
        return Markup('<a href="{}">{}</a>').format(href, _("version {n}", n=number))

    def _reported(self, event: Event) -> tuple[str, ...]:
        """The outlets that it cites."""
        keys = self._texts[event.text].citations
        return tuple(dict.fromkeys(filter(None, (self._outlets.get(key, "") for key in keys))))

    def _voices(self, event: Event) -> Iterator[str]:
        """The voices that it names, if they speak in a source that it cites."""
        said = self._texts[event.text]
        for name, keys in self._speakers:
            names = (name, *name.split()[-1:])
            if keys.intersection(said.citations) and any(find_quote(one, said.plain) for one in names):
                yield name

    @cached_property
    def _speakers(self) -> list[tuple[str, frozenset[str]]]:
        """The voices, each with the sources in which it speaks."""
        return [(one.voice, frozenset((*one.sources, *self._texts[one.view].citations))) for one in self._version.perspectives]

    def _mistake(self, one: Happening) -> tuple[int, Correction] | None:
        """The correction of an event that is not told any more, with the number of the version that has it."""
        said = self._texts[one.event.text].plain
        found = (
            (number, correction)
            for wrong in range(one.since, (one.until or 0) + 1)
            for number, correction in self._chronicle.corrections_of(wrong)
            if number > (one.until or 0) and _names(self._chronicle.plain(correction.was), said)
        )
        return next(found, None)


def _names(was: str, said: str) -> bool:
    """Whether a correction is about an event: it quotes all of it, or at least half."""
    return find_quote(said, was) or (len(was) >= LEAST_NAMED * len(said) and find_quote(was, said))
