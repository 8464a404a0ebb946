"""The drawing of a story's history, as inline SVG without scripts and styles; every figure is also given in words.

Sizes are in user units, which equal CSS pixels. Horizontal positions are percentages, so the drawing fits any width and its
letters keep their size.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dateline.site.words import NN_, _, _n

MOST_LABELS = 6
"""More labels would touch each other on a phone."""
TOP, BASE, LOW = 20, 84, 20
"""The top of the highest bar, the line on which bars stand, and the height of the lowest part below it."""
EDGE = 4.0
"""The middle of the first bar and of the last one are so far from the sides, in per cent of the width."""
WIDEST, GAP = 6.0, 1.25
"""The width of a bar in per cent, if there is room, and how far two bars stand apart, in widths."""


class Churn(NamedTuple):
    """What became of the sentences of a version."""

    number: int
    day: str
    """When it was filed."""
    kept: int
    """Sentences that it has as the version before had them."""
    new: int
    """Sentences that are new or reworded."""
    gone: int
    """Sentences of the version before that it no longer has."""

    @property
    def total(self) -> int:
        """All its sentences."""
        return self.kept + self.new


class Bar(NamedTuple):
    """A version in the drawing."""

    churn: Churn
    x: float
    """Its middle, in per cent of the width."""
    unit: float
    """The height of a sentence."""
    is_labelled: bool

    @property
    def kept_height(self) -> float:
        """The height of its lower part, which was kept."""
        return round(self.churn.kept * self.unit, 1)

    @property
    def new_height(self) -> float:
        """The height of its upper part, which is new or reworded."""
        return round(self.churn.new * self.unit, 1)

    @property
    def top(self) -> float:
        """The height at which it ends."""
        return BASE - self.kept_height - self.new_height

    @property
    def gone_height(self) -> float:
        """How far it reaches below the line."""
        return min(float(LOW), round(self.churn.gone * self.unit, 1))


class Drawing(NamedTuple):
    """Growth and churn of a story: a bar for each version."""

    bars: tuple[Bar, ...]
    width: float
    """The width of a bar, in per cent."""
    words: str
    """What the drawing shows, in words."""


def drawing(found: Sequence[Churn]) -> Drawing:
    """The drawing of the versions, by date; there is at least one."""
    count, most = len(found), max(1, *(one.total for one in found))
    width = round(min(WIDEST, (100 - 2 * EDGE) / (GAP * count)), 2)
    places, shown = _places([one.day for one in found], GAP * width), _labelled(found)
    bars = (Bar(one, x, (BASE - TOP) / most, i in shown) for i, (one, x) in enumerate(zip(found, places, strict=True)))
    return Drawing(tuple(bars), width, _grown(found) + _changed_most(found))


def _places(days: Sequence[str], least: float) -> list[float]:
    """The middles of the bars, by date; bars that would touch are moved apart."""
    first, room = date.fromisoformat(days[0]), 100 - 2 * EDGE
    ages = [(date.fromisoformat(day) - first).days for day in days]
    places = [EDGE + room * age / (ages[-1] or 1) for age in ages]
    for at, (one, other) in enumerate(pairwise([*places]), 1):
        places[at] = max(other, places[at - 1] + least) if one <= other else places[at - 1] + least
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], 100 - EDGE - least * (len(places) - 1 - at))
    return [round(one, 2) for one in places]


def _grown(found: Sequence[Churn]) -> str:
    """The numbers of sentences in the first and the last version."""
    first, last = found[0], found[-1]
    named = {"version": first.number, "other": last.number, "later": last.total}
    if len(found) == 1:
        said = NN_("Version {version} has {n} sentence.", "Version {version} has {n} sentences.")
    elif first.total == last.total:
        said = NN_(
            "Version {version} and version {other} have {n} sentence each.",
            "Version {version} and version {other} have {n} sentences each.",
        )
    else:
        said = NN_(
            "The brief went from {n} sentence in version {version} to {later} in version {other}.",
            "The brief went from {n} sentences in version {version} to {later} in version {other}.",
        )
    return _n(first.total, *said, **named)


def _labelled(found: Sequence[Churn]) -> set[int]:
    """The places of the versions that have room for a label: at even steps, and the one that changed most."""
    count = len(found)
    if count <= MOST_LABELS:
        return {*range(count)}
    shown = {round(i * (count - 1) / (MOST_LABELS - 1)) for i in range(MOST_LABELS)}
    most = _most_changed(found)
    if most and (place := found.index(most)) not in shown:
        shown ^= {place, min(shown - {0, count - 1}, key=lambda at: abs(at - place))}
    return shown


def _most_changed(found: Sequence[Churn]) -> Churn | None:
    """The version with the most new sentences among those that came after the first; None if no sentence was new."""
    most = max(found[1:], key=lambda one: one.new, default=None)
    return most if most and most.new else None


def _changed_most(found: Sequence[Churn]) -> str:
    """The version that changed most, in a sentence; empty if no sentence was new."""
    most = _most_changed(found)
    if not most:
        return ""
    said = _("Version {n} changed most: {new} of its {all} are new or reworded.", n=most.number, new=most.new, all=most.total)
    return f" {said}"
