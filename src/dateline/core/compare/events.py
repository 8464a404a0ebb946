"""What happened to the events of a timeline."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from dateline.core.compare.alignment import same_words
from dateline.core.compare.outcome import EventChange
from dateline.core.compare.rewording import rewordings
from dateline.core.compare.typography import is_same
from dateline.core.model import Event, Version
from dateline.core.sentences import AnalysedText, Sentence, Texts

LEAST_IF_AHEAD = 0.6
"""The least similarity of an event that was ahead and what came of it on another day."""
LEAST_IF_PAST = 0.7
"""The least similarity of two entries of different days about one event of the past."""
LEAST_WITHIN_DAY = 0.5
"""The least share of an event's words in the entry of its day into which it went."""
LEAST_WITH_ITS_SOURCES = 0.25
"""The same if the entry now cites the event's sources too."""
LEAST_WITHIN = 0.75
"""The same for an entry of another day."""
LEAST_WORDS = 3
"""An event went into an entry only if the entry has so many of its words."""

_OnItsDay = tuple[Event, AnalysedText]


def event_changes(before: Version, after: Version, texts: Texts) -> Iterator[EventChange]:
    """The events in the later order, then those that were removed or merged into others."""
    old, new = ([(event, texts[event.text]) for event in version.timeline] for version in (before, after))
    partner = _partners(old, new)
    for j, event in enumerate(after.timeline):
        was = before.timeline[partner[j]] if j in partner else None
        yield EventChange(_event_kind(was, event), was, event)
    entries = [(one, old[partner[j]][1] if j in partner else AnalysedText("")) for j, one in enumerate(new)]
    for i in sorted(set(range(len(old))) - set(partner.values())):
        into = next((entry for (entry, said), was in entries if _went_into(old[i], (entry, said), was)), None)
        yield EventChange("merged" if into else "removed", old[i][0], into)


def _partners(old: list[_OnItsDay], new: list[_OnItsDay]) -> Mapping[int, int]:
    """Place of a later event → place of the earlier one: those of one day are paired first."""
    by_day = ([Sentence("timeline", "", event.date, 0, said) for event, said in side] for side in (old, new))
    sides = tuple(by_day)
    partner = {j: one.before for j, one in same_words(*sides).items()}
    for is_of_day in (True, False):
        taken = set(partner.values())
        gone, come = (
            {place: one if is_of_day else one._replace(group="") for place, one in enumerate(side) if place not in known}
            for side, known in zip(sides, (taken, partner), strict=True)
        )
        found = rewordings(gone, come, may_pair=lambda i, j: _may_be_one(old[i], new[j]))
        partner |= {j: i for (i,), (j,) in found}
    return partner


def _may_be_one(was: _OnItsDay, now: _OnItsDay) -> bool:
    """Whether two entries with similar words may be about one event: on another day, they must be more similar."""
    (before, old), (after, new) = was, now
    if _is_of_its_day(before, after):
        return True
    similarity = 2 * len(old.bag.keys() & new.bag.keys()) / (len(old.bag) + len(new.bag))
    if before.ahead:
        return similarity >= LEAST_IF_AHEAD
    figures, others = _figures(old), _figures(new)
    return similarity >= LEAST_IF_PAST and (figures <= others or others <= figures)


def _is_of_its_day(before: Event, after: Event) -> bool:
    """Whether two dates may be the same, one of them more precise."""
    return before.date.startswith(after.date) or after.date.startswith(before.date)


def _went_into(gone: _OnItsDay, entry: _OnItsDay, was: AnalysedText) -> bool:
    """Whether an entry has the words of an event that is gone, and did not have them before, when it was `was`."""
    (before, old), (after, new) = gone, entry
    come = old.bag.keys() & new.bag.keys()
    if len(come) < LEAST_WORDS or len(come - was.bag.keys()) < LEAST_WORDS - 1:
        return False
    within = len(come) / len(old.bag)
    if not _is_of_its_day(before, after):
        return within >= LEAST_WITHIN and _figures(old) <= _figures(new)
    brings_its_sources = set(old.citations) <= set(new.citations) and not set(old.citations) <= set(was.citations)
    return within >= (LEAST_WITH_ITS_SOURCES if brings_its_sources else LEAST_WITHIN_DAY)


def _figures(said: AnalysedText) -> frozenset[tuple[str, Decimal]]:
    return frozenset((one.unit, one.value) for one in said.figures)


_EventOutcome = Literal["added", "kept", "changed", "redated", "happened", "settled", "moved"]


def _event_kind(was: Event | None, event: Event) -> _EventOutcome:
    if was is None:
        return "added"
    if was.ahead and not event.ahead:
        return "settled" if event.date < was.date[: len(event.date)] else "happened"
    if was.date != event.date:
        return "moved" if was.ahead else "redated"
    return "kept" if was.ahead == event.ahead and is_same(was.text, event.text) else "changed"
