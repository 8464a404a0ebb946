"""The page of a story's timeline: all events from every version, the newest first, and what is ahead above them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from dateline.core.anchors import event_anchors
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import in_words
from dateline.site.filters import MOST_FILTERS, Filter, classes, named
from dateline.site.frame import Output, Site
from dateline.site.happenings import Happening, happenings
from dateline.site.paging import Sheet, archive
from dateline.site.rows import joined
from dateline.site.timeline_picture import picture
from dateline.site.timeline_rows import NEW, Teller, TimelineRow
from dateline.site.words import N_, _, _n

EVENTS = 200
"""How many events a page lists."""
AHEAD = N_("Ahead")
_MONTH = len("2026-03")


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All events from every version."""
    are_few = sum(len(version.timeline) for version in chronicle.versions) <= EVENTS
    # If they are few, they need not be counted before they are shown.
    count = EVENTS if are_few else len(chronicle.once(happenings).every)
    for sheet in archive(urls.story(chronicle.slug, "timeline/"), count, EVENTS):
        shows = (chronicle.mark_of_versions, sheet)
        yield site.output(sheet.address, _page, chronicle, sheet, shows=shows, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet) -> bytes:
    every = chronicle.once(happenings).every
    anchors = event_anchors(one.event for one in every)
    some = [*zip(every, anchors, strict=True)][sheet.rows][::-1]
    numbers = {one.teller for one, _anchor in some}
    tellers = {one.version: Teller(address, chronicle, one) for one in chronicle.versions if one.version in numbers}
    rows = [tellers[one.teller].row(one, anchor) for one, anchor in some]
    filters = _filters(rows)
    return site.page(
        "timeline.html",
        address,
        chronicle=chronicle,
        sheet=sheet,
        said=_said(every, rows, chronicle),
        picture=Markup() if sheet.number else picture(chronicle, len(chronicle.versions) - 1),
        filters=filters,
        total=len(rows),
        groups=_groups(rows, classes(filters)),
    )


def _said(every: Sequence[Happening], rows: Iterable[TimelineRow], chronicle: Chronicle) -> str:
    """What the page lists, in a sentence or two."""
    count, versions = len(every), len(chronicle.versions)
    of = _n(versions, "of {n} version", "of {n} versions")
    said = _n(count, "{n} event {of_versions}, newest first.", "{n} events {of_versions}, newest first.", of_versions=of)
    corrected = sum(one.is_corrected for one in rows)
    gone = sum(one.until is not None for one in every) - corrected
    parts = [_n(corrected, "{n} was corrected", "{n} were corrected")] if corrected else []
    parts += [_n(gone, "{n} is no longer told", "{n} are no longer told")] if gone else []
    return said + (f" {', '.join(parts)}." if parts else "")


def _filters(rows: Sequence[TimelineRow]) -> list[Filter]:
    """What is new, then those who tell the most events; a story's tags say nothing about single events."""
    new = sum(one.is_new for one in rows)
    found = [Filter("new", _(NEW), new)] if 0 < new < len(rows) else []
    tellers = Counter(name for one in rows for name in one.names)
    return [*found, *named(tellers, MOST_FILTERS - len(found))]


def _groups(rows: Iterable[TimelineRow], marks: Mapping[str, str]) -> list[tuple[str, str, Markup]]:
    """What is ahead, then each month: the id of its head, the head, and its events."""
    ahead = sorted(rows, key=lambda one: not one.is_ahead)
    found = groupby(ahead, key=lambda one: "ahead" if one.is_ahead else one.date[:_MONTH])
    return [
        (f"m-{month}", _(AHEAD) if month == "ahead" else in_words(month), joined(one.html(marks) for one in group))
        for month, group in found
    ]
