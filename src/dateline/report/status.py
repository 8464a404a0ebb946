"""The state of the stories and the feeds: lines for a pipe, JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dateline.checks.evidence import Score
from dateline.core.codec import money
from dateline.core.model import LEVELS
from dateline.flows.status import DeskStatus, StoryStatus
from dateline.wire.health import Health

COLUMNS = ("story", "version", "date", "waiting", "findings", "usd")
SCORES = ("story", "cited", "quoted", "origins", "uncheckable")
FEEDS = ("feed", "last success", "failed", "items a day")


def cells(row: StoryStatus) -> tuple[str, ...]:
    """The values under `COLUMNS`."""
    story = row.story if row.status == "active" else f"{row.story} ({row.status})"
    version = f"v{row.version}" if row.version else "–"
    found = " / ".join(str(row.findings[level]) for level in LEVELS)
    return (story, version, row.date or "–", str(row.waiting), found, money(row.usd))


def score_cells(scored: Score) -> tuple[str, ...]:
    """The score in words, under `SCORES` without the story."""
    cited = f"{scored.cited}/{scored.sentences}"
    return (cited, f"{scored.quoted}/{scored.claims}", f"{scored.origins}/{scored.sources}", f"{float(scored.cannot_tell):.0%}")


def lines(rows: Sequence[StoryStatus]) -> list[str]:
    """The stories for a pipe: a line each, tabs between the columns, the score at the end."""
    empty = ("",) * (len(SCORES) - 1)
    scored = (cells(row) + (score_cells(row.score) if row.score else empty) for row in rows)
    return ["\t".join((*COLUMNS, *SCORES[1:])), *map("\t".join, scored)]


def feed_lines(feeds: Sequence[Health]) -> list[str]:
    """The feeds for a pipe, after an empty line; nothing if there was no run yet."""
    return ["", "\t".join(FEEDS), *("\t".join(feed_cells(one)) for one in feeds)] if feeds else []


def feed_cells(one: Health) -> tuple[str, ...]:
    """The values of a feed, under `FEEDS`."""
    return (one.id, (one.last_success or "never")[:16].replace("T", " "), str(one.failures), f"{one.items_a_day:g}")


def _row(row: StoryStatus) -> dict[str, Any]:
    told = {**asdict(row), "usd": float(row.usd), "findings": dict(row.findings)}
    return {**told, "score": row.score.data} if row.score else told


def document(rows: Sequence[StoryStatus], feeds: Sequence[Health] = (), desk: DeskStatus | None = None) -> dict[str, Any]:
    """The stories, the feeds and the publication as JSON data."""
    told = {"stories": [_row(row) for row in rows], "feeds": [asdict(one) for one in feeds]}
    if desk is None:
        return told
    limit = None if desk.usd_limit is None else float(desk.usd_limit)
    month = {"usd_month": float(desk.usd), "usd_month_limit": limit}
    return {"title": desk.title, **told, "silent_feeds": list(desk.silent), **month}
