"""The page of a story's timeline: all events from every version."""

from collections.abc import Iterable
from itertools import chain, groupby

from markupsafe import escape

from dateline.core.model import Version
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site
from dateline.site.happenings import Happening, happenings
from dateline.site.paging import Sheet, archive
from dateline.site.prose import Links, spelt
from dateline.site.rows import joined

EVENTS = 200
"""How many events a page lists."""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All events from every version."""
    are_few = sum(len(version.timeline) for version in chronicle.versions) <= EVENTS
    count = (
        EVENTS if are_few else len(chronicle.once(happenings).every)
    )  # if they are few, they need not be counted before they are shown
    for sheet in archive(urls.story(chronicle.slug, "timeline/"), count, EVENTS):
        shows = (chronicle.mark_of_versions, sheet)
        yield site.output(sheet.address, _page, chronicle, sheet, shows=shows, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet) -> bytes:
    found = chronicle.once(happenings).every[sheet.rows]
    tell = {one.teller for one in found}
    tellers = {one.version: _Teller(address, chronicle, one) for one in chronicle.versions if one.version in tell}
    rows = [(one.event.date[:4], tellers[one.teller].row(one)) for one in found]
    years = [(year, joined(row for _, row in group)) for year, group in groupby(rows, lambda row: row[0])]
    counts = {"events": len(chronicle.once(happenings).every), "versions": len(chronicle.versions)}
    return site.page("timeline.html", address, chronicle=chronicle, years=years, sheet=sheet, **counts)


class _Teller:
    """A version whose words events have; their citations lead to its page."""

    def __init__(self, here: str, chronicle: Chronicle, version: Version) -> None:
        analysed = chronicle.analysed(version)
        self._texts = analysed.texts
        self._links = Links(analysed.numbers, urls.relative(here, urls.version(chronicle.slug, version.version)))
        self._newest = chronicle.latest.version if chronicle.latest is not chronicle.first else 0

    def row(self, one: Happening) -> str:
        """An event, with the versions that have it."""
        sentences = chain.from_iterable(self._texts[one.event.text].paragraphs)
        told = " ".join([spelt(one, self._links) for one in sentences])
        is_ahead = one.event.ahead and not one.until
        state = "gone" if one.until else "fresh" if one.since == self._newest else "ahead" if is_ahead else ""
        marked = f' class="{state}"' if state else ""
        versions = f"from v{one.since} to v{one.until}" if one.until else f"since v{one.since}"
        ahead = ' <span class="chip">ahead</span>' if is_ahead else ""
        dated = "".join([f' <span class="chip">was dated {escape(date)}</span>' for date in one.earlier_dates])
        return (
            f"<li{marked}>\n<time>{escape(one.event.date)}</time>\n<p>{told}</p>\n"
            f'<span class="chip">{versions}</span>{ahead}{dated}</li>'
        )
