"""The page of a story's history: all versions in a table, and a drawing of how it grew."""

from collections.abc import Iterable

from dateline.site import charts, metadata, urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site
from dateline.site.prose import plain


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All versions in a table and a drawing."""
    address = urls.story(chronicle.slug, "history/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    churn = [None, *(one.churn for one in chronicle.comparisons)]
    drawing = charts.growth([one.version for one in chronicle.versions], [one.items for one in chronicle.versions], churn)
    standing = {one.version: (one, point) for one, point in zip(chronicle.versions, drawing.points, strict=True)}
    rows = tuple((one, *standing.get(one.number, (None, None))) for one in reversed(chronicle.filed))
    return site.page(
        "history.html",
        address,
        chronicle=chronicle,
        rows=rows,
        drawing=drawing,
        reviewed=metadata.reviewed,
        plain=plain,
    )
