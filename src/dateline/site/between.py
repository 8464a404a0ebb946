"""The page that compares any two versions of a story; without script, it lists what changed in each."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from dateline.core.compare import Comparison
from dateline.site import change_card, urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import dated
from dateline.site.frame import Output, Site
from dateline.site.paging import Sheet, archive
from dateline.site.rows import joined
from dateline.site.words import _n

REDLINES = 50
"""How many redlines a page lists."""


class ListedRedline(NamedTuple):
    """A redline in the list."""

    number: int
    """The version."""
    before: int
    """The version before it."""
    day: Markup
    """When it was filed."""
    counts: str
    """How many of its sentences are new."""
    lines: Markup
    """What changed, in short; may be empty."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The page, and further ones if there are many versions."""
    for sheet in archive(urls.changes(chronicle.slug), len(chronicle.versions) - 1, REDLINES):
        last = range(len(chronicle.versions))[1:][sheet.rows][-1:] or [0]
        shows = (sheet, chronicle.title, chronicle.marks[last[-1]])
        yield site.output(sheet.address, _page, chronicle, sheet, shows=shows, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet) -> bytes:
    versions = [[one.version, one.published[:10]] for one in chronicle.versions]
    return site.page(
        "between.html",
        address,
        chronicle=chronicle,
        sheet=sheet,
        versions="" if sheet.number else json.dumps(versions, separators=(",", ":")),
        redlines=[*_listed(chronicle, sheet)],
        filed=joined([dated(chronicle.first.published, has_weekday=True)]),
    )


def _counts(comparison: Comparison) -> str:
    new, every = comparison.fresh, comparison.sentences
    if comparison.is_rewritten:
        return _n(
            every,
            "written anew, {new} of {n} sentence new or reworded",
            "written anew, {new} of {n} sentences new or reworded",
            new=new,
        )
    return _n(every, "{new} of {n} sentence new or reworded", "{new} of {n} sentences new or reworded", new=new)


def _listed(chronicle: Chronicle, sheet: Sheet) -> Iterator[ListedRedline]:
    """The redlines of a page, the newest first."""
    year = chronicle.latest.published[:4] if not sheet.number else ""
    for position in reversed(range(len(chronicle.versions))[1:][sheet.rows]):
        comparison, version = chronicle.comparisons[position - 1], chronicle.versions[position]
        yield ListedRedline(
            number=version.version,
            before=comparison.from_version,
            day=joined([dated(version.published, year, has_weekday=True)]),
            counts=_counts(comparison),
            lines=change_card.card_rows(change_card.lines(chronicle, position), change_card.MOST),
        )
