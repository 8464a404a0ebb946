"""The page of a story's history: all versions in a table, and a drawing of how it grew."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.core.model import Version, Withdrawn
from dateline.site import charts, metadata, urls
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.frame import Output, Site
from dateline.site.paging import Sheet, archive

VERSIONS = 100
"""How many versions a page lists."""
NONE = "–"
"""Shown if there is no figure."""


class VersionRow(NamedTuple):
    """A version in the table."""

    number: int
    moment: str
    """When it was filed; empty if that is not known."""
    chip: str
    """What is special about it: a correction, or withdrawn."""
    items: str = NONE
    sources: str = NONE
    new: str = NONE
    """The share of new sentences."""
    withdrawn: Withdrawn | None = None
    """When and why it was withdrawn; None if it was not."""
    said: str = ""
    """What changed, in a sentence."""
    has_redline: bool = False
    made: metadata.Making | None = None
    """How it was made; None if it was withdrawn."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All versions in a table and a drawing."""
    for sheet in archive(urls.story(chronicle.slug, "history/"), len(chronicle.filed), VERSIONS):
        numbers = {one.number for one in chronicle.filed[sheet.rows]}
        positions = [at for at, one in enumerate(chronicle.versions) if one.version in numbers]
        shows = (sheet, chronicle.title, chronicle.marks[positions[-1]] if positions else "")
        yield site.output(sheet.address, _page, chronicle, sheet, positions, shows=shows, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet, positions: Sequence[int]) -> bytes:
    versions = [chronicle.versions[at] for at in positions]
    churn = [chronicle.comparisons[at - 1].churn if at else None for at in positions]
    drawing = charts.growth([one.version for one in versions], [one.items for one in versions], churn)
    standing = {one.version: (one, point.percent) for one, point in zip(versions, drawing.points, strict=True)}
    rows = [
        _row(chronicle, *standing[one.number]) if one.number in standing else _gone(one)
        for one in reversed(chronicle.filed[sheet.rows])
    ]
    return site.page("history.html", address, chronicle=chronicle, rows=rows, drawing=drawing, sheet=sheet)


def _gone(filed: Filed) -> VersionRow:
    return VersionRow(filed.number, filed.moment, "withdrawn", withdrawn=filed.withdrawn)


def _row(chronicle: Chronicle, version: Version, percent: int | None) -> VersionRow:
    is_first = version is chronicle.first
    return VersionRow(
        number=version.version,
        moment=version.published,
        chip="" if version.kind == "update" else version.kind,
        items=str(version.items),
        sources=str(len(version.sources)),
        new=NONE if percent is None else f"{percent}%",
        said=_first(chronicle) if is_first else chronicle.plain(version.changes) or "No description of the changes.",
        has_redline=not is_first,
        made=metadata.made(chronicle, version),
    )


def _first(chronicle: Chronicle) -> str:
    return (
        "The first version."
        if chronicle.first.version == chronicle.filed[0].number
        else "The first version that was not withdrawn."
    )
