"""The events of a story through all its versions."""

from dataclasses import dataclass, replace

from dateline.core.compare import Comparison
from dateline.core.model import Event
from dateline.site.chronicle import Chronicle


@dataclass(frozen=True, slots=True)
class Happening:
    """One event through the versions."""

    event: Event
    """The event in its latest words."""
    since: int
    """The first version that has it."""
    until: int | None
    """The last version that has it; None if the newest has it."""
    earlier_dates: tuple[str, ...] = ()
    """Its dates in earlier versions, if they differ."""
    teller: int = 0
    """The version whose words these are; its citation numbers apply."""

    @property
    def moves(self) -> tuple[str, ...]:
        """Its dates, one after the other, without those that a later one only makes more precise; one if it never moved."""
        dates = (*self.earlier_dates, self.event.date)
        return tuple(one for one, after in zip(dates, (*dates[1:], ""), strict=True) if not (after and is_within(one, after)))


def is_within(a: str, b: str) -> bool:
    """Whether two dates may be the same, one of them more precise."""
    return a.startswith(b) or b.startswith(a)


@dataclass(frozen=True, slots=True)
class Happenings:
    """All events of a story."""

    told: tuple[tuple[Happening, ...], ...]
    """For each version, its events in the order of its timeline, as they were then."""
    every: tuple[Happening, ...]
    """Every event of every version, by date."""


def happenings(chronicle: Chronicle) -> Happenings:
    """The events of a story; call it by `chronicle.once`."""
    first = chronicle.first
    now = [(event, Happening(event, first.version, None, (), first.version)) for event in first.timeline]
    gone: list[Happening] = []
    told = [tuple(one for _, one in now)]
    for comparison in chronicle.comparisons:
        now, ended = _carried(now, comparison)
        gone += ended
        told.append(tuple(one for _, one in now))
    return Happenings(tuple(told), tuple(sorted((*gone, *told[-1]), key=lambda one: one.event.date)))


_Told = list[tuple[Event, Happening]]


def _carried(told: _Told, comparison: Comparison) -> tuple[_Told, list[Happening]]:
    """The events of the later version, and those that it no longer has."""
    left, now = list(told), []
    for change in comparison.events:
        was = next((row for row in left if row[0] == change.before), None)
        if was and change.after:
            left.remove(was)
        if change.after is None or change.kind == "merged":
            continue
        now.append((change.after, _continued(was[1] if was else None, change.after, comparison.to_version)))
    return now, [replace(one, until=comparison.from_version) for _, one in left]


def _continued(was: Happening | None, event: Event, number: int) -> Happening:
    if was is None:
        return Happening(event, number, None, (), number)
    dates = was.earlier_dates if was.event.date == event.date else (*was.earlier_dates, was.event.date)
    return Happening(event, was.since, None, dates, number)
