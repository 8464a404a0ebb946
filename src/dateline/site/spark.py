"""How many reports a story had, in a small drawing: a bar for each day, or a line through its versions if few days had any."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dateline.core.text.lists import counted

WIDTH, HEIGHT, PAD = 96, 24, 3
DAYS = 28
"""How many days the bars cover."""
LEAST_DAYS = 8
"""Fewer days with reports are no picture."""
_STEP, _BASE = WIDTH / DAYS, 18


class Spark(NamedTuple):
    """A drawing in a box of 96 × 24, in user units, which equal CSS pixels."""

    shapes: str = ""
    """Its elements, as SVG."""
    words: str = ""
    """What it shows, in words."""

    @property
    def svg(self) -> str:
        """The drawing as HTML."""
        box = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        return f'<svg class="spark" {box} role="img" aria-label="{self.words}">{self.shapes}</svg>'


def spark(values: Sequence[int], reports: Mapping[str, int], filed: Sequence[str]) -> Spark:
    """The drawing of a story.

    Args:
        values: the number of items in each version, from the oldest to the newest.
        reports: day → how many items were published on it.
        filed: the days on which the versions were filed, ascending; there is at least one.
    """
    last = date.fromisoformat(filed[-1])
    recent = {age: number for day, number in reports.items() if 0 <= (age := (last - date.fromisoformat(day)).days) < DAYS}
    if len(recent) < LEAST_DAYS:
        items, versions = counted(values[-1], "item"), counted(len(values), "version")
        return Spark(_line(values), f"{items} after {versions}")
    dots = [age for day in dict.fromkeys(filed) if (age := (last - date.fromisoformat(day)).days) < DAYS]
    bars = "".join(_bars(recent))
    marks = "".join([f'<circle cx="{_middle(age):.1f}" cy="22" r="1.5"/>' for age in dots])
    return Spark(
        f'<path class="bars" d="{bars}"/>{marks}', f"{counted(sum(recent.values()), 'report')} in {DAYS} days; a dot is a version"
    )


def _bars(recent: Mapping[int, int]) -> Iterator[str]:
    most = max(recent.values())
    for age, number in sorted(recent.items(), reverse=True):
        height = max(1.0, _BASE * number / most)
        yield f"M{_middle(age) - 1:.1f} {_BASE - height:.1f}h2.4v{height:.1f}h-2.4z"


def _middle(age: int) -> float:
    return WIDTH - _STEP * (age + 0.5)


def _line(values: Sequence[int]) -> str:
    """A line through the values, with the area below it, and a dot at the newest one."""
    most, inner = max(values) or 1, HEIGHT - 2 * PAD
    step = (WIDTH - 2 * PAD) / max(1, len(values) - 1)
    places = [(PAD + i * step, HEIGHT - PAD - inner * value / most) for i, value in enumerate(values)]
    if len(places) == 1:
        places = [(PAD, places[0][1]), (WIDTH - PAD, places[0][1])]
    (x, y), line = places[-1], "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return f'<path class="area" d="{line}L{x:.1f} 22L{PAD} 22Z"/><path d="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'


def by_day(days: Iterable[str]) -> dict[str, int]:
    """How often each day is named; dates that are not known to the day are left out."""
    found: dict[str, int] = {}
    for day in days:
        if len(day) == len("2026-05-27"):
            found[day] = found.get(day, 0) + 1
    return found
