"""The state of each story (version, waiting items, findings, cost) and the health of each feed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dateline.checks.evidence import Score, score
from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import seen
from dateline.core.model import LEVELS, Finding
from dateline.flows.stories.check import check
from dateline.store.cache import Cache, full_texts
from dateline.store.story import find_stories, read_story
from dateline.wire import health
from dateline.wire.health import Health


@dataclass(frozen=True, slots=True)
class StoryStatus:
    """The state of one story."""

    story: str
    """Its slug."""
    status: str
    """active, dormant or closed."""
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


def status(root: Path) -> tuple[StoryStatus, ...]:
    """The state of each story, by slug.

    Raises:
        UsageError: if the settings cannot be read.
    """
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in check(root).findings:
        findings[finding.story].append(finding)
    stories = (read_story(root, slug) for slug in find_stories(root)[0])
    return tuple(_standing(AnalysedStory(one), findings[one.slug], full_texts(root, [one])) for one in stories)


def _standing(story: AnalysedStory, findings: Sequence[Finding], texts: Mapping[str, str]) -> StoryStatus:
    dossier, latest = story.dossier, story.dossier.latest
    levels = Counter(finding.level for finding in findings)
    return StoryStatus(
        dossier.slug,
        dossier.story.status,
        latest.version if latest else 0,
        latest.published[:10] if latest else "",
        sum(item.is_usable for item in dossier.items[seen(dossier.items, latest) :]),
        {level: levels[level] for level in LEVELS},
        sum((version.written_by.usd for version in dossier.versions if version.written_by), Decimal(0)),
        score(story, latest, findings, texts) if latest else None,
    )


def feeds(root: Path) -> tuple[Health, ...]:
    """The health of each feed in the last runs, by id; empty before the first run."""
    return tuple(sorted(health.of(Cache(root).get(*health.PLACE)).values(), key=lambda one: one.id))
