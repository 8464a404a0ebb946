"""How things stand: each story's version, what waits, what is open, what it cost; each feed's health."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.checks import Score, score
from dateline.core.codec import money
from dateline.core.ledger import seen
from dateline.core.model import Dossier, Finding, Level
from dateline.flows.check import check, full_texts
from dateline.flows.collect import feed_health
from dateline.store import Cache
from dateline.wire.health import Health

if TYPE_CHECKING:
    from rich.table import Table

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
COLUMNS = ("story", "version", "date", "waiting", "findings", "usd")
SCORES = ("story", "cited", "quoted", "origins", "cannot tell")
FEEDS = ("feed", "last success", "failed", "items a day")
WORDS = frozenset({"story", "date", "feed", "last success"})
"""Columns of words; the others are numbers, set to the right."""


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

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of a table, under `COLUMNS`."""
        story = self.story if self.status == "active" else f"{self.story} ({self.status})"
        version = f"v{self.version}" if self.version else "–"
        found = " / ".join(str(self.findings[level]) for level in LEVELS)
        return (story, version, self.date or "–", str(self.waiting), found, money(self.usd))


def status(root: Path) -> tuple[Standing, ...]:
    """How each story of the publication stands, by slug.

    Raises:
        UsageError: when the settings cannot be read.
    """
    checked = check(root)
    texts = full_texts(root, checked.publication.stories)
    return tuple(_standing(dossier, checked.findings, texts) for dossier in checked.publication.stories)


def _standing(dossier: Dossier, findings: Sequence[Finding], texts: Mapping[str, str]) -> Standing:
    latest = dossier.latest
    levels = Counter(finding.level for finding in findings if finding.story == dossier.slug)
    return Standing(
        dossier.slug,
        dossier.story.status,
        latest.version if latest else 0,
        latest.published[:10] if latest else "",
        sum(item.is_usable for item in dossier.items[seen(dossier.items, latest) :]),
        {level: levels[level] for level in LEVELS},
        sum((version.written_by.usd for version in dossier.versions if version.written_by), Decimal(0)),
        score(dossier, latest, findings, texts) if latest else None,
    )


def feeds(root: Path) -> tuple[Health, ...]:
    """Each feed's health by id, as the last runs found it; nothing where no run has been."""
    return tuple(sorted(feed_health(Cache(root)).values(), key=lambda one: one.id))


def table(rows: Sequence[Standing]) -> "Table":
    """The stories as a table for a terminal."""
    from rich.table import Table  # noqa: PLC0415  # only a terminal needs it

    made = Table(
        box=None, pad_edge=False, header_style="dim", caption="findings: errors / warnings / notes", caption_justify="left"
    )
    for name in COLUMNS:
        made.add_column(name, justify="left" if name in WORDS else "right", overflow="fold")
    for row in rows:
        made.add_row(*row.cells)
    return made


def scores(rows: Sequence[Standing]) -> "Table":
    """How well each newest version is supported, as a table for a terminal."""
    from rich.table import Table  # noqa: PLC0415

    made = Table(
        box=None,
        pad_edge=False,
        header_style="dim",
        caption="cited: sentences; quoted: claims; origins: of sources; cannot tell: claims on headlines",
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


def lines(rows: Sequence[Standing]) -> list[str]:
    """The stories for a pipe: a line each, tabs between the columns, the score at the end."""
    empty = ("",) * (len(SCORES) - 1)
    scored = (row.cells + (score_cells(row.score) if row.score else empty) for row in rows)
    return ["\t".join((*COLUMNS, *SCORES[1:])), *map("\t".join, scored)]


def feed_lines(feeds: Sequence[Health]) -> list[str]:
    """The feeds for a pipe, after an empty line; nothing where no run has been."""
    return ["", "\t".join(FEEDS), *("\t".join(feed_cells(one)) for one in feeds)] if feeds else []


def feed_cells(one: Health) -> tuple[str, ...]:
    """The row of a feed, under `FEEDS`."""
    return (one.id, (one.last_success or "never")[:16].replace("T", " "), str(one.failures), f"{one.items_a_day:g}")


def _row(row: Standing) -> dict[str, Any]:
    told = {**asdict(row), "usd": float(row.usd), "findings": dict(row.findings)}
    return {**told, "score": row.score.data} if row.score else told


def document(rows: Sequence[Standing], feeds: Sequence[Health] = ()) -> dict[str, Any]:
    """The stories and the feeds as JSON data."""
    return {"stories": [_row(row) for row in rows], "feeds": [asdict(one) for one in feeds]}
