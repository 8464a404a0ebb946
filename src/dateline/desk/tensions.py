"""Disagreements between outlets: different figures for the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core import ids
from dateline.core.model import Tension
from dateline.core.outlets import outlet
from dateline.core.text import Figure, significant_words
from dateline.desk.statements import Statement, attributed

MOST_NEW = 4
MOST_SIDES = 4
LEAST_SHARED_WORDS = 2
LEAST_SHARED_PART = 2 / 3
"""The share of the shorter clause's words that the other must have, if both figures are for the same thing."""

_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Measure:
    """The one figure in a statement, and what it measures."""

    statement: Statement
    """The statement."""
    figure: Figure
    """Its figure."""
    words: frozenset[str]
    """The other significant words of its clause."""
    counts: str
    """What a plain number counts, such as "gate"; empty for money, percent and times."""
    dates: frozenset[str]
    """The dates in the statement: figures for two dates may both be right."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures for the same thing that do not agree."""

    id: str
    """The thing that they measure, as a tension's id."""
    sides: tuple[Measure, ...]
    """Each figure once, the earliest first."""


def _measures(statement: Statement) -> Iterator[Measure]:
    found = statement.said.figures
    if len(found) != 1 or statement.is_headline or not attributed(statement):
        return
    figure, words = found[0], statement.words
    starts = [end.end() for end in _CLAUSE_END.finditer(words[: figure.start])]
    ends = _CLAUSE_END.search(words, figure.end)
    after = significant_words(words[figure.end : ends.start() if ends else None])
    clause = frozenset(significant_words(words[starts[-1] if starts else 0 : figure.start])).union(after)
    counts = after[0] if figure.unit == "plain" and after else ""
    if counts or figure.unit != "plain":
        yield Measure(statement, figure, clause, counts, frozenset(one.value for one in statement.said.dates))


def _age(measure: Measure) -> tuple[str, str]:
    return measure.statement.item.day, measure.statement.item.key


def _disagree(a: Measure, b: Measure) -> bool:
    same_kind = (a.figure.unit, a.counts) == (b.figure.unit, b.counts) and outlet(a.statement.item) != outlet(b.statement.item)
    if not same_kind or (a.dates and b.dates and a.dates != b.dates):
        return False
    shared = len(a.words & b.words)
    is_same_thing = shared >= max(LEAST_SHARED_WORDS, LEAST_SHARED_PART * min(len(a.words), len(b.words)))
    return is_same_thing and not a.figure.agrees(b.figure)


def _joined(sides: Iterable[Measure]) -> tuple[Measure, ...]:
    """The sides by age, each figure once."""
    kept: list[Measure] = []
    for side in sorted(sides, key=_age):
        if not any(side.figure.agrees(other.figure) for other in kept):
            kept.append(side)
    return tuple(kept[:MOST_SIDES])


def disagreements(new: Iterable[Statement], known: Iterable[Statement]) -> tuple[Disagreement, ...]:
    """The things for which outlets give different figures, if at least one figure is new.

    Args:
        new: what the new items say.
        known: what earlier items say.
    """
    fresh = sorted((measure for one in new for measure in _measures(one)), key=_age)
    old = sorted((measure for one in known for measure in _measures(one)), key=_age)
    found: dict[str, list[Measure]] = {}
    for a in fresh:
        for b in (*old, *fresh):
            if _disagree(a, b):
                name = ids.slug("-".join(["figures", *sorted(a.words & b.words)]), 60)
                found.setdefault(name, []).extend((a, b))
    return tuple(Disagreement(name, _joined(sides)) for name, sides in list(found.items())[:MOST_NEW])


def tensions(found: Sequence[Disagreement], carried: tuple[Tension, ...]) -> tuple[Tension, ...]:
    """The tensions of the last version, with their new sides, then the new tensions."""
    lines = {one.id: [attributed(side.statement) for side in one.sides] for one in found}
    longer = [
        replace(one, text="\n".join((one.text, *(line for line in lines.pop(one.id, ()) if line not in one.text))))
        for one in carried
    ]
    return (*longer, *(Tension(name, "\n".join(sides)) for name, sides in lines.items()))
