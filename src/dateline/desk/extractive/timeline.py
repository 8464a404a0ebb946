"""The timeline: what happened, at its own date, once, and what is announced for a day to come."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.core.citations import cited, plain
from dateline.core.model import Correction, Event
from dateline.core.text import similarity
from dateline.desk.extractive.candidates import EventCandidate, candidates, wording
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.record import StoryRecord
from dateline.desk.extractive.settling import SettledEvent, settled, stands, struck
from dateline.desk.statements import matter

MOST_NEW = 8
MOST_AHEAD = 4
"""The most new events of a version, and the most of these that are ahead."""
ALIKE = 0.4
"""From this Dice's coefficient on, two texts with the same date tell the same event."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline of a version, and what follows from it for other parts."""

    events: tuple[Event, ...]
    """The events, in order."""
    used: frozenset[Fact]
    """The facts that it quotes."""
    corrections: tuple[Correction, ...]
    """The events of the last version that a source took back."""
    changes: tuple[str, ...]
    """For `changes`: each event that was ahead and is not any more, and why."""


def timeline(record: StoryRecord, taken: Container[Fact]) -> Timeline:
    """The events of the last version that still hold, in their words, and the most telling new ones.

    Args:
        record: the state of the story.
        taken: the facts that the page quotes elsewhere.
    """
    last = record.last.timeline if record.last else ()
    found = sorted(candidates(record), key=lambda one: (-one.worth, one.fact.time))
    corrected = {event: correction for event in last if (correction := struck(event, record))}
    ended = settled(record, found)
    gone = {*corrected, *(one.event for one in ended if one.outcome != "kept")}
    kept = [event for event in last if event not in gone]
    replacing = [one.by for one in ended if one.by and one.outcome != "kept"]
    new = [*_new(kept, [*replacing, *(one for one in found if stands(one, record, found))], record, taken)]
    events = sorted((*kept, *(event for event, _ in new)), key=lambda one: one.date)
    used = {*(fact for event in kept for fact in record.quoted(event.text)), *(fact for _, fact in new if fact)}
    return Timeline(
        tuple(events),
        frozenset(used),
        tuple(corrected.values()),
        tuple(_change(one, record) for one in ended if one.outcome != "kept"),
    )


def _new(
    kept: Sequence[Event], found: Iterable[EventCandidate], record: StoryRecord, taken: Container[Fact]
) -> Iterator[tuple[Event, Fact | None]]:
    """The new events, the most telling first, each with the fact that it quotes."""
    texts = [event.text for event in kept]
    known = [EventCandidate(event.date, fact, event.ahead) for event in kept for fact in record.told(event.text)]
    count = ahead = 0
    for group in _groups(found, record):
        best = group[0]
        if count == MOST_NEW or (best.ahead and ahead == MOST_AHEAD) or _is_known(group, known, kept, record):
            continue
        text, fact = wording(_by_origin(group), record, taken)
        if text and text not in texts:
            texts.append(text)
            count, ahead = count + 1, ahead + best.ahead
            yield Event(_date(group, text), text, ahead=best.ahead), fact


def _groups(found: Iterable[EventCandidate], record: StoryRecord) -> list[list[EventCandidate]]:
    """The candidates by event, in the order of the best of each."""
    groups: list[list[EventCandidate]] = []
    for one in found:
        mine = next((group for group in groups if any(one.is_like(other, record) for other in group)), None)
        if mine is None:
            groups.append([one])
        elif all(other.fact.item is not one.fact.item for other in mine):
            mine.append(one)
    return groups


def _by_origin(group: Sequence[EventCandidate]) -> list[EventCandidate]:
    """The candidates of one event, the best origin first: with the precise day in its words, most carried, earliest."""
    return sorted(
        group,
        key=lambda one: (-len(one.date), not one.fact.days, -len(one.fact.cluster.copies), -one.worth, one.fact.time),
    )


def _date(group: Sequence[EventCandidate], text: str) -> str:
    """The date of the candidate that a text quotes."""
    return next(one.date for one in _by_origin(group) if one.fact.item.key in cited(text))


def _is_known(
    group: Sequence[EventCandidate], known: Sequence[EventCandidate], kept: Sequence[Event], record: StoryRecord
) -> bool:
    if any(one.is_like(other, record) or one.fact is other.fact for one in group for other in known):
        return True
    return any(
        one.date == event.date and similarity(matter(event.text), one.fact.words) >= ALIKE for one in group for event in kept
    )


def _change(one: SettledEvent, record: StoryRecord) -> str:
    date = record.say.date(one.event.date)
    return f"{record.say.say(one.outcome, date=date)} {plain(one.event.text)}"
