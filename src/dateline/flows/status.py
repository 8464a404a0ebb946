"""The state of each story (version, waiting items, findings, questions, cost), of the feeds, and of the month's spending."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from dateline.checks.evidence import Score, score
from dateline.core import ledger
from dateline.core.analysis import AnalysedStory
from dateline.core.model import LEVELS, Finding
from dateline.core.supply import is_fed
from dateline.core.text import figures
from dateline.flows.account import spent
from dateline.flows.shared.questions import asked_since
from dateline.flows.stories.check import check
from dateline.store.cache import Cache, full_texts
from dateline.store.proposed import proposed_versions
from dateline.store.published import all_clashes, published_versions
from dateline.store.reading import read_around
from dateline.store.story import find_stories, read_story
from dateline.wire import health
from dateline.wire.health import Health


@dataclass(frozen=True, slots=True)
class StoryStatus:
    """The state of one story."""

    story: str
    """Its slug."""
    status: str
    """active, dormant, closed or archived."""
    version: int
    """The newest version; 0: no version yet."""
    date: str
    """The day it was filed; empty without a version."""
    waiting: int
    """How many items wait for the next version, without those set aside."""
    findings: Mapping[str, int]
    """Open findings by level."""
    usd: Decimal
    """What all its versions cost, in US dollars."""
    score: Score | None
    """How well the newest version is supported; None without a version."""
    waiting_since: str = ""
    """The day on which the first of the waiting items was collected; empty if none waits."""
    waiting_figures: int = 0
    """How many of the waiting items have a figure in their title."""
    questions: int = 0
    """How many questions are open in the newest version."""
    question_since: str = ""
    """The day since when the oldest of them has been open; empty if none is."""
    reviewed_by: str = ""
    """Who reviewed the newest version; empty if nobody did."""
    proposed: int = 0
    """The number of the newest version if the base does not have it yet, else 0; without a base it is 0, too."""
    open_proposal: int = 0
    """The number of the version that is proposed on the remote and is not here, as last fetched; else 0."""
    review_by: str = ""
    """The day by which an editor wants to have reviewed the story; empty if none is set."""
    clash: int = 0
    """The first number under which the base has another version; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """The state of the whole publication."""

    title: str
    """The publication's title."""
    silent: tuple[str, ...]
    """The feeds and searches that gave nothing for a week."""
    usd: Decimal
    """What the month has cost so far, in US dollars."""
    usd_limit: Decimal | None
    """The most that it may cost; None without a limit."""
    checked: str = ""
    """The day on which every feed had been read for the last time; empty if one never was, or there is none."""
    is_fed: bool = True
    """Whether there is a feed or a search, besides the inbox."""


def status(root: Path, now: str = "") -> tuple[StoryStatus, ...]:
    """The state of each story, by slug.

    Args:
        root: the publication's folder.
        now: the time in UTC; empty: the clock is not used.

    Raises:
        UsageError: if the settings cannot be read.
    """
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in check(root, now=now).findings:
        findings[finding.story].append(finding)
    published, clashing, open_ = published_versions(root), all_clashes(root), proposed_versions(root)
    stories = (read_story(root, slug) for slug in find_stories(root)[0])
    rows = (_standing(AnalysedStory(one), findings[one.slug], full_texts(root, [one])) for one in stories)
    return tuple(
        replace(
            row,
            proposed=row.version if published is not None and row.version not in published.get(row.story, ()) else 0,
            open_proposal=open_[row.story].number if row.story in open_ and open_[row.story].number > row.version else 0,
            clash=min(clashing.get(row.story, ()), default=0),
        )
        for row in rows
    )


def _standing(story: AnalysedStory, findings: Sequence[Finding], texts: Mapping[str, str]) -> StoryStatus:
    dossier, latest = story.dossier, story.dossier.latest
    levels = Counter(finding.level for finding in findings)
    waiting = ledger.waiting(dossier)
    return StoryStatus(
        dossier.slug,
        dossier.story.status,
        latest.version if latest else 0,
        latest.published[:10] if latest else "",
        len(waiting),
        {level: levels[level] for level in LEVELS},
        sum((version.written_by.usd for version in dossier.versions if version.written_by), Decimal(0)),
        score(story, latest, findings, texts) if latest else None,
        min((item.collected[:10] for item in waiting), default=""),
        sum(bool(figures(item.title)) for item in waiting),
        len(latest.open_questions) if latest else 0,
        min(asked_since(dossier).values(), default=""),
        latest.review.by if latest and latest.review else "",
        review_by=dossier.story.review_by or "",
    )


def feeds(root: Path) -> tuple[Health, ...]:
    """The health of each feed in the last runs, by id; empty before the first run."""
    return tuple(sorted(health.of(Cache(root).get(*health.PLACE)).values(), key=lambda one: one.id))


def desk(root: Path, now: str) -> DeskStatus:
    """The state of the whole publication.

    Args:
        root: the publication's folder.
        now: the time in UTC.

    Raises:
        UsageError: if the settings cannot be read.
    """
    around, slugs = read_around(root)
    config, stories = around.config, (read_story(root, slug) for slug in slugs)
    folders = {one.id for one in config.feeds if one.path}
    known = [one for one in feeds(root) if one.id not in folders]
    checked = min(((one.last_success or "")[:10] for one in known), default="")
    usd = spent(root, now[:7], stories, (*around.signals, *around.intros))
    return DeskStatus(config.title, _silent(known, now[:10]), usd, config.update.max_usd_month, checked, is_fed(config))


def _silent(known: Iterable[Health], today: str) -> tuple[str, ...]:
    """The feeds that failed for a week, or that answered and had nothing."""
    return tuple(one.id for one in known if health.is_silent(one, today))
