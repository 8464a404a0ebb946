"""Small drawings as inline SVG, without scripts and styles; every figure is also given in words.

Sizes are in user units, which equal CSS pixels. Horizontal positions are percentages, so a drawing fits any width and its letters
keep their size.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

MOST_LABELS = 6
"""More labels would touch each other on a phone."""
MANY = 20
"""More points would touch each other."""
GROWTH_TOP, GROWTH_HEIGHT = 40, 96.0
CHURN_BASE, CHURN_HEIGHT, CHURN_SCALE = 236, 64.0, 0.8
GAP, LIFT = 10, 6
"""The distance of a number from its point, and from its bar."""


class Point(NamedTuple):
    """A version in a drawing."""

    number: int
    x: float
    """Per cent of the width."""
    left: float
    """The left edge of its bar, in per cent of the width."""
    growth: float
    """Units from the top of the upper panel."""
    churn: float
    """The share of new sentences, from 0 to `CHURN_HEIGHT`."""
    items: int
    percent: int | None
    """The share of new sentences; None for the first version."""
    is_labelled: bool

    @property
    def y(self) -> float:
        """The height of the point for its items."""
        return GROWTH_TOP + self.growth

    @property
    def items_y(self) -> float:
        """The height of their number."""
        return GROWTH_TOP - GAP + self.growth

    @property
    def height(self) -> float:
        """The height of the bar, in units."""
        return self.churn * CHURN_SCALE

    @property
    def top(self) -> float:
        """The top of the bar."""
        return CHURN_BASE - self.height

    @property
    def percent_y(self) -> float:
        """The height of the number above the bar."""
        return CHURN_BASE - LIFT - self.height


class Drawing(NamedTuple):
    """Growth and churn of a story: a line of items above, bars of new sentences below."""

    points: tuple[Point, ...]
    bar: float
    """A bar's width in per cent."""
    words: str
    """What the drawing shows, in words."""

    @property
    def steps(self) -> Iterator[tuple[Point, Point | None]]:
        """Each point with the one after it."""
        return zip_longest(self.points, self.points[1:])

    @property
    def dot(self) -> float:
        """The radius of a point: small if there are many."""
        return 4 if len(self.points) <= MANY else 2.5


def growth(numbers: Sequence[int], items: Sequence[int], churn: Sequence[float | None]) -> Drawing:
    """The drawing of a story's history; each sequence has one value per version."""
    count, most = len(numbers), max(items, default=1) or 1
    slot = 100 / max(1, count)
    bar = round(slot * 0.6, 2)
    places = [round(slot * (i + 0.5), 2) for i in range(count)]
    shown = {round(i * (count - 1) / (MOST_LABELS - 1)) for i in range(MOST_LABELS)} if count > MOST_LABELS else set(range(count))
    points = tuple(
        Point(
            number,
            places[i],
            places[i] - bar / 2,
            round(GROWTH_HEIGHT * (1 - collected / most), 1),
            round(CHURN_HEIGHT * (share or 0), 1),
            collected,
            None if share is None else round(100 * share),
            i in shown,
        )
        for i, (number, collected, share) in enumerate(zip(numbers, items, churn, strict=True))
    )
    return Drawing(points, bar, _collected(numbers, items) + _changed_most(points))


def _collected(numbers: Sequence[int], items: Sequence[int]) -> str:
    """The numbers of items in the first and the last version, in a sentence."""
    if len(numbers) == 1:
        return f"Version {numbers[0]} has {items[0]} {'item' if items[0] == 1 else 'items'}."
    if items[0] == items[-1]:
        return f"The number of items is {items[0]} in both version {numbers[0]} and version {numbers[-1]}."
    return f"The number of items went from {items[0]} in version {numbers[0]} to {items[-1]} in version {numbers[-1]}."


def _changed_most(points: Sequence[Point]) -> str:
    """The version with the largest share of new sentences, in a sentence; empty if no sentence was new."""
    percent, number = max(((point.percent or 0, point.number) for point in points), default=(0, 0))
    return f" Version {number} changed most: {percent} per cent of its sentences are new." if percent else ""
