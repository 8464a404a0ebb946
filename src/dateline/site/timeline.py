"""The page of a story's timeline: all events of all versions."""

from collections.abc import Iterable
from itertools import groupby

from dateline.core.citations import numbers
from dateline.site import urls
from dateline.site.chronicle import Chronicle, Happening
from dateline.site.frame import Output, Site
from dateline.site.prose import Prose, Speller


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All events of all versions."""
    address = urls.story(chronicle.slug, "timeline/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    rows = [(one, _told(chronicle, one)) for one in chronicle.happenings]
    years = [(year, list(group)) for year, group in groupby(rows, lambda row: row[0].event.date[:4])]
    return site.page("timeline.html", address, chronicle=chronicle, years=years, events=len(rows))


def _told(chronicle: Chronicle, one: Happening) -> Prose:
    """An event with the numbers of the version that told it last."""
    teller = next(version for version in chronicle.versions if version.version == one.teller)
    return Speller(numbers(teller), {}, one.since).prose("timeline", "", one.event.text)
