"""A week: which stories are new, which go on, which have become quiet, and what was settled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.days import days_of, week_of
from dateline.core.text.day_words import day_in_words
from dateline.core.text.lists import counted
from dateline.site.daily.issue import NamedStory, is_followed, ranked
from dateline.site.daily.moved import FollowedSpan, StoryNews

FADING = 4
"""A story is fading if it did not move in a week, but did in one of so many weeks before it."""


@dataclass(frozen=True, slots=True)
class WeekOfIssues:
    """What changed in a week."""

    week: str
    """The week, as ISO 8601 numbers it: 2026-22."""
    days: tuple[str, ...]
    """Its days that have an issue."""
    told: tuple[StoryNews, ...]
    """The stories of which a version was filed or withdrawn, the weightiest first."""
    fading: tuple[NamedStory, ...]
    """The stories that moved in the weeks before and did not in this one."""
    closed: tuple[NamedStory, ...]
    """The stories that were closed."""
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
    def corrected(self) -> tuple[StoryNews, ...]:
        """The stories with a correction or a withdrawn version."""
        return tuple(one for one in self.told if one.corrected)

    @property
    def answered(self) -> tuple[StoryNews, ...]:
        """The stories with a question that was answered."""
        return tuple(one for one in self.told if one.answered)

    @property
    def title(self) -> str:
        """The week as people say it: "Week 22, 25 to 31 May 2026"."""
        first, *_, last = days_of(self.week)
        year, month = last[:4], last[:7]
        start = str(date.fromisoformat(first).day) if first.startswith(month) else day_in_words(first, year)
        return f"Week {int(self.week[-2:])}, {start} to {day_in_words(last)}"

    @property
    def counts(self) -> str:
        """How much there is of what, in a line."""
        settled = len(self.closed) + sum(len(one.answered) for one in self.told)
        parts = {"emerging": self.emerging, "going on": self.going_on, "fading": self.fading}
        rows = [*((len(found), name) for name, found in parts.items()), (settled, "settled")]
        return " · ".join((counted(len(self.days), "issue"), *(f"{number} {name}" for number, name in rows if number)))


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
    closed = {one.slug: week_of(one.until) for one in followed if one.is_closed}
    titles: dict[str, str] = {}
    recent: dict[str, str] = {}
    """Slug → the last week in which a story moved."""
    names = sorted(issues)
    for week, before, after in zip(names, ["", *names], [*names[1:], ""], strict=False):
        here = by_week.get(week, ())
        titles |= {one.slug: one.title for one in here}
        recent = {slug: at for slug, at in recent.items() if _distance(at, week) <= FADING} | {one.slug: week for one in here}
        last = days_of(week)[-1]
        fading = (slug for slug, at in recent.items() if at != week and slug in known and is_followed(known[slug], last))
        ended = (slug for slug in sorted(closed) if closed[slug] == week and slug in titles)
        yield WeekOfIssues(
            week,
            tuple(issues[week]),
            ranked(here),
            tuple(NamedStory(slug, titles[slug]) for slug in fading),
            tuple(NamedStory(slug, titles[slug]) for slug in ended),
            before,
            after,
        )


def _distance(earlier: str, later: str) -> int:
    """How many weeks are between two weeks."""
    first, last = (date.fromisoformat(days_of(week)[0]) for week in (earlier, later))
    return (last - first).days // 7
