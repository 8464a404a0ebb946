"""Superseding: which facts a later one replaces, and by which value.

A later value of the same measure replaces an earlier one. So do words that name a value as no longer true, an outlet's correction
of its own report, and a decision after a refusal. A plan whose day has passed is settled.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.core.text import Figure
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.measures import Measured, are_like, is_named_old, measured
from dateline.desk.extractive.weights import Weights

Kind = Literal["value", "named", "correction", "reversal", "settled"]

LEAST_SHARED = 2
SAME_REPORT = 0.5
"""From this overlap on, a correction is about an earlier report of the outlet, and a decision about an earlier refusal."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A fact that no longer holds."""

    fact: Fact
    """The earlier fact."""
    by: Fact
    """The later fact; the fact itself if only its day has passed."""
    kind: Kind
    """`value`: another value; `named`: named as no longer true; `correction`: taken back by the outlet; `reversal`: decided
    otherwise; `settled`: its day has passed."""
    values: tuple[Measured, Measured] | None = None
    """The value that no longer holds and the one that replaces it, if it was replaced by another value."""


def superseded(facts: Sequence[Fact], weights: Weights, today: str) -> dict[Fact, Superseded]:
    """The facts that no longer hold, each with the latest fact that replaces it.

    Args:
        facts: the facts of a story.
        weights: how telling the story's words are.
        today: the day of the version; plans for earlier days are settled.
    """
    record = _Chronology(facts, weights)
    values = _latest([*_named(record), *_values(record)])
    found = (*_settled(record, today), *_reversals(record), *_moot(values, record), *values, *_corrections(record))
    return {one.fact: one for one in found}


class _Chronology:
    """The facts of a story in the order in which they were published, and the values in them."""

    def __init__(self, facts: Sequence[Fact], weights: Weights) -> None:
        self.facts = sorted(facts, key=lambda one: one.time)
        self.weights = weights
        self.values = {fact: measured(fact) for fact in self.facts}
        self.old = {fact: tuple(filter(is_named_old, values)) for fact, values in self.values.items()}
        """Those that a fact names as no longer true."""
        self.denials = [one for one in self.facts if one.finds("denial")]
        self.held: dict[str, list[Measured]] = {}
        """Kind → the values of it that facts state as true."""
        for value in (one for fact in self.facts for one in self.holds(fact)):
            self.held.setdefault(value.kind, []).append(value)

    def earlier(self, new: Fact) -> Iterator[Fact]:
        """The facts of other items that were published before a fact."""
        return (one for one in self.facts if one.item is not new.item and one.time < new.time)

    def holds(self, fact: Fact) -> Iterator[Measured]:
        """The values that a fact states as true."""
        return (one for one in self.values[fact] if one not in self.old[fact])

    def are_about_one(self, fact: Fact, words: frozenset[str]) -> bool:
        """Whether most of what a fact says is in some words."""
        return len(fact.roots & words) >= LEAST_SHARED and self.weights.overlap(fact.roots, words) >= SAME_REPORT


def _settled(record: _Chronology, today: str) -> Iterator[Superseded]:
    for fact in record.facts:
        if fact.deadlines and all(one.value < today[: len(one.value)] for one in fact.deadlines):
            yield Superseded(fact, fact, "settled")


def _values(record: _Chronology) -> Iterator[Superseded]:
    """Values of one thing: a later one replaces an earlier one, though not on the same day, when it may be another's word."""
    alike: dict[str, list[Measured]] = {}
    for new in (value for fact in record.facts for value in record.holds(fact)):
        known = alike.setdefault(new.kind, [])
        if new.fact.is_report and not new.fact.finds("denial"):
            for old in known:
                is_later = old.fact.day < new.fact.day and are_like(old, new, record.weights)
                if is_later and not (old.agrees(new) or any(one.agrees(new) for one in record.old[old.fact])):
                    yield Superseded(old.fact, new.fact, "value", (old, new))
        if new.fact.is_report:
            known.append(new)


def _named(record: _Chronology) -> Iterator[Superseded]:
    """Values that a later fact names as no longer true; its item may have the one that is."""
    for new in record.facts:
        for value in record.old[new] if new.is_report else ():
            right = _instead(value, record)
            for held in record.held.get(value.kind, ()):
                fact = held.fact
                is_earlier = fact.item is not new.item and fact.time < new.time
                if is_earlier and held.agrees(value) and len(fact.topic & new.topic) >= LEAST_SHARED:
                    yield Superseded(fact, right.fact if right else new, "named", (held, right) if right else None)


def _instead(old: Measured, record: _Chronology) -> Measured | None:
    """The value that the item of a fact gives instead of one that it names as no longer true."""
    # What is called off has no new date: another sentence has that of something else.
    own = [old.fact] if old.fact.finds("called_off") else (fact for fact in record.facts if fact.item is old.fact.item)
    return next((one for fact in own for one in record.holds(fact) if one.kind == old.kind and not one.agrees(old)), None)


def _latest(found: Iterable[Superseded]) -> list[Superseded]:
    """What replaces each value last, in the order of time; and what names a value as no longer true without another one.

    If two replace the same value, the later of the two replaces the earlier as well.
    """
    latest: dict[object, Superseded] = {}
    steps: dict[Measured, list[Measured]] = {}
    for one in sorted(found, key=lambda one: one.by.time):
        if one.values:
            old, new = one.values
            latest[old] = one
            steps.setdefault(old, []).append(new)
        else:
            latest[one.fact, one.by] = one
    for between, last in _chained(steps.values()):
        if between not in latest or latest[between].by.time < last.fact.time:
            latest[between] = Superseded(between.fact, last.fact, "value", (between, last))
    return sorted(latest.values(), key=lambda one: one.by.time)


def _chained(steps: Iterable[Sequence[Measured]]) -> Iterator[tuple[Measured, Measured]]:
    """The values that replaced the same one, each with the last of them that is another value and later."""
    for replacing in steps:
        for between in replacing:
            last = next((one for one in reversed(replacing) if not one.agrees(between)), between)
            if last.fact.time > between.fact.time:
                yield between, last


def _moot(found: Sequence[Superseded], record: _Chronology) -> Iterator[Superseded]:
    """Denials of what no longer holds anyway."""
    denials = [fact for fact in record.facts if fact.finds("denial") or fact.finds("given_up")]
    for old, new in (one.values for one in found if one.values):
        for fact in denials:
            is_between = old.fact.time < fact.time < new.fact.time and fact.item is not new.fact.item
            if is_between and any(value.agrees(old) for value in record.values[fact]):
                yield Superseded(fact, new.fact, "value")


def _corrections(record: _Chronology) -> Iterator[Superseded]:
    """What an outlet takes back: its report, the words of the correction that repeat it, and those that only announce it."""
    by_item: dict[str, list[Fact]] = {}
    for fact in record.facts:
        by_item.setdefault(fact.item.key, []).append(fact)
    for own in filter(_corrects_itself, by_item.values()):
        yield from _wrong_half(own, record)
        said = frozenset().union(*(one.topic for one in own))
        for old in record.earlier(own[0]):
            right = _right(old, own, record) if own[0].item.feed in old.feeds and record.are_about_one(old, said) else None
            if right:
                yield Superseded(old, right, "correction")
                rest = (one for one in own if one is not right and _repeats(one, old, record))
                yield from (Superseded(one, right, "correction") for one in rest)


def _wrong_half(own: Sequence[Fact], record: _Chronology) -> Iterator[Superseded]:
    """The sentences of a correction before the one that says they are wrong, and the reports of others with the same figure."""
    says = next((fact for fact in own if fact.finds("correction")), own[0])
    right = next((fact for fact in own if fact.place >= says.place and any(record.holds(fact))), says)
    for fact in own:
        if fact.place < says.place:
            yield Superseded(fact, right, "correction")
            yield from _elsewhere(fact, right, record)


def _elsewhere(wrong: Fact, right: Fact, record: _Chronology) -> Iterator[Superseded]:
    """The reports of other outlets with the wrong figure, which the right one replaces there too."""
    better = [one for one in record.holds(right) if isinstance(one.value, Figure)]
    for value in record.values[wrong] if len(better) == 1 else ():
        for held in record.held.get(value.kind, ()):
            is_earlier = held.fact.time < wrong.time and held.fact.item is not wrong.item
            if is_earlier and held.agrees(value) and len(held.fact.topic & wrong.topic) >= LEAST_SHARED:
                yield Superseded(held.fact, right, "named", (held, better[0]))


def _corrects_itself(own: Sequence[Fact]) -> bool:
    """Whether an item corrects its outlet: its title says so, or a sentence about the outlet, next to words of correction."""
    item = own[0].item
    says = any(one.finds("correction") for one in own) and any(item.outlet in one.words for one in own)
    return own[0].cues.finds("correction", item.title) or says


def _right(old: Fact, own: Sequence[Fact], record: _Chronology) -> Fact | None:
    """The fact of a correction with the right value: one of the same kind as a value of the report, and another."""
    for fact in own:
        if any(one.is_of_kind(value) and not one.agrees(value) for one in record.holds(fact) for value in record.values[old]):
            return fact
    return None


def _repeats(fact: Fact, old: Fact, record: _Chronology) -> bool:
    """Whether a sentence of a correction has the wrong value, or says no more than that something was wrong."""
    has_wrong = any(one.agrees(value) for one in record.values[fact] for value in record.values[old])
    return has_wrong or fact.finds("correction")


def _reversals(record: _Chronology) -> Iterator[Superseded]:
    """Refusals after which the opposite was decided."""
    for new in record.facts:
        for fact in record.denials if new.finds("reversal") else ():
            is_earlier = fact.item is not new.item and fact.time < new.time
            if is_earlier and record.are_about_one(fact, new.topic):
                yield Superseded(fact, new, "reversal")
