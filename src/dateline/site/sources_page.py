"""The page of a story's sources: whom it relies on, every source ever cited, and every item that was set aside."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dateline.core.model import Item, Source
from dateline.core.outlets import outlet_of
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.counts import counts
from dateline.site.filters import Filter, classes, named
from dateline.site.frame import Output, Site
from dateline.site.outlet_rows import outlets
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.source_rows import CitedIn, SourceRows, aside_row, bars
from dateline.site.words import _

SOURCES = 200
"""How many sources, and how many items that were set aside, a page lists."""

MOST_ADDRESSED = 0.5
"""If a larger share of the sources has no address, that is said once and not in each row."""


class Said(NamedTuple):
    """What stands above the list."""

    reports: int
    outlets: int
    copies: int
    """Items that were set aside because they repeat others."""
    headlines: int
    """Sources that the newest version cites and that are known by their headline only."""
    on_headlines: int
    """Its sentences that rest on nothing else."""
    sentences: int
    missing: int
    """Sources whose address is not recorded, if they are most; else each says so itself."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Every source ever cited, and every item set aside."""
    cited = {source.key for version in chronicle.versions for source in version.sources}
    most = max(len(cited), len(chronicle.once(_aside)))
    for sheet in sheets(urls.story(chronicle.slug, "sources/"), most, SOURCES):
        shows = (chronicle.mark, sheet)
        yield site.output(sheet.address, _page, chronicle, sheet, shows=shows, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet) -> bytes:
    cited, aside = chronicle.once(_cited), chronicle.once(_aside)
    some, year = cited[sheet.rows], chronicle.latest.published[:4]
    filters = _filters(source for source, _ in some)
    said = chronicle.once(_said)
    rows = SourceRows(chronicle, address, classes(filters), names_missing=not said.missing)
    return site.page(
        "sources.html",
        address,
        chronicle=chronicle,
        sheet=sheet,
        said=said,
        bars=bars(chronicle.once(outlets)),
        filters=filters,
        total=len(some),
        cited=len(cited),
        sources=joined(rows.row(*one) for one in some),
        by_date=joined(rows.by_date(some)),
        undated=sum(not source.date for source, _places in some),
        aside=joined(aside_row(*one, year) for one in aside[sheet.rows]),
        set_aside=len(aside),
    )


def _said(chronicle: Chronicle) -> Said:
    cited = [source for source, _ in chronicle.once(_cited)]
    missing = sum(not urls.outward(one.url) for one in cited)
    counted = counts(chronicle, len(chronicle.versions) - 1)
    return Said(
        reports=len(cited),
        outlets=len({name for one in cited if (name := outlet_of(one))}),
        copies=sum(bool(one.copy_of) for one, _why in chronicle.once(_aside)),
        headlines=sum(one.evidence == "headline" for one in chronicle.latest.sources),
        on_headlines=counted.on_headlines,
        sentences=counted.must_cite,
        missing=missing if missing > MOST_ADDRESSED * len(cited) else 0,
    )


def _filters(some: Iterable[Source]) -> list[Filter]:
    """The outlets of the most sources."""
    return named(Counter(filter(None, map(outlet_of, some))))


def _cited(chronicle: Chronicle) -> list[tuple[Source, CitedIn]]:
    """Every source that was ever cited, as it was last cited, with its number in each version: those of the newest first."""
    places: defaultdict[str, CitedIn] = defaultdict(list)
    last: dict[str, Source] = {}
    for version in chronicle.versions:
        numbers = chronicle.analysed(version).numbers
        for source in version.sources:
            last[source.key] = source
            places[source.key].append((version.version, numbers.get(source.key, 0)))
    found = [(source, places[key]) for key, source in last.items()]
    return sorted(found, key=lambda row: (-row[1][-1][0], row[1][-1][1]))


def _aside(chronicle: Chronicle) -> list[tuple[Item, str]]:
    """Every item that was set aside, with the reason."""
    known = {item.key: item for item in chronicle.items}
    aside = (item for item in chronicle.items if item.spiked or item.copy_of or item.withdrawn)
    return [(item, _reason(item, known.get(item.copy_of or ""))) for item in aside]


def _reason(item: Item, first: Item | None) -> str:
    if item.withdrawn:
        return _("Its words were taken down.")
    if item.spiked or not item.copy_of:
        return item.spiked or ""
    if first and first.withdrawn:
        return _("A copy of an item that was withdrawn.")
    return _("A copy of “{title}”.", title=first.title) if first else _("A copy of an item in another story.")
