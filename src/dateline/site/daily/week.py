"""A week: which stories are new, which go on, which have become quiet, and what was settled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from dateline.core.days import days_of, week_of
from dateline.site.daily.issue import counts_of, is_followed, ranked
from dateline.site.daily.rows import FollowedSpan, StoryNews
from dateline.site.dates import in_words
from dateline.site.words import _, _n

QUIET = 4
"""A story is named as quiet if it did not move in a week, but did in one of so many weeks before it."""


@dataclass(frozen=True, slots=True)
class WeekOfIssues:
    """What changed in a week."""

    week: str
    """The week, as ISO 8601 numbers it: 2026-22."""
    days: tuple[str, ...]
    """Its days that have an issue."""
    told: tuple[StoryNews, ...]
    """The stories of which a version was filed or withdrawn, the weightiest first."""
    quiet: tuple[StoryNews, ...]
    """What was last told of the stories that moved in the weeks before and did not in this one; empty until it has ended."""
    previous: str = ""
    """The week before that something is told of; empty for the first one."""
    next: str = ""
    """The week after; empty for the newest one."""

    @property
    def emerging(self) -> tuple[StoryNews, ...]:
        """The new stories."""
        return tuple(one for one in self.told if one.is_new)

    @property
    def going_on(self) -> tuple[StoryNews, ...]:
        """The stories that moved and are not new."""
        return tuple(one for one in self.told if one.numbers and not one.is_new)

    @property
    def is_unreviewed(self) -> bool:
        """Whether no person reviewed any of the versions, so that this is said once."""
        moved = (*self.emerging, *self.going_on)
        return bool(moved) and all(one.reviewed for one in moved)

    @property
    def title(self) -> str:
        """The week as people say it: "Week 22, 25 to 31 May 2026"."""
        first, *_between, last = days_of(self.week)
        number, until = int(self.week[-2:]), in_words(last)
        if first.startswith(last[:7]):
            return _("Week {n}, {day} to {last}", n=number, day=date.fromisoformat(first).day, last=until)
        return _("Week {n}, {first} to {last}", n=number, first=in_words(first, last[:4]), last=until)

    @property
    def counts(self) -> str:
        """How much there is of what, in a line."""
        parts = [_n(len(self.emerging), "{n} emerging", "{n} emerging")] if self.emerging else []
        parts += [_n(len(self.going_on), "{n} going on", "{n} going on")] if self.going_on else []
        parts += [_n(len(self.quiet), "{n} quiet", "{n} quiet")] if self.quiet else []
        return " · ".join((*parts, *counts_of(self.told, has_moved=False)))


def weeks(told: Iterable[StoryNews], followed: Sequence[FollowedSpan], days: Iterable[str]) -> Iterator[WeekOfIssues]:
    """The weeks with an issue, the oldest first.

    Args:
        told: what the stories tell of each week.
        followed: from when to when each story is followed.
        days: the days that have an issue.
    """
    by_week: dict[str, list[StoryNews]] = {}
    issues: dict[str, list[str]] = {}
    for one in told:
        by_week.setdefault(one.period, []).append(one)
    for day in days:
        issues.setdefault(week_of(day), []).append(day)
    known = {one.slug: one for one in followed}
    recent: dict[str, StoryNews] = {}
    """Slug → what a story told in the last week in which it moved."""
    names, newest = sorted({*issues, *by_week}), max(chain(*issues.values()), default="")
    for week, before, after in zip(names, ["", *names], [*names[1:], ""], strict=False):
        here = by_week.get(week, [])
        recent = {slug: one for slug, one in recent.items() if _distance(one.period, week) <= QUIET}
        recent |= {one.slug: one for one in here if one.numbers}
        last, found = days_of(week)[-1], (one for one in recent.values() if one.period != week and one.slug in known)
        quiet = tuple(one for one in found if last < newest and is_followed(known[one.slug], last))
        yield WeekOfIssues(week, tuple(issues.get(week, ())), ranked(here), quiet, before, after)


def _distance(earlier: str, later: str) -> int:
    """How many weeks are between two weeks."""
    first, last = (date.fromisoformat(days_of(week)[0]) for week in (earlier, later))
    return (last - first).days // 7
