"""The pages of issues and weeks, their archive and their feeds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from itertools import chain, groupby, pairwise
from typing import Any, NamedTuple

from dateline.core.days import day_of, days_between, midnight_of, shifted, week_of, zone
from dateline.core.model import Intro
from dateline.core.text import clean
from dateline.site import atom, urls
from dateline.site.daily.facts import facts, marked
from dateline.site.daily.issue import DailyIssue, SignedIntro, daily_issues
from dateline.site.daily.plain import plain_text
from dateline.site.daily.rows import FollowedSpan, StoryNews, news_of
from dateline.site.daily.week import WeekOfIssues, weeks
from dateline.site.dates import dated, in_words
from dateline.site.digest import Digest, FeedEntry
from dateline.site.frame import Output, Site
from dateline.site.paging import Sheet, archive
from dateline.site.told import tell
from dateline.site.words import _

ON_A_PAGE = 60
"""How many issues a page of the archive lists."""
MOST_TITLES = 4
"""How many stories the archive names of an issue."""
MOST_ENTRIES = 30
"""How many issues the feeds have."""
MOST_IN_A_FEED = 20
"""How many stories of an issue the feeds tell; their page has all of them."""

MOST_QUIET = timedelta(366)
"""Days without news that have issues one after another."""


class DayRow(NamedTuple):
    """An issue in the archive."""

    day: str
    counts: str
    titles: tuple[str, ...]


class DailyRun(NamedTuple):
    """All issues and weeks of a publication."""

    issues: tuple[DailyIssue, ...]
    weeks: tuple[WeekOfIssues, ...]


def pages(site: Site, digests: Sequence[Digest], intros: Sequence[Intro]) -> Iterable[Output]:
    """The issues, weeks, archive and feeds; nothing if daily issues are off."""
    if not site.config.daily.enabled:
        return
    told, seen = [row for one in digests for row in news_of(one)], [row for one in digests for row in one.rows(FollowedSpan)]
    run = daily_run(site, told, seen, introductions(intros, {one.card.slug: one for one in digests}, site.config.language))
    for issue in run.issues:
        yield site.output(urls.daily(issue.day), _issue_page, issue, shows=issue)
        yield site.output(urls.daily(issue.day) + urls.PLAIN, _plain, issue, shows=issue)
    for week in run.weeks:
        yield site.output(urls.week(week.week), _week_page, week, shows=week)
    yield from _archive(site, run)
    newest = run.issues[: -MOST_ENTRIES - 1 : -1]
    entries = cache(lambda: [_entry(site, one) for one in newest])  # the same for both feeds
    yield from atom.feeds(site, urls.DAILY, _("{title}, day by day", title=site.config.title), entries, shows=newest)


def introductions(intros: Iterable[Intro], digests: Mapping[str, Digest], language: str) -> dict[str, SignedIntro]:
    """Day → its introduction.

    Args:
        intros: the texts; they name stories by their present slugs.
        digests: slug → the stories that they cite, made for the needs of these texts.
        language: whose typographic marks the texts get.
    """
    return {one.day: SignedIntro(tell(one, digests, language), one.author) for one in intros}


def daily_run(
    site: Site,
    told: Sequence[StoryNews],
    followed: Sequence[FollowedSpan],
    intros: Mapping[str, SignedIntro],
    last: str = "",
) -> DailyRun:
    """The issues and the weeks, the oldest first.

    Args:
        site: what every page needs.
        told: what the stories tell of each day and each week.
        followed: from when to when each story is followed.
        intros: day → its introduction; a day that has one has an issue, even if nothing moved.
        last: a day that may have an issue although nothing moved since.
    """
    checked = _by_day(site)
    of_days = [one for one in told if one.of == "day"]
    days = sorted({*(one.period for one in of_days), *intros})
    if days and site.config.daily.quiet == "short":
        days = _filled(sorted({*days, *filter(None, (max(days[-1], last, *checked),))}))
    made = daily_issues(days, of_days, followed, checked)
    issues = tuple(replace(one, intro=intros[one.day]) if one.day in intros else one for one in made)
    of_weeks = [one for one in told if one.of == "week"]
    return DailyRun(issues, tuple(weeks(of_weeks, followed, days)))


def _filled(days: Sequence[str]) -> list[str]:
    """The days with those between; a longer gap than a year stays one: a wrong date must not make a million pages."""
    between = (days_between(first, last) for first, last in pairwise(days) if last <= shifted(first, MOST_QUIET))
    return sorted({*days, *chain.from_iterable(between)})


def _by_day(site: Site) -> Mapping[str, Collection[str]]:
    """Day → the stories that were checked on it."""
    where, found = zone(site.config.timezone), dict[str, set[str]]()
    for at, slugs in site.checks:
        found.setdefault(day_of(at, where), set()).update(slugs)
    return found


def _shown(site: Site, template: str, address: str, year: str, **context: Any) -> bytes:
    """A page; days of that year are said without it."""
    said = partial(in_words, year=year)
    named = partial(in_words, year=year, has_weekday=True)
    return site.page(template, address, facts=facts, marked=marked, said=said, named=named, **context)


def _issue_page(site: Site, address: str, issue: DailyIssue) -> bytes:
    return _shown(site, "daily.html", address, issue.day[:4], issue=issue, week=week_of(issue.day))


def _plain(site: Site, _address: str, issue: DailyIssue) -> bytes:
    return plain_text(site, issue).encode()


def _week_page(site: Site, address: str, week: WeekOfIssues) -> bytes:
    return _shown(site, "week.html", address, week.days[-1][:4], week=week, dated=dated)


def _archive(site: Site, run: DailyRun) -> Iterator[Output]:
    """The list of issues by week; the newest first on its first page."""
    titles = {one.week: one for one in run.weeks}
    rows = [DayRow(one.day, one.counts, tuple(each.title for each in one.moved[:MOST_TITLES])) for one in run.issues]
    for sheet in archive(urls.DAILY, len(rows), ON_A_PAGE):
        some = rows[sheet.rows] if sheet.number else rows[sheet.rows][::-1]
        by_week = [(titles[week], tuple(days)) for week, days in groupby(some, lambda row: week_of(row.day))]
        shows = (sheet, [(week.week, days) for week, days in by_week])
        yield site.output(sheet.address, _archive_page, sheet, by_week, shows=shows)


def _archive_page(site: Site, address: str, sheet: Sheet, by_week: Sequence[tuple[WeekOfIssues, Sequence[DayRow]]]) -> bytes:
    return _shown(site, "days.html", address, "", sheet=sheet, weeks=by_week)


def _entry(site: Site, issue: DailyIssue) -> FeedEntry:
    address, midnight = urls.daily(issue.day), midnight_of(issue.day, zone(site.config.timezone))
    return FeedEntry(
        filed=issue.updated or midnight,
        slug="",
        number=0,
        id=urls.tag_uri(site.config.url, issue.day, address),
        url=urls.absolute(site.config.url, address),
        title=clean(f"{issue.title}: {issue.counts}"),
        published=issue.began or midnight,
        updated=issue.updated or midnight,
        html=clean(_shown(site, "daily-entry.html", address, issue.day[:4], issue=issue.cut(MOST_IN_A_FEED)).decode()),
        tags=(),
    )
