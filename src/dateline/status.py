"""How things stand: each story's version, what waits, what is open, what it cost; each feed's health."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.check import check
from dateline.codec import money
from dateline.model import Dossier, Finding, Level

if TYPE_CHECKING:
    from rich.table import Table

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
COLUMNS = ("story", "version", "date", "waiting", "findings", "usd")
WORDS = frozenset({"story", "date"})
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
    """Lines of the ledger that the newest version had not seen."""
    findings: Mapping[str, int]
    """Open findings by level."""
    usd: Decimal
    """What all its versions cost, in US dollars."""

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
    return tuple(_standing(dossier, checked.findings) for dossier in checked.publication.stories)


def _standing(dossier: Dossier, findings: Sequence[Finding]) -> Standing:
    latest = dossier.latest
    levels = Counter(finding.level for finding in findings if finding.story == dossier.slug)
    return Standing(
        dossier.slug,
        dossier.story.status,
        latest.version if latest else 0,
        latest.published[:10] if latest else "",
        len(dossier.items) - (latest.items if latest else 0),
        {level: levels[level] for level in LEVELS},
        sum((version.written_by.usd for version in dossier.versions if version.written_by), Decimal(0)),
    )


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


def lines(rows: Sequence[Standing]) -> list[str]:
    """The stories for a pipe: a line each, tabs between the columns."""
    return ["\t".join(COLUMNS), *("\t".join(row.cells) for row in rows)]


def document(rows: Sequence[Standing]) -> dict[str, Any]:
    """The stories as JSON data."""
    return {"stories": [{**asdict(row), "usd": float(row.usd), "findings": dict(row.findings)} for row in rows]}
