"""The page of a story's history: all versions in a table, and a drawing of how it grew."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dateline.core.model import Version, Withdrawn
from dateline.site import charts, metadata, urls
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.frame import Output, Site

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
    reviewed: str = ""
    """Who reviewed it."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All versions in a table and a drawing."""
    address = urls.story(chronicle.slug, "history/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    churn = [None, *(one.churn for one in chronicle.comparisons)]
    drawing = charts.growth([one.version for one in chronicle.versions], [one.items for one in chronicle.versions], churn)
    return site.page("history.html", address, chronicle=chronicle, rows=tuple(_rows(chronicle, drawing)), drawing=drawing)


def _rows(chronicle: Chronicle, drawing: charts.Drawing) -> Iterator[VersionRow]:
    """All versions, newest first, including withdrawn ones."""
    standing = {one.version: (one, point.percent) for one, point in zip(chronicle.versions, drawing.points, strict=True)}
    for filed in reversed(chronicle.filed):
        if filed.number in standing:
            yield _row(chronicle, *standing[filed.number])
        else:
            yield _gone(filed)


def _gone(filed: Filed) -> VersionRow:
    return VersionRow(filed.number, filed.moment, "withdrawn", withdrawn=filed.withdrawn)


def _row(chronicle: Chronicle, version: Version, percent: int | None) -> VersionRow:
    is_first = version is chronicle.first
    reviewed = metadata.reviewed(version)
    return VersionRow(
        number=version.version,
        moment=version.published,
        chip="correction" if version.kind == "correction" else "",
        items=str(version.items),
        sources=str(len(version.sources)),
        new=NONE if percent is None else f"{percent}%",
        said=_first(chronicle) if is_first else chronicle.plain(version.changes) or "No description of the changes.",
        has_redline=not is_first,
        reviewed=reviewed[:1].upper() + reviewed[1:] if is_first else reviewed,
    )


def _first(chronicle: Chronicle) -> str:
    return (
        "The first version."
        if chronicle.first.version == chronicle.filed[0].number
        else "The first version that was not withdrawn."
    )
