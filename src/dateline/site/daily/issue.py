"""The issue of a day: what every form of it shows, be it the page, a feed or the mail."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from dateline.core.days import with_weekday
from dateline.core.text.day_words import day_in_words
from dateline.core.text.lists import counted
from dateline.site.daily.moved import FollowedSpan, StoryNews
from dateline.site.told import ToldEssay

MOST_QUIET = 12
"""How many stories without news an issue names, those that moved last; the others are counted."""
NEW_STORY = 4
"""How much a new story weighs; it has nothing to be compared with."""


class NamedStory(NamedTuple):
    """A story without news."""

    slug: str
    title: str


class SignedIntro(NamedTuple):
    """The introduction to an issue."""

    told: ToldEssay
    """What it says, with its sources."""
    author: str
    """Who signs it; empty if nobody is named."""

    @property
    def signed(self) -> str:
        """Who wrote it and who looked at it, in sentences for readers."""
        made = f"{self.told.made.drafted}. {self.told.made.reviewed}." if self.told.made else ""
        return " ".join(filter(None, (f"By {self.author}." if self.author else "", made)))


@dataclass(frozen=True, slots=True)
class DailyIssue:
    """What changed on a day."""

    day: str
    """The day, in the publication's time zone."""
    told: tuple[StoryNews, ...]
    """The stories of which a version was filed or withdrawn, the weightiest first."""
    checked: tuple[NamedStory, ...]
    """The stories that were checked on that day and had no news, those that moved last first."""
    quiet: tuple[NamedStory, ...]
    """Those without news of which it is not known whether they were checked."""
    others: int
    """How many more had no news."""
    previous: str = ""
    """The day of the issue before; empty for the first one."""
    next: str = ""
    """The day of the issue after; empty for the newest one."""
    intro: SignedIntro | None = None
    """What stands above all; None if nobody wrote an introduction."""
    left_out: int = 0
    """How many more stories moved that a letter or a feed has no room for."""

    def cut(self, most: int) -> "DailyIssue":
        """The issue with this many stories at most, the weightiest; the others are counted."""
        return replace(self, told=self.told[:most], left_out=len(self.told[most:])) if len(self.told) > most else self

    @property
    def moved(self) -> tuple[StoryNews, ...]:
        """The stories with a new version."""
        return tuple(one for one in self.told if one.numbers)

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
        """The day, as people say it."""
        return with_weekday(self.day)

    @property
    def made(self) -> str:
        """How it was made, in a sentence for readers."""
        day = day_in_words(self.day)
        if not self.told:
            return f"Written by program: no version was filed on {day}."
        return f"Written by program from the versions filed on {day}; every line leads to its sources."

    @property
    def updated(self) -> str:
        """When the last of it was filed, or the first second of the day."""
        return max((one.filed for one in self.told), default="") or f"{self.day}T00:00:00Z"

    @property
    def counts(self) -> str:
        """How much there is of what, in a line."""
        corrected = sum(len(one.corrected) for one in self.told)
        answered = sum(len(one.answered) for one in self.told)
        moved = len(self.moved) + self.left_out
        parts = [
            counted(corrected, "correction") if corrected else "",
            f"{moved} {'story' if moved == 1 else 'stories'} moved" if moved else "Nothing moved",
            f"{counted(answered, 'question')} answered" if answered else "",
        ]
        return " · ".join(filter(None, parts))


def ranked(told: Iterable[StoryNews]) -> tuple[StoryNews, ...]:
    """Stories in order of weight; of two that weigh the same, the one that was filed last comes first."""
    by_time = sorted(told, key=lambda one: (one.filed, one.slug), reverse=True)
    return tuple(sorted(by_time, key=lambda one: -max(one.weight, NEW_STORY * one.is_new)))


def is_followed(one: FollowedSpan, day: str) -> bool:
    """Whether a story is followed on a day."""
    return one.first <= day and (not one.until or day <= one.until)


def daily_issues(
    days: Sequence[str], told: Iterable[StoryNews], followed: Sequence[FollowedSpan], checked: Mapping[str, Collection[str]]
) -> Iterator[DailyIssue]:
    """The issues of some days, the oldest first.

    Args:
        days: the days, ascending; all on which something moved are among them.
        told: what the stories tell of each day.
        followed: from when to when each story is followed.
        checked: day → the stories that were checked on it, where that is known.
    """
    by_day: dict[str, list[StoryNews]] = {}
    for one in told:
        by_day.setdefault(one.period, []).append(one)
    known = {one.slug: one for one in followed}
    first, until = sorted(one.first for one in followed), sorted(one.until for one in followed if one.until)
    by_time: dict[str, str] = {}
    """Slug → title, those that moved last at the end."""
    for day, before, after in zip(days, ["", *days], [*days[1:], ""], strict=False):
        here = {one.slug: one.title for one in by_day.get(day, ())}
        for slug in here:
            by_time.pop(slug, None)
        shown = tuple(islice((NamedStory(*row) for row in reversed(by_time.items()) if _rests(row[0], known, day)), MOST_QUIET))
        total = bisect_right(first, day) - bisect_left(until, day) - sum(_rests(slug, known, day) for slug in here)
        sure = checked.get(day, ())
        named = tuple(one for one in shown if one.slug in sure), tuple(one for one in shown if one.slug not in sure)
        yield DailyIssue(day, ranked(by_day.get(day, ())), *named, max(0, total - len(shown)), before, after)
        by_time |= here


def _rests(slug: str, known: Mapping[str, FollowedSpan], day: str) -> bool:
    """Whether a story is followed on a day, so that it is worth saying that nothing is new."""
    return slug in known and is_followed(known[slug], day)
