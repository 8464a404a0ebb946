"""What happened when: sentences that give the day, month or year of what they tell."""

import re
from collections.abc import Iterable, Iterator

from dateline.desk.origins import day
from dateline.desk.reading import Statement, attributed, matter
from dateline.model import Event
from dateline.text import dates, similarity

MOST_NEW = 12
ALIKE = 0.4
"""Dice's coefficient from which two sentences on one date tell of one event."""

# "since May" is a state, "by May" a plan, "the report of May" a name: none is an event of May.
_NO_EVENT = re.compile(
    r"\b(?:since|until|till|by|before|after|from|through|to|than|of|and|or)\s(?:early\s|mid\s|late\s)?$", re.IGNORECASE
)
_FULL = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_BARE_YEAR = re.compile(r"\bin\s$", re.IGNORECASE)


def _dated(statement: Statement) -> str | None:
    """The one date that a sentence gives, with its year, on which or in which something is told to be; else None."""
    found = dates(statement.words)
    if len(found) != 1 or not _FULL.fullmatch(found[0].value):
        return None
    before, date = statement.words[: found[0].start], found[0].value
    wanted = _BARE_YEAR.search(before) if len(date) == len("2026") else not _NO_EVENT.search(before)
    published = day(statement.item)
    is_past = bool(published) and date <= published
    return date if wanted and is_past else None


def _tell_the_same(event: Event, other: Event) -> bool:
    return event.date == other.date and similarity(matter(event.text), matter(other.text)) >= ALIKE


def dated(statements: Iterable[Statement], carried: tuple[Event, ...], latest: str) -> tuple[Event, ...]:
    """The timeline: the events carried over and those that new statements date, ascending.

    The day of publication makes no event; nor does a date later than the item's own, or one without its year.

    Args:
        statements: what the new items say, the weightiest first: of two that tell the same of one date, the first counts.
        carried: the events of the last version.
        latest: the day of the version; nothing later has happened.
    """
    new: list[Event] = []
    for event in _events(statements, latest):
        if len(new) < MOST_NEW and not any(_tell_the_same(event, other) for other in (*carried, *new)):
            new.append(event)
    return tuple(sorted((*carried, *new), key=lambda event: event.date))


def _events(statements: Iterable[Statement], latest: str) -> Iterator[Event]:
    for statement in statements:
        date = _dated(statement)
        text = attributed(statement) if date and date <= latest and not statement.is_headline else ""
        if date and text:
            yield Event(date, text)
