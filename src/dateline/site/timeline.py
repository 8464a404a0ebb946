"""The page of a story's timeline: all events from every version."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from dateline.site import urls
from dateline.site.chronicle import Chronicle, Happening
from dateline.site.frame import Output, Site
from dateline.site.prose import PageProse, Speller


class TimelineRow(NamedTuple):
    """An event with the citation numbers of the last version that has it."""

    date: str
    prose: PageProse
    page: str
    """The address of that version."""
    state: str
    """`fresh` if the newest version added it, `gone` if the newest version no longer has it; else empty."""
    said: str
    """Which versions have it."""
    earlier_dates: tuple[str, ...]
    """Its dates in earlier versions, if they differ."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All events from every version."""
    address = urls.story(chronicle.slug, "timeline/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    rows = [_told(chronicle, one) for one in chronicle.happenings]
    years = [(year, tuple(group)) for year, group in groupby(rows, lambda row: row.date[:4])]
    counts = {"events": len(rows), "versions": len(chronicle.versions)}
    return site.page("timeline.html", address, chronicle=chronicle, years=years, **counts)


def _told(chronicle: Chronicle, one: Happening) -> TimelineRow:
    teller = next(version for version in chronicle.versions if version.version == one.teller)
    return TimelineRow(
        date=one.event.date,
        prose=Speller(chronicle.analysed(teller), {}, one.since).prose("timeline", "", one.event.text),
        page=urls.version(chronicle.slug, one.teller),
        state=_state(chronicle, one),
        said=f"from v{one.since} to v{one.until}" if one.until else f"since v{one.since}",
        earlier_dates=one.earlier_dates,
    )


def _state(chronicle: Chronicle, one: Happening) -> str:
    if one.until:
        return "gone"
    return "fresh" if one.since == chronicle.latest.version != chronicle.first.version else ""
