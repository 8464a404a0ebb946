"""How many reports a story had, in a small drawing: a bar for each day, if enough days had any."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dateline.site.words import NN_, _n

WIDTH, HEIGHT = 96, 24
DAYS = 28
"""How many days the bars cover."""
LEAST_DAYS = 8
"""Fewer days with reports are no picture."""
_STEP, _BASE = WIDTH / DAYS, 18


class Spark(NamedTuple):
    """A drawing in a box of 96 × 24, in user units, which equal CSS pixels; empty if there is too little to draw."""

    shapes: str = ""
    """Its elements, as SVG."""
    words: str = ""
    """What it shows, in words."""

    @property
    def svg(self) -> str:
        """The drawing as HTML."""
        if not self.shapes:
            return ""
        box = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        return f'<svg class="spark" {box} role="img" aria-label="{self.words}">{self.shapes}</svg>\n'


def spark(reports: Mapping[str, int], filed: Sequence[str]) -> Spark:
    """The drawing of a story.

    Args:
        reports: day → how many items were published on it.
        filed: the days on which the versions were filed, ascending; there is at least one.
    """
    last = date.fromisoformat(filed[-1])
    recent = {age: number for day, number in reports.items() if 0 <= (age := (last - date.fromisoformat(day)).days) < DAYS}
    if len(recent) < LEAST_DAYS:
        return Spark()
    dots = [age for day in dict.fromkeys(filed) if (age := (last - date.fromisoformat(day)).days) < DAYS]
    bars = "".join(_bars(recent))
    marks = "".join([f'<circle cx="{_middle(age):.1f}" cy="22" r="1.5"/>' for age in dots])
    said = NN_("{n} report in {days} days; a dot is a version", "{n} reports in {days} days; a dot is a version")
    return Spark(f'<path d="{bars}"/>{marks}', _n(sum(recent.values()), *said, days=DAYS))


def _bars(recent: Mapping[int, int]) -> Iterator[str]:
    most = max(recent.values())
    for age, number in sorted(recent.items(), reverse=True):
        height = max(1.0, _BASE * number / most)
        yield f"M{_middle(age) - 1:.1f} {_BASE - height:.1f}h2.4v{height:.1f}h-2.4z"


def _middle(age: int) -> float:
    return WIDTH - _STEP * (age + 0.5)


def by_day(days: Iterable[str]) -> dict[str, int]:
    """How often each day is named; dates that are not known to the day are left out."""
    found: dict[str, int] = {}
    for day in days:
        if len(day) == len("2026-05-27"):
            found[day] = found.get(day, 0) + 1
    return found
