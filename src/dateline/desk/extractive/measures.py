"""What a figure or a day in a fact measures, and which of them are values of the same thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.core.text import Figure
from dateline.core.text.mentions import roots
from dateline.core.text.moment import without_dates
from dateline.desk.extractive.days import Day
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.weights import Weights

LEAST_SHARED = 2
"""The fewest words that two sentences share, if a value in each measures the same thing."""
LEAST_OVERLAP = 0.45
"""The least weight of these words, as a part of the lighter sentence."""
MOVED = 0.3
"""The least weight for two days of one plan that was moved."""

_PER = re.compile(r"\W*\s?(?:\w+\s){0,2}?(?:a|an|per|each|every|pro|par|por|al|à la|a la)\s(?P<unit>[^\W\d_]+)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:\s(?:of|the|promised|more|new|other|its|their|all|\d[\d.,]*))*\s(?P<noun>[^\W\d_][\w’'-]*)")
_TOTAL = re.compile(
    r"\b(?:all|alle[nr]?|toute?s les|tous les|todos los|todas las|of the(?: \w+)?|der|des|de los|de las)\s$", re.IGNORECASE
)
"""Words before a number that is the whole of which others are parts: "all 17 trams", "10 of the 17"."""
_WITHOUT = frozenset({"without", "ohne", "sans", "sin"})
TIMES = roots(
    """
    seconds minutes hours days weeks months years Sekunden Minuten Stunden Tag Tage Tagen Woche Wochen Monat Monaten
    Jahr Jahre Jahren heures jours semaines mois ans années segundos minutos horas días semanas mes meses años
    """
)
"""Spans of time, which measure many things, so that more words must be the same."""


@dataclass(frozen=True, eq=False)
class Measured:
    """A value in a fact, and what it is the value of."""

    fact: Fact
    """The fact."""
    value: Figure | Day
    """The value."""
    kind: str
    """The kind of value: a unit, what is counted, or `date`; with what it is counted by: "EUR a week"."""
    about: frozenset[str]
    """The roots of the words that say what it measures."""
    noun: str = ""
    """The word for what is counted, as it is written; empty for money, shares and days."""
    per: str = ""
    """The words after the value for what it is counted by, such as " a week"; else empty."""

    @property
    def text(self) -> str:
        """The value as it is written."""
        return self.fact.words[self.value.start : self.value.end] if isinstance(self.value, Day) else self.value.text

    def agrees(self, other: "Measured") -> bool:
        """Whether both values are the same, to the precision of the less precise one."""
        if isinstance(self.value, Day):
            return isinstance(other.value, Day) and self.value.agrees(other.value)
        return isinstance(other.value, Figure) and self.value.agrees(other.value)

    def is_of_kind(self, other: "Measured") -> bool:
        """Whether both are amounts of one unit, numbers of the same things, spans of time, or days."""
        kind, others = (one.kind.partition(" ")[0] for one in (self, other))
        return kind == others or (kind in TIMES and others in TIMES)


@lru_cache(8_192)
def measured(fact: Fact) -> tuple[Measured, ...]:
    """The values in a fact: its figures, and the days to come."""
    return tuple(_measured(fact))


def _measured(fact: Fact) -> Iterator[Measured]:
    about = _matter(fact) | (_matter(fact.before) if fact.before else frozenset())
    noun: re.Match[str] | None = None
    for figure in _in_currency(fact):
        rest = fact.words[figure.end :]
        # "Five beams, not three" counts beams twice.
        is_bare = noun and fact.cues.marks("old_value", fact.words, figure.start) and not _COUNTED.match(rest)
        noun = noun if is_bare else _COUNTED.match(rest) if figure.unit == "plain" else None
        counted = min(roots(noun["noun"]), default="") if noun else ""
        if counted or figure.unit != "plain":
            per = _PER.match(rest)
            by = min(roots(per["unit"]) - {counted}, default="") if per else ""
            total = "all" if _TOTAL.search(fact.words[: figure.start]) else ""
            kind = " ".join(filter(None, (counted or figure.unit, by, total)))
            yield Measured(fact, figure, kind, about, noun["noun"] if noun else "", _close(per))
    for day in fact.days:
        if day in fact.deadlines or fact.cues.marks("old_value", fact.words, day.start):
            yield Measured(fact, day, "date", about)


def _in_currency(fact: Fact) -> Iterator[Figure]:
    """The figures; an amount without a currency, in that of another: "2.3 million euros instead of 1.8 million"."""
    money = next((one for one in fact.figures if one.may_be), None)
    for one in fact.figures:
        yield replace(one, unit=money.unit, may_be=money.may_be) if money and fact.is_bare(one) else one


def _close(per: re.Match[str] | None) -> str:
    """The words for what a value is counted by, if they come right after it."""
    return per[0] if per and len(per[0].split()) <= len(("a", "week")) and per[0].startswith(" ") else ""


def _matter(fact: Fact) -> frozenset[str]:
    """The roots of its words without those of days and figures, which two values of any two things may share."""
    words = without_dates(fact.words)
    for figure in fact.figures:
        words = f"{words[: figure.start]}{' ' * len(figure.text)}{words[figure.end :]}"
    return roots(words)


def are_like(a: Measured, b: Measured, weights: Weights) -> bool:
    """Whether two values are values of one thing, such as the cost of the same line."""
    if a.kind != b.kind or a.fact.item is b.fact.item:
        return False
    if a.kind == "date" and isinstance(a.value, Day) and isinstance(b.value, Day):
        return _are_like_days(a, b, weights)
    shared = a.about & b.about
    if len(shared) < LEAST_SHARED:
        return False
    counted = a.kind.partition(" ")[0]
    if counted in TIMES and len(shared - {counted}) <= LEAST_SHARED:
        return False
    # Long sentences share many words and yet a small part of them.
    least = MOVED if len(shared) > 2 * LEAST_SHARED else LEAST_OVERLAP
    return weights.part(shared, a.about, b.about) >= least


def _are_like_days(a: Measured, b: Measured, weights: Weights) -> bool:
    """Whether two days are those of one plan; words for a new date, or one outlet, make that likelier."""
    shared = len(a.about & b.about)
    moves = b.fact.finds("postponement") or b.fact.finds("called_off")
    if shared < LEAST_SHARED or (moves and shared > LEAST_SHARED):
        return shared > LEAST_SHARED
    least = MOVED if moves or have_one_voice(a.fact, b.fact) else LEAST_OVERLAP
    return weights.overlap(a.fact.topic, b.fact.topic) >= least


def have_one_voice(a: Fact, b: Fact) -> bool:
    """Whether two facts are of one outlet, or one is about what the other's outlet says: "The agency expects …"."""
    return a.item.feed == b.item.feed or a.item.outlet in b.words or b.item.outlet in a.words


def is_named_old(one: Measured) -> bool:
    """Whether a fact names a value as one that is no longer true: "instead of 10 May", "will not open on 10 May"."""
    if one.fact.cues.marks("old_value", one.fact.words, one.value.start):
        return True
    if not isinstance(one.value, Day) or one.value.role != "on":
        return False
    return is_negated(one.fact, one.value) or one.fact.finds("called_off")


def is_negated(fact: Fact, day: Day) -> bool:
    """Whether a sentence says no before a day; "without a lift on 10 May" does not."""
    places = fact.cues.places("negation", fact.words)
    return any(end <= day.start and fact.words[start:end].casefold() not in _WITHOUT for start, end in places)
