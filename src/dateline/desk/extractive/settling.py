"""Settling: what became of the events that the last version had ahead, and which of its events a correction took back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.core.citations import plain
from dateline.core.model import Correction, Event
from dateline.core.outlets import outlet
from dateline.desk.extractive.candidates import EventCandidate
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.record import LEAST_SHARED, StoryRecord
from dateline.desk.statements import quotation

SAME_PLAN = 0.35
"""From this overlap on, a later fact is about the same plan."""
SAME_DAY = 0.15
"""The same for what happened on the very day, as that says much already."""

Became = Literal["kept", "happened", "moved", "called_off", "passed"]


@dataclass(frozen=True, slots=True)
class SettledEvent:
    """What became of an event that was ahead."""

    event: Event
    """The event in the last version."""
    outcome: Became
    """`passed` if its day is over and no source says what came of it."""
    by: EventCandidate | None = None
    """The event that stands in its place."""


def settled(record: StoryRecord, found: Sequence[EventCandidate]) -> tuple[SettledEvent, ...]:
    """What became of each event that the last version had ahead.

    Args:
        record: the state of the story.
        found: the candidates for the timeline.
    """
    last = record.last.timeline if record.last else ()
    ahead = [event for event in last if event.ahead and not struck(event, record)]
    return tuple(settle(event, record.told(event.text), record, found) for event in ahead)


def stands(one: EventCandidate, record: StoryRecord, found: Sequence[EventCandidate]) -> bool:
    """Whether what is announced was not moved or called off since."""
    return not one.ahead or settle(Event(one.date, one.fact.words, ahead=True), [one.fact], record, found).outcome == "kept"


def settle(event: Event, plan: Sequence[Fact], record: StoryRecord, found: Sequence[EventCandidate]) -> SettledEvent:
    """What became of an event that was ahead.

    Args:
        event: the event.
        plan: the facts that it tells.
        record: the state of the story.
        found: the candidates for the timeline.
    """
    later = [one for one in found if plan and _is_later(one.fact, plan)]
    if came := _came(event, plan, later, record):
        return SettledEvent(event, "happened", came)
    if any(_calls_off(fact, event, plan, record) for fact in record.facts):
        return SettledEvent(event, "called_off")
    right = [*_replacing(event, plan, record)]
    by = _instead(right, plan, [one for one in later if one.ahead], record)
    if by and by.date != event.date:
        return SettledEvent(event, "moved", by)
    if right and not by:
        return SettledEvent(event, "called_off")
    is_over = event.date < record.today[: len(event.date)]
    return SettledEvent(event, "passed" if is_over else "kept")


def _replacing(event: Event, plan: Sequence[Fact], record: StoryRecord) -> Iterator[Fact]:
    """The facts that replace a plan: with another value, or as they name its day as one that no longer holds."""
    yield from (record.latest(fact) for fact in plan if _is_given_up(fact, record))
    for fact, values in record.given_up.items():
        if event.date in values and plan and _is_later(fact, plan) and _is_about(fact, plan, record):
            yield fact


def _instead(
    right: Sequence[Fact], plan: Sequence[Fact], later: Sequence[EventCandidate], record: StoryRecord
) -> EventCandidate | None:
    """What is announced now in place of a plan that was given up, or by a later report of its own outlet on the same matter."""
    near = [one for one in later if any(one.fact is fact for fact in right)]
    near += [one for one in later if any(one.fact.item is fact.item for fact in right)]
    near += [one for one in later if right and _is_about(one.fact, plan, record)]
    near += [one for one in later if one.fact.finds("postponement") and _is_postponed(one.fact, plan, record)]
    near += [one for one in later if any(_reports_again(one.fact, fact, record) for fact in plan)]
    return near[0] if near else None


def _reports_again(fact: Fact, earlier: Fact, record: StoryRecord) -> bool:
    """Whether a fact is from a later report of the same outlet on the same matter."""
    a, b = (record.weights.items[one.item.key] for one in (fact, earlier))
    return fact.item.feed == earlier.item.feed and record.weights.overlap(a, b) >= SAME_PLAN


def _is_given_up(fact: Fact, record: StoryRecord) -> bool:
    """Whether something other than its day or a mere possibility replaces a plan."""
    return not record.holds(fact) and record.gone[fact].kind != "settled" and not record.gone[fact].by.finds("possible")


def struck(event: Event, record: StoryRecord) -> Correction | None:
    """The correction for an event that a source took back; None if the event still holds."""
    taken_back = next((fact for fact in record.told(event.text) if record.is_retracted(fact)), None)
    if taken_back is None or record.last is None:
        return None
    right = record.latest(taken_back)
    was = quotation(taken_back.statement) if taken_back.words in event.text else plain(event.text)
    why = record.say.say("corrected_by", who=outlet(right.item))
    return Correction(record.last.version, was, quotation(right.statement), why)


def _is_later(fact: Fact, plan: Sequence[Fact]) -> bool:
    return all(fact.time > one.time and fact.item is not one.item for one in plan)


def _is_about(fact: Fact, plan: Sequence[Fact], record: StoryRecord) -> bool:
    return any(record.overlap(fact, one) >= SAME_PLAN for one in plan)


def _is_postponed(fact: Fact, plan: Sequence[Fact], record: StoryRecord) -> bool:
    """Whether a fact that says that something is postponed is about a plan: fewer words are enough."""
    shared = [fact.topic & one.topic for one in plan]
    return any(len(words) > LEAST_SHARED and record.is_telling(words) for words in shared)


def _came(event: Event, plan: Sequence[Fact], later: Sequence[EventCandidate], record: StoryRecord) -> EventCandidate | None:
    """The candidate that says that what was planned happened on its day."""
    of_the_day = [
        one
        for one in later
        if not one.ahead and one.date[: len(event.date)] == event.date and not one.fact.finds("negation") and plan
    ]
    least = SAME_DAY if len(event.date) == len("2026-05-08") else SAME_PLAN
    near = [one for one in of_the_day if max(record.overlap(one.fact, fact) for fact in plan) >= least]
    return max(near, key=lambda one: max(record.overlap(one.fact, fact) for fact in plan), default=None)


def _calls_off(fact: Fact, event: Event, plan: Sequence[Fact], record: StoryRecord) -> bool:
    """Whether a fact says that what was planned does not come: it names its day, or no day and the same matter."""
    if not fact.finds("called_off") or fact.finds("expectation") or fact.finds("possible") or not plan:
        return False
    if not _is_later(fact, plan):
        return False
    if any(day.value == event.date for day in fact.deadlines):
        return any(record.overlap(fact, one) for one in plan)
    near = any(record.weights.overlap(fact.roots, one.roots) >= SAME_PLAN for one in plan)
    return not fact.days and near and _is_about(fact, plan, record)
