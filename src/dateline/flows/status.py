"""How things stand: each story's version, what waits, what is open, what it cost; each feed's health."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dateline.checks import Score, score
from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import seen
from dateline.core.model import LEVELS, Finding
from dateline.flows.check import check
from dateline.store import Cache, full_texts
from dateline.wire import health
from dateline.wire.health import Health


@dataclass(frozen=True, slots=True)
class Standing:
    """How one story stands."""

    story: str
    """Its slug."""
    status: str
    """active, dormant or closed."""
    version: int
    """The newest version; 0: none yet."""
    date: str
    """The day it was filed; empty where there is none."""
    waiting: int
    """Items that the newest version had not seen, without those set aside."""
    findings: Mapping[str, int]
    """Open findings by level."""
    usd: Decimal
    """What all its versions cost, in US dollars."""
    score: Score | None
    """How well the newest version is supported; None where there is none."""


def status(root: Path) -> tuple[Standing, ...]:
    """How each story of the publication stands, by slug.

    Raises:
        UsageError: when the settings cannot be read.
    """
    checked = check(root)
    texts = full_texts(root, checked.publication.stories)
    return tuple(_standing(story, checked.findings, texts) for story in checked.stories)


def _standing(story: AnalysedStory, findings: Sequence[Finding], texts: Mapping[str, str]) -> Standing:
    dossier, latest = story.dossier, story.dossier.latest
    levels = Counter(finding.level for finding in findings if finding.story == dossier.slug)
    return Standing(
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
    """Each feed's health by id, as the last runs found it; nothing where no run has been."""
    return tuple(sorted(health.of(Cache(root).get(*health.PLACE)).values(), key=lambda one: one.id))
