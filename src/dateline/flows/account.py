"""How much a run may spend on models, and how much its month has cost."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from dateline.core.config import Update
from dateline.core.model import Dossier, Intro, Signal
from dateline.desk.budget import Budget
from dateline.store.cache import Cache
from dateline.store.reading import read_publication


def open_budget(root: Path, settings: Update, month: str) -> Budget:
    """The budget of a run.

    Args:
        root: the publication's folder.
        settings: the limits.
        month: `2026-05`.
    """
    publication = read_publication(root)
    before = spent(root, month, publication.stories, (*publication.signals, *publication.intros))
    return Budget(settings.max_usd, settings.max_usd_story, settings.max_usd_month, before=before)


def record_spending(root: Path, month: str, budget: Budget) -> None:
    """Stores in the cache what the month has cost so far: the cost of drafts that were never filed is in no version."""
    Cache(root).put("spend", month, str(budget.before + budget.spent().usd))


def spent(root: Path, month: str, stories: Iterable[Dossier], texts: Iterable[Signal | Intro] = ()) -> Decimal:
    """The cost of a month so far: that of its versions and texts, or the amount in the cache if that is higher.

    Args:
        root: the publication's folder.
        month: `2026-05`.
        stories: its stories.
        texts: its essays and introductions.
    """
    versions = (one.written_by for story in stories for one in story.versions if one.published.startswith(month))
    bylines = (*versions, *(one.written_by for one in texts if _day(one).startswith(month)))
    filed = sum((byline.usd for byline in bylines if byline), Decimal(0))
    try:
        return max(filed, Decimal(Cache(root).get("spend", month) or 0))
    except (InvalidOperation, TypeError):
        return filed


def _day(text: Signal | Intro) -> str:
    return text.day if isinstance(text, Intro) else text.date
