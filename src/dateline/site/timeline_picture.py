"""The timeline of a version as a small drawing: an axis with its events, days as dots, months and years as bars.

Heights are in CSS pixels and horizontal positions in per cent, so the drawing fits any width and its letters keep their size.
What it shows is also said in words.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.model import Version
from dateline.site.chronicle import Chronicle
from dateline.site.dates import in_words, short_month
from dateline.site.happenings import Happening, happenings
from dateline.site.rows import joined
from dateline.site.words import _, _n

HEIGHT, AXIS, LABELS, ARC = 64, 36, 58, 28
"""The drawing; the axis and the feet of the letters, from the top; how high an arc rises."""
LEFT, WIDTH = 2.0, 96.0
"""Where the axis's first day is, and how much it takes to the last one."""
LEAST_DAYS = 14
"""Stretches are only folded if the shorter ones have so many days together."""
FOLDED, MOST_FOLDED = 7.0, 48.0
"""The width of a folded stretch, and the most that all of them get."""
BAR = 4
"""A bar without other dates in it is drawn as if it had only this part of its days, for nothing is known of them."""
CHARACTER = 2.7
"""The width of a letter on the narrowest phone, in per cent."""
_DAY, _MONTH = len("2026-03-27"), len("2026-03")


class Stretch(NamedTuple):
    """The days of a date that may be a day, a month or a year, as ordinals."""

    first: int
    last: int


class Dot(NamedTuple):
    """What the drawing has at one date."""

    span: Stretch
    date: str
    is_new: bool
    is_ahead: bool


def picture(chronicle: Chronicle, position: int) -> Markup:
    """The timeline of the version at a position; empty if its events have fewer than two dates."""
    version, told = chronicle.versions[position], chronicle.once(happenings).told[position]
    fresh = version.version if position else 0
    today = version.published[:_DAY]
    marks = _marks(told, fresh, today)
    if len(marks) < 2:  # noqa: PLR2004  # an axis has two ends
        return Markup()
    moved = [step for one in told for step in pairwise(one.moves)]
    scale = _Scale([*(one.span for one in marks), *(_span(one) for one in (*(was for was, _ in moved), today))])
    rows = [
        f'<line x1="0" x2="100%" y1="{AXIS}" y2="{AXIS}"/>',
        *(_fold(x) for x in scale.folds),
        *(_bar(one, scale) for one in marks if len(one.date) < _DAY),
        *(_dot(one, scale) for one in marks if len(one.date) == _DAY),
        *(_arc(*step, scale) for step in dict.fromkeys(moved)),
        f'<line class="now" x1="{_at(scale, today)}%" x2="{_at(scale, today)}%" y1="{AXIS - 14}" y2="{AXIS + 6}"/>',
        *_labels(version, moved, marks, scale),
    ]
    words = escape(_words(told, moved, fresh))
    return joined([f'<svg class="times" role="img" height="{HEIGHT}" aria-label="{words}">', *rows, "</svg>"])


# --- what it shows ---------------------------------------------------------------------------------------------------------


def _marks(told: Iterable[Happening], fresh: int, today: str) -> list[Dot]:
    """One mark for each date, by date: it is new if one of its events is, and ahead if all are."""
    found: dict[str, Dot] = {}
    for one in told:
        was = found.get(one.event.date)
        is_new, is_ahead = one.since == fresh, one.event.ahead
        if was:
            is_new, is_ahead = is_new or was.is_new, is_ahead and was.is_ahead
        first, last = _span(one.event.date)
        if not is_ahead:  # what happened in a month or year that goes on has happened before today
            last = max(first, min(last, _span(today).first))
        found[one.event.date] = Dot(Stretch(first, last), one.event.date, is_new, is_ahead)
    return sorted(found.values())


def _words(told: Sequence[Happening], moved: Sequence[tuple[str, str]], fresh: int) -> str:
    """What the drawing shows, in sentences."""
    dates = sorted(one.event.date for one in told)
    new, ahead = sum(one.since == fresh for one in told), sum(one.event.ahead for one in told)
    span = {"first": in_words(dates[0]), "last": in_words(dates[-1])}
    said = [_n(len(told), "{n} event from {first} to {last}.", "{n} events from {first} to {last}.", **span)]
    said += [_n(new, "{n} is new in version {version}.", "{n} are new in version {version}.", version=fresh)] if new else []
    said += [_n(ahead, "{n} is ahead.", "{n} are ahead.")] if ahead else []
    said += [_("Moved from {before} to {after}.", before=in_words(was), after=in_words(now)) for was, now in dict.fromkeys(moved)]
    return " ".join(said)


# --- where it is -----------------------------------------------------------------------------------------------------------


def _span(day: str) -> Stretch:
    year, month, of_month = (int(one) if one else 0 for one in (*day.split("-"), "", "")[:3])
    first = date(year, month or 1, of_month or 1)
    last = date(year, month or 12, of_month or monthrange(year, month or 12)[1])
    return Stretch(first.toordinal(), last.toordinal())


class _Scale:
    """Turns days into per cent of the width; a stretch in which nothing begins or ends may be folded."""

    def __init__(self, spans: Sequence[Stretch]) -> None:
        self._days = sorted({day for span in spans for day in span})
        steps = [*pairwise(self._days)]
        bars = {place for place, step in enumerate(steps) if step in spans}
        lengths = [(b - a) / (BAR if place in bars else 1) for place, (a, b) in enumerate(steps)]
        folded = _folded(lengths)
        fold = min(FOLDED, MOST_FOLDED / max(1, len(folded)))
        whole = sum(length for place, length in enumerate(lengths) if place not in folded)
        share = (WIDTH - fold * len(folded)) / whole
        widths = [fold if place in folded else length * share for place, length in enumerate(lengths)]
        self._places = [*accumulate(widths, initial=LEFT)]
        self.folds = [round(self._places[one] + fold / 2, 1) for one in sorted(folded - bars)]
        """Where an empty stretch is folded."""

    def __call__(self, day: int) -> float:
        """The place of a day that one of the spans begins or ends with; of another, that of the one before it."""
        return round(self._places[bisect_right(self._days, day) - 1], 1)


def _folded(lengths: Sequence[float]) -> set[int]:
    """The places of the stretches of which even the shortest is longer than all that are shorter together."""
    shorter = 0.0
    for length in sorted(lengths):
        if length > shorter >= LEAST_DAYS:
            return {place for place, other in enumerate(lengths) if other >= length}
        shorter += length
    return set()


def _at(scale: Callable[[int], float], day: str) -> float:
    """The place of a date: the middle of a month or year."""
    first, last = map(scale, _span(day))
    return round((first + last) / 2, 1)


# --- how it looks ----------------------------------------------------------------------------------------------------------


def _classes(one: Dot) -> str:
    names = " ".join(["new"] * one.is_new + ["ahead"] * one.is_ahead)
    return f' class="{names}"' if names else ""


def _dot(one: Dot, scale: _Scale) -> str:
    return f'<circle{_classes(one)} cx="{scale(one.span.first)}%" cy="{AXIS}" r="4"/>'


def _bar(one: Dot, scale: _Scale) -> str:
    first, last = map(scale, one.span)
    return f'<rect{_classes(one)} x="{first}%" width="{last - first:.1f}%" y="{AXIS - 4}" height="8" rx="4"/>'


def _fold(x: float) -> str:
    return f'<svg x="{x}%" y="{AXIS}"><path class="gap" d="M-4-5v10h8v-10z"/><path d="M-6 5l4-10M2 5l4-10"/></svg>'


def _arc(was: str, now: str, scale: _Scale) -> str:
    """From the old date, which has a cross, to the new one, which has an arrow's head."""
    start, end = _at(scale, was), _at(scale, now)
    left, top = min(start, end), AXIS - 6 - ARC
    return (
        f'<g class="moved"><svg x="{start}%" y="{AXIS}"><path d="M-3-3l6 6M-3 3l6-6"/></svg>'
        f'<svg x="{left}%" y="{top}" width="{abs(end - start):.1f}%" height="{ARC}" viewBox="0 0 9 9" preserveAspectRatio="none">'
        f'<path vector-effect="non-scaling-stroke" d="M0 9C2-3 7-3 9 9"/></svg>'
        f'<svg x="{end}%" y="{AXIS - 6}"><path d="M-5-3l5 3l1-6"/></svg></g>'
    )


def _labels(version: Version, moved: Iterable[tuple[str, str]], marks: Sequence[Dot], scale: _Scale) -> Iterator[str]:
    """Below the axis, as far as a narrow phone has room: the version, dates of the ends, of what moved, is ahead, and others."""
    today = version.published[:_DAY]
    ahead = [one.date for one in marks if one.is_ahead]
    ends = [marks[0].date, marks[-1].date]
    wanted = [today, *ends, *(was for was, _ in moved), *ahead, *(one.date for one in marks)]
    taken: list[tuple[float, float]] = []
    for day in dict.fromkeys(wanted):
        said = f"v{version.version}" if day == today else _shortly(day, today)
        wide, x = len(said) * CHARACTER, _at(scale, day)
        left = min(max(x - wide / 2, 0), 100 - wide)
        if all(left + wide < one or left > other for one, other in taken):
            taken.append((left - CHARACTER, left + wide + CHARACTER))
            anchor = "start" if left == 0 else "end" if left == 100 - wide else ""
            x = 0 if anchor == "start" else 100 if anchor else x
            place = f' text-anchor="{anchor}"' if anchor else ""
            yield f'<text x="{x}%" y="{LABELS}"{place}>{said}</text>'


def _shortly(day: str, today: str) -> str:
    """A date in a few letters: "14 Mar", "Oct 2025", "2025"; a day has its year if that is not today's."""
    year, month, of_month = (*day.split("-"), "", "")[:3]
    shown = "" if of_month and today.startswith(year) else year
    return " ".join(filter(None, (of_month.lstrip("0"), month and short_month(int(month)), shown)))
