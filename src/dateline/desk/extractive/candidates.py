"""Candidates for the timeline: facts that tell an event, with its day, and the words to tell it with."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from math import log

from dateline.core.text import is_cut
from dateline.desk.extractive.days import days
from dateline.desk.extractive.event_days import announced, changes, happened, is_of_now, is_saying, on_its_day
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import line
from dateline.desk.extractive.record import LEAST_SHARED, StoryRecord
from dateline.desk.statements import headline

ALIKE = 0.4
"""From this overlap on, two facts of one day tell the same event."""
ALIKE_AHEAD = 0.15
"""The same for a day to come, as few things are announced for one day."""
LEAST_IN_TITLE = 4
"""The fewest significant words of a title that tells an event."""
TELLS = 0.6
"""From this overlap on, a title may tell what a sentence does."""

LEAST_IN_LEAD, TELLS_LEAD = 3, 0.4
"""The same for the first sentence of an item if the page quotes that one elsewhere."""


@dataclass(frozen=True, eq=False)
class EventCandidate:
    """A fact that tells an event."""

    date: str
    """The day, month or year of the event."""
    fact: Fact
    """The fact."""
    ahead: bool = False
    """Whether the event is to come."""
    replaces: bool = False
    """Whether it replaces an earlier value."""

    @property
    def worth(self) -> float:
        """How much it tells: what was decided, and harm done, most; then values, the first sentence, and what many carry."""
        fact = self.fact
        worth = 3.0 * changes(fact) + 2.0 * self.replaces + 2.0 * bool(fact.deadlines) + bool(fact.figures) + (fact.place == 0)
        return worth + bool(fact.days) + fact.finds("correction") + log(1 + len(fact.cluster.copies))

    def is_like(self, other: "EventCandidate", record: StoryRecord) -> bool:
        """Whether both are about one event."""
        shared = min(len(self.date), len(other.date))
        if self.ahead != other.ahead or self.date[:shared] != other.date[:shared]:
            return False
        least = ALIKE_AHEAD if self.ahead and shared == len("2026-05-08") else ALIKE
        return self.fact.item is other.fact.item or record.overlap(self.fact, other.fact) >= least


def candidates(record: StoryRecord) -> Iterator[EventCandidate]:
    """The events that the facts tell: of a fact that has happened, and of one that is announced."""
    for fact in record.facts:
        if not _may_tell(fact, record):
            continue
        to_come = announced(fact, record.today) if record.holds(fact) else ""
        if to_come and not _is_denied(to_come, fact, record):
            yield EventCandidate(to_come, fact, ahead=True)
        if (day := _day(fact, record)) and day <= record.today[: len(day)] and not _repeats_old(fact, record):
            yield EventCandidate(day, fact, replaces=fact in record.replacing or fact in record.given_up)


def _is_denied(day: str, fact: Fact, record: StoryRecord) -> bool:
    """Whether another item denies what is announced for a day."""
    return any(named.value == day for one in record.denials if one.item is not fact.item for named in one.deadlines)


def _may_tell(fact: Fact, record: StoryRecord) -> bool:
    is_statement = fact.is_report and not (fact.is_speech or fact.before or fact.statement.is_headline)
    is_about_reports = fact.finds("furniture") or fact.cues.finds("correction", fact.item.title)
    return is_statement and not is_about_reports and not record.is_retracted(fact)


def _day(fact: Fact, record: StoryRecord) -> str:
    if day := happened(fact):
        return day
    if fact.finds("denial") and not fact.finds("decision"):
        return ""
    gives_up = bool(fact.deadlines) and {one.value for one in fact.deadlines} <= {*record.given_up.get(fact, ())}
    if gives_up and is_of_now(fact):
        return fact.day
    if not is_of_now(fact) or fact.finds("expectation"):
        return fact.day if on_its_day(fact) else ""
    replaces = fact in record.replacing and not (fact.finds("old_value") or fact.deadlines)
    leads = (
        fact.place == 0 and bool(fact.figures) and not is_saying(fact) and _is_of_its_day(record.by_key[fact.item.key], fact.day)
    )
    return fact.day if replaces or leads or on_its_day(fact) else ""


def _is_of_its_day(facts: Iterable[Fact], day: str) -> bool:
    """Whether another sentence of an item names the item's own day."""
    return any(named.value == day for fact in facts if fact.place for named in fact.days)


def _repeats_old(fact: Fact, record: StoryRecord) -> bool:
    """Whether a fact only repeats a value that another fact replaced before it."""
    if fact in record.given_up:
        return False
    olds = [one for one in record.gone.values() if one.kind == "value" and one.values and one.by.time <= fact.time]
    return any(
        one.values is not None
        and one.by.item is not fact.item
        and one.values[0].text in fact.words
        and record.overlap(one.fact, fact) >= ALIKE
        for one in olds
    )


# --- the words -------------------------------------------------------------------------------------------------------------


def wording(group: Iterable[EventCandidate], record: StoryRecord, taken: Container[Fact]) -> tuple[str, Fact | None]:
    """What tells the event of a group: the title of the best item, else its sentence, else those of the next one.

    Args:
        group: the candidates for one event, the best first.
        record: the state of the story.
        taken: the facts that the page quotes elsewhere.

    Returns:
        The line, and the fact that it quotes; None if it quotes a title. An empty line if nothing may be quoted.
    """
    ordered = [*group]
    for one in ordered:
        title = _title(one, record, exactly=True)
        if title and (told := line([title])):
            return told.text, None
        if one.fact not in taken and (told := line([one.fact])):
            return told.text, one.fact
    for one in ordered:
        title = _title(one, record, exactly=False)
        if title and (told := line([title])):
            return told.text, None
    return "", None


def _title(one: EventCandidate, record: StoryRecord, *, exactly: bool) -> Fact | None:
    """The title of an item as a fact, if it tells the event; exactly: with the values of the sentence."""
    fact = one.fact
    said = next(headline(fact.item), None)
    if said is None or is_cut(fact.item.title) or said.words.endswith("?") or fact.cues.finds("correction", said.words):
        return None
    title = replace(fact, statement=said, before=None)
    telling, least = (LEAST_IN_TITLE, TELLS) if exactly or fact.place else (LEAST_IN_LEAD, TELLS_LEAD)
    shared = title.roots & fact.roots
    is_near = len(shared) >= LEAST_SHARED and record.weights.overlap(title.roots, fact.roots) >= least
    if len(title.roots) < telling or not is_near:
        return None
    if one.ahead and exactly and not any(day.value == one.date for day in days(said.words, fact.day, fact.cues)):
        return None
    figures = all(any(a.agrees(b) for b in title.figures) for a in fact.figures)
    is_full = figures and len(title.deadlines) == len(fact.deadlines)
    return title if is_full or not exactly else None
