"""The state of the stories and the feeds: tables for a terminal, lines for a pipe, JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dateline.checks.evidence import Score
from dateline.core.codec import money
from dateline.core.model import LEVELS
from dateline.flows.status import StoryStatus
from dateline.wire.health import Health

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("story", "version", "date", "waiting", "findings", "usd")
SCORES = ("story", "cited", "quoted", "origins", "uncheckable")
FEEDS = ("feed", "last success", "failed", "items a day")
WORDS = frozenset({"story", "date", "feed", "last success"})
"""Columns of words; the others are numbers, aligned to the right."""


def cells(row: StoryStatus) -> tuple[str, ...]:
    """The row of a table, under `COLUMNS`."""
    story = row.story if row.status == "active" else f"{row.story} ({row.status})"
    version = f"v{row.version}" if row.version else "–"
    found = " / ".join(str(row.findings[level]) for level in LEVELS)
    return (story, version, row.date or "–", str(row.waiting), found, money(row.usd))


def table(rows: Sequence[StoryStatus]) -> "Table":
    """The stories as a table for a terminal."""
    from rich.table import Table  # noqa: PLC0415  # only a terminal needs it

    made = Table(
        box=None, pad_edge=False, header_style="dim", caption="findings: errors / warnings / notes", caption_justify="left"
    )
    for name in COLUMNS:
        made.add_column(name, justify="left" if name in WORDS else "right", overflow="fold")
    for row in rows:
        made.add_row(*cells(row))
    return made


def scores(rows: Sequence[StoryStatus]) -> "Table":
    """How well each newest version is supported, as a table for a terminal."""
    from rich.table import Table  # noqa: PLC0415

    made = Table(
        box=None,
        pad_edge=False,
        header_style="dim",
        caption="cited: sentences; quoted: claims; origins: of sources; uncheckable: claims without text",
        caption_justify="left",
    )
    for name in SCORES:
        made.add_column(name, justify="left" if name in WORDS else "right", overflow="fold")
    for row in rows:
        if row.score:
            made.add_row(row.story, *score_cells(row.score))
    return made


def feeds_table(feeds: Sequence[Health]) -> "Table":
    """Each feed's health as a table for a terminal."""
    from rich.table import Table  # noqa: PLC0415

    made = Table(box=None, pad_edge=False, header_style="dim")
    for name in FEEDS:
        made.add_column(name, justify="left" if name in WORDS else "right", overflow="fold")
    for one in feeds:
        made.add_row(*feed_cells(one))
    return made


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
    """The row of a feed, under `FEEDS`."""
    return (one.id, (one.last_success or "never")[:16].replace("T", " "), str(one.failures), f"{one.items_a_day:g}")


def _row(row: StoryStatus) -> dict[str, Any]:
    told = {**asdict(row), "usd": float(row.usd), "findings": dict(row.findings)}
    return {**told, "score": row.score.data} if row.score else told


def document(rows: Sequence[StoryStatus], feeds: Sequence[Health] = ()) -> dict[str, Any]:
    """The stories and the feeds as JSON data."""
    return {"stories": [_row(row) for row in rows], "feeds": [asdict(one) for one in feeds]}
