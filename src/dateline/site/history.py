"""The page of a story's history: its versions with what changed in each, and a drawing of how it grew."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from dateline.core.model import Version, Withdrawn
from dateline.site import charts, metadata, urls
from dateline.site.change_card import card_rows, lines, unsaid
from dateline.site.chronicle import KINDS, Chronicle, Filed
from dateline.site.dates import dated
from dateline.site.frame import Output, Site
from dateline.site.paging import Sheet, archive
from dateline.site.words import _, _n

VERSIONS = 100
"""How many versions a page lists."""
LINES, BESIDE_WORDS = 5, 3
"""How many lines tell what changed in a version: in all, and if its writer says it too."""


class VersionRow(NamedTuple):
    """A version in the list."""

    number: int
    filed: Markup
    """When it was filed, as HTML; empty if that is not known."""
    chip: str
    """What is special about it: a correction, or withdrawn."""
    withdrawn: Withdrawn | None = None
    """When and why it was withdrawn; None if it was not."""
    said: str = ""
    """What changed, in the words of the writer or of the page; may be empty if there are lines."""
    lines: Markup = Markup()
    """What changed, in lines."""
    before: int = 0
    """The version with which its redline compares it; 0 if it has none."""
    counts: tuple[str, ...] = ()
    """What it has, and what became of its sentences, in a few lines."""
    made: metadata.Making | None = None
    """How it was made; None if it was withdrawn."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All versions in a list and a drawing."""
    for sheet in archive(urls.story(chronicle.slug, "history/"), len(chronicle.filed), VERSIONS):
        numbers = {one.number for one in chronicle.filed[sheet.rows]}
        positions = [at for at, one in enumerate(chronicle.versions) if one.version in numbers]
        shows = (sheet, chronicle.title, chronicle.marks[positions[-1]] if positions else "")
        yield site.output(sheet.address, _page, chronicle, sheet, positions, shows=shows, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet, positions: Sequence[int]) -> bytes:
    found = {chronicle.versions[at].version: at for at in positions}
    churn = {number: _churn(chronicle, at) for number, at in found.items()}
    year = chronicle.filed[sheet.rows][-1].published[:4]
    rows = [
        _row(chronicle, found[one.number], churn[one.number], year) if one.number in found else _gone(one, year)
        for one in reversed(chronicle.filed[sheet.rows])
    ]
    drawing = charts.drawing([*churn.values()]) if churn else None
    told = " · ".join(_told(chronicle, positions))
    return site.page("history.html", address, chronicle=chronicle, rows=rows, drawing=drawing, sheet=sheet, told=told)


def _told(chronicle: Chronicle, positions: Sequence[int]) -> Iterator[str]:
    """How many versions the page lists, in how many days, and how many a person reviewed."""
    versions = [chronicle.versions[at] for at in positions]
    if versions:
        first, last = (date.fromisoformat(one.published[:10]) for one in (versions[0], versions[-1]))
        days = (last - first).days
        told = _n(len(versions), "{n} version", "{n} versions")
        yield _n(days, "{versions} in {n} day", "{versions} in {n} days", versions=told) if days else told
        reviewed = sum(one.review is not None for one in versions)
        yield _n(reviewed, "{n} reviewed by a person", "{n} reviewed by a person") if reviewed else _("none reviewed by a person")
    if corrections := sum(len(one.corrections) for one in versions):
        yield _n(corrections, "{n} correction", "{n} corrections")


def _churn(chronicle: Chronicle, position: int) -> charts.Churn:
    version = chronicle.versions[position]
    if not position:
        return charts.Churn(version.version, version.published[:10], 0, len(chronicle.analysed(version).told), 0)
    comparison = chronicle.comparisons[position - 1]
    kept = comparison.sentences - comparison.fresh
    return charts.Churn(version.version, version.published[:10], kept, comparison.fresh, comparison.gone)


def _filed(moment: str, year: str) -> Markup:
    """When a version was filed; empty if that is not known."""
    return dated(moment, year, has_weekday=True) if moment else Markup()


def _gone(filed: Filed, year: str) -> VersionRow:
    return VersionRow(filed.number, _filed(filed.moment, year), _("withdrawn"), withdrawn=filed.withdrawn)


def _row(chronicle: Chronicle, position: int, churn: charts.Churn, year: str) -> VersionRow:
    version = chronicle.versions[position]
    return VersionRow(
        number=version.version,
        filed=_filed(version.published, year),
        chip="" if version.kind == "update" else _(KINDS[version.kind]),
        said=chronicle.printed(version.changes) or unsaid(chronicle, position) if position else _first(chronicle),
        lines=card_rows(lines(chronicle, position), BESIDE_WORDS if version.changes else LINES),
        before=chronicle.versions[position - 1].version if position else 0,
        counts=(*_counts(churn), _(", #list").join(_rests_on(version))),
        made=metadata.made(chronicle, version),
    )


def _rests_on(version: Version) -> Iterator[str]:
    yield _n(version.items, "{n} item", "{n} items")
    yield _n(len(version.sources), "{n} source", "{n} sources")


def _counts(churn: charts.Churn) -> Iterator[str]:
    if churn.kept or churn.gone:
        yield _n(churn.new, "{n} new or reworded", "{n} new or reworded")
        yield _n(churn.gone, "{n} gone, {kept} kept", "{n} gone, {kept} kept", kept=churn.kept)
    else:
        yield _n(churn.total, "{n} sentence", "{n} sentences")


def _first(chronicle: Chronicle) -> str:
    return (
        _("The first version.")
        if chronicle.first.version == chronicle.filed[0].number
        else _("The first version that was not withdrawn.")
    )
