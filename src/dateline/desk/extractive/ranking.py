"""Which facts matter most: how central they are, how new, and how many outlets have them."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum, log, sqrt

from dateline.core.cues import CueGroup
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.weights import Weights

DAY = len("2026-05-08")
SHORTEST, LONGEST = 1.5, 30.0
"""The bounds of the number of days after which a fact counts half; between them it is a quarter of the story's span."""
REDUNDANT = 0.85
"""How much of its score a fact loses if all that it is about has been said."""
LEAST_CENTRAL = 0.3
"""How much a fact matters that has nothing in common with other items, where the most central one has 1 more."""
STAYS = 1.05
"""How much more a fact weighs that the last version has, so that a version changes no more than it must."""
_PLACES = (1.5, 1.0, 0.8)
"""How much the first sentence of an item counts, the second, and each further one."""
_CUES: tuple[tuple[CueGroup, float], ...] = (
    ("decision", 1.2),
    ("called_off", 1.2),
    ("postponement", 1.2),
    ("reversal", 1.2),
    ("denial", 1.2),
    ("correction", 1.2),
    ("given_up", 1.2),
)


def scores(central: Mapping[Fact, float], today: str, kept: Container[Fact] = ()) -> dict[Fact, float]:
    """How much each fact matters on a day; 0 for what is not a report.

    Args:
        central: the facts that hold, and how central they are.
        today: the day of the version.
        kept: the facts that the last version quotes, which weigh a little more.
    """
    half = _half_life(central)
    stays = {fact: STAYS if fact in kept else 1.0 for fact in central}
    return {fact: value * _recency(fact, today, half) * _worth(fact) * stays[fact] for fact, value in central.items()}


def _half_life(facts: Iterable[Fact]) -> float:
    known = sorted(one.day for one in facts if len(one.day) == DAY)
    span = (date.fromisoformat(known[-1]) - date.fromisoformat(known[0])).days if known else 0
    return min(max(span / 4, SHORTEST), LONGEST)


def _recency(fact: Fact, today: str, half: float) -> float:
    """1 for a fact of the day, less for each day before; never much less than for three half-lives."""
    if len(fact.day) != DAY:
        return 0.15
    age = max((date.fromisoformat(today) - date.fromisoformat(fact.day)).days, 0)
    return 0.15 + float(0.5 ** (age / half))


def centrality(facts: Sequence[Fact], weights: Weights) -> dict[Fact, float]:
    """How much of what other items are about is in each fact, as a part of the most that any fact has."""
    outlets = {fact.item.key: _spread(fact) for fact in facts}
    near = {fact: fsum(value * outlets.get(key, 1.0) for key, value in _nearness(fact, weights)) for fact in facts}
    most = max(near.values(), default=0.0) or 1.0
    return {fact: (LEAST_CENTRAL + value / most) * outlets[fact.item.key] for fact, value in near.items()}


def _nearness(fact: Fact, weights: Weights) -> Iterator[tuple[str, float]]:
    """The keys of other items and how near a fact is to each: both its own words and those with its title must be near."""
    topic = weights.near(fact.topic)
    for key, near in weights.near(fact.told).items():
        if key != fact.item.key:
            yield key, sqrt(near * topic[key])


def _spread(fact: Fact) -> float:
    return 1 + 0.5 * log(1 + len(fact.cluster.copies))


def _worth(fact: Fact) -> float:
    if not fact.is_report:
        return 0.0
    worth = _PLACES[min(fact.place, len(_PLACES) - 1)]
    for holds, factor in (
        (fact.before is not None, 0.6),
        (bool(fact.figures), 1.25),
        (bool(fact.deadlines), 1.5),
        (fact.is_speech, 0.5),
        (fact.statement.is_headline, 0.4),
        *((fact.finds(group), factor) for group, factor in _CUES),
    ):
        worth *= factor if holds else 1.0
    return worth


def choose(
    candidates: Iterable[Fact],
    score: Mapping[Fact, float],
    weights: Weights,
    most: int,
    excerpt: Callable[[Fact], Iterable[Fact]] = lambda fact: (fact,),
) -> list[Fact]:
    """The facts that say most together: the best one, then each time the best of what is not yet said.

    Source: maximal marginal relevance, Carbonell and Goldstein 1998.

    Args:
        candidates: the facts to choose from.
        score: how much each matters.
        weights: how telling the story's words are.
        most: the most facts to choose.
        excerpt: returns the facts that are told together with one.
    """
    chosen: list[Fact] = []
    left = {fact: 0.0 for fact in candidates if score[fact] > 0}
    while left and len(chosen) < most:
        best = max(left, key=lambda one: (score[one] * (1 - REDUNDANT * left[one]), one.time))
        chosen.append(best)
        topic = frozenset().union(*(one.topic for one in excerpt(best)))
        left = {one: max(said, weights.overlap(one.topic, topic)) for one, said in left.items() if one.item is not best.item}
    return chosen
