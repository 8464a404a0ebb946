"""Figures that no source has but that follow from two others: a difference, a change in per cent, a ratio."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from dateline.checks.source_text import SourceText
from dateline.core.sentences import Claim
from dateline.core.text import Figure

_MOST = 8
"""How many figures of a sentence are combined with each other."""
_LEAST_PLAIN = 100
"""A smaller number without a unit is too often the difference of two others by chance."""


class Derived(NamedTuple):
    """How a figure follows from two others."""

    how: str
    """`difference`, `change` or `ratio`."""
    before: Figure
    after: Figure
    result: str
    """What the two give, before it is rounded; empty for a difference, whose result is the figure itself."""

    @property
    def sum(self) -> str:
        """The sum, such as "(2.6 million − 2.1 million) ÷ 2.1 million = 23.81%"."""
        a, b = self.before.text, self.after.text
        low, high = (a, b) if self.before.value <= self.after.value else (b, a)
        made = {"difference": f"{high} − {low}", "change": f"({high} − {low}) ÷ {a}", "ratio": f"{b} ÷ {a}"}[self.how]
        return f"{made} = {self.result}" if self.result else made


class Calculated(NamedTuple):
    """A figure that follows from two others."""

    claim: Claim
    figure: Figure
    derived: Derived


def place_of(claim: Claim, figure: Figure) -> tuple[int, int]:
    """What tells a figure from all others of a version."""
    return id(claim), figure.start


def calculated(claims: Iterable[Claim], cited_by: Callable[[Claim], list[SourceText]]) -> dict[tuple[int, int], Calculated]:
    """The figures that no cited source has, but that follow from two others, by `place_of`."""
    found: dict[tuple[int, int], Calculated] = {}
    for claim in claims:
        cited = cited_by(claim) if claim.said.figures else []
        for figure in claim.said.figures:
            if not any(source.body.has_figure(figure) for source in cited) and (one := derived(figure, claim, cited)):
                found[place_of(claim, figure)] = Calculated(claim, figure, one)
    return found


def derived(figure: Figure, claim: Claim, cited: Sequence[SourceText]) -> Derived | None:
    """How a figure follows from two in one sentence of a source, or from two others in its own sentence that the sources have."""
    if figure.unit == "plain" and figure.value < _LEAST_PLAIN:
        return None
    for source in cited:
        for sentence in source.body.by_sentence:
            if found := _from(figure, sentence):
                return found
    own = [one for one in claim.whole.figures if one.value != figure.value]
    return _from(figure, [one for one in own if any(source.body.has_figure(one) for source in cited)])


def _from(figure: Figure, others: Sequence[Figure]) -> Derived | None:
    for before, after in permutations(others[:_MOST], 2):
        if before.has_unit_of(after) and (made := _made(figure, before, after)):
            return made
    return None


def _made(figure: Figure, before: Figure, after: Figure) -> Derived | None:
    """How a figure follows from an earlier and a later one; None if it does not."""
    for how, value, units in _results(before, after):
        if figure.unit in units and _is_near(figure, value):
            shown = f"{value:,.2f}".rstrip("0").rstrip(".") + "%" * (figure.unit == "percent")
            return Derived(how, before, after, "" if how == "difference" else shown)
    return None


def _results(before: Figure, after: Figure) -> Iterator[tuple[str, Decimal, frozenset[str]]]:
    """What can be calculated from two figures, and the units that the result may have."""
    step = {"percent": "points"}.get(after.unit, after.unit)
    yield (
        "difference",
        abs(after.value - before.value),
        frozenset({step, *after.may_be, "plain"} if after.value != before.value else ()),
    )
    if before.value:
        yield "change", abs(after.value - before.value) / before.value * 100, frozenset({"percent"})
        yield "ratio", after.value / before.value, frozenset({"times"})
        if after.value < before.value:
            yield "ratio", after.value / before.value * 100, frozenset({"percent"})


def _is_near(figure: Figure, value: Decimal) -> bool:
    """Whether a figure is the value, rounded to the figure's digits."""
    return value > 0 and abs(figure.value - value) <= figure.step / 2
