"""The issue of a day: what every form of it shows, be it the page, a feed or the mail."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.site.daily.rows import FollowedSpan, StoryNews
from dateline.site.dates import in_words
from dateline.site.told import ToldEssay
from dateline.site.words import _, _n

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
        by = _("By {name}.", name=re.sub("^The ", "the ", self.author)) if self.author else ""
        return " ".join(filter(None, (by, made)))


@dataclass(frozen=True, slots=True)
class DailyIssue:
    """What changed on a day."""

    day: str
    """The day, in the publication's time zone."""
    told: tuple[StoryNews, ...]
    """The stories to which something happened, the weightiest first."""
    checked: tuple[NamedStory, ...] = ()
    """The stories that were checked on that day and had nothing new, those that moved last first."""
    quiet: tuple[NamedStory, ...] = ()
    """Those without a new version of which that is not known."""
    others: int = 0
    """How many more had no new version."""
    previous: str = ""
    """The day of the issue before; empty for the first one."""
    next: str = ""
    """The day of the issue after; empty for the newest one."""
    intro: SignedIntro | None = None
    """What stands above all; None if nobody wrote an introduction."""
    left_out: int = 0
    """How many more stories moved that a letter or a feed has no room for."""
    total: str = ""
    """The counts of the whole issue, if some is left out."""

    def cut(self, most: int) -> "DailyIssue":
        """The issue with this many stories that moved, the weightiest; the others are counted. No correction is left out."""
        moved = [one for one in self.told if one.numbers]
        kept = {one.slug for one in moved[:most]}
        told = tuple(one if one.slug in kept or not one.numbers else _corrections_of(one) for one in self.told)
        shown = tuple(one for one in told if one.numbers or one.corrected or one.closed)
        return replace(self, told=shown, left_out=len(moved[most:]), total=self.counts) if len(moved) > most else self

    @property
    def moved(self) -> tuple[StoryNews, ...]:
        """The stories with a new version."""
        return tuple(one for one in self.told if one.numbers)

    @property
    def title(self) -> str:
        """The day, as people say it."""
        return in_words(self.day, has_weekday=True)

    @property
    def made(self) -> str:
        """How it was made, in a sentence for readers."""
        day = in_words(self.day)
        if self.intro and self.moved:
            made = _("All but the introduction is put together by a program from the versions filed on {date}.", date=day)
        elif self.moved:
            made = _("This issue was put together by a program from the versions filed on {date}.", date=day)
        elif self.intro:
            made = _("All but the introduction is put together by a program.")
        else:
            made = _("This issue was put together by a program.")
        end = _("The briefs name every source.") if self.moved else _("No version was filed on {date}.", date=day)
        return f"{made} {end}"

    @property
    def is_unreviewed(self) -> bool:
        """Whether no person reviewed any of the versions, so that this is said once."""
        return bool(self.moved) and all(one.reviewed for one in self.moved)

    @property
    def began(self) -> str:
        """When the first of it was filed; empty if nothing was."""
        return min((one.began for one in self.moved), default="")

    @property
    def updated(self) -> str:
        """When the last of it was filed; empty if nothing was."""
        return max((one.filed for one in self.moved), default="")

    @property
    def counts(self) -> str:
        """How much there is of what, in a line."""
        return self.total or " · ".join(counts_of(self.told)) or _("Nothing moved")


def counts_of(told: Iterable[StoryNews], *, has_moved: bool = True) -> Iterator[str]:
    """The counts of corrections, answers and closed stories; with `has_moved`, of stories that moved, too."""
    some = tuple(told)
    corrected, answered = sum(len(one.corrected) for one in some), sum(len(one.answered) for one in some)
    moved, closed = sum(bool(one.numbers) for one in some), sum(bool(one.closed) for one in some)
    if corrected:
        yield _n(corrected, "{n} correction", "{n} corrections")
    if moved and has_moved:
        yield _n(moved, "{n} story moved", "{n} stories moved")
    if answered:
        yield _n(answered, "{n} question answered", "{n} questions answered")
    if closed:
        yield _n(closed, "{n} story closed", "{n} stories closed")


def _corrections_of(one: StoryNews) -> StoryNews:
    """What a story corrects, and nothing else."""
    kept = one._replace(numbers=(), redlines=(), is_new=False, began="", filed="", lead="", news=(), answered=(), weight=0)
    return kept._replace(reviewed="")


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
    """Slug → title, those that moved last at the end; without those that are not followed any more."""
    for day, before, after in zip(days, ["", *days], [*days[1:], ""], strict=False):
        here = {one.slug: one.title for one in by_day.get(day, ())}
        for slug in here:
            by_time.pop(slug, None)
        resting: list[NamedStory] = []
        over: list[NamedStory] = []
        for slug, title in reversed(by_time.items()):
            (resting if _rests(slug, known, day) else over).append(NamedStory(slug, title))
            if len(resting) == MOST_QUIET:
                break
        for gone in over:
            del by_time[gone.slug]
        total = bisect_right(first, day) - bisect_left(until, day) - sum(_rests(slug, known, day) for slug in here)
        sure = checked.get(day, ())
        named = tuple(one for one in resting if one.slug in sure), tuple(one for one in resting if one.slug not in sure)
        yield DailyIssue(day, ranked(by_day.get(day, ())), *named, max(0, total - len(resting)), before, after)
        by_time |= here


def _rests(slug: str, known: Mapping[str, FollowedSpan], day: str) -> bool:
    """Whether a story is followed on a day, so that it is worth saying that it has no new version."""
    return slug in known and is_followed(known[slug], day)
