"""The page of outlets: whom the newest versions of all stories rely on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.model import Page
from dateline.site import urls
from dateline.site.digest import Digest
from dateline.site.frame import Output, Site
from dateline.site.introduced import introduction, shown, used
from dateline.site.outlet_rows import OutletRow
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.words import _, _n

OUTLETS = 100
"""How many outlets a page lists."""
MOST_STORIES = 12
"""How many stories are named for an outlet: those that it matters most to."""


class Relied(NamedTuple):
    """An outlet in all stories."""

    total: OutletRow
    """The sums over all stories."""
    stories: tuple[tuple[str, str, int], ...]
    """Slug, title and number of sentences for each story that cites it, the most first."""


class OutletsPage(NamedTuple):
    """A page of outlets."""

    intro: Page | None
    """The publication's own words above the list."""
    sheet: Sheet
    outlets: tuple[Relied, ...]
    total: int
    """How many there are on all pages."""
    unknown: int
    """How many sources have an outlet that is not known."""


def pages(site: Site, digests: Sequence[Digest], held: Sequence[Page]) -> Iterable[Output]:
    """The outlets of all stories, those that most sentences rest on first."""
    found = _relied(digests)
    known = [one for one in found if one.total.outlet]
    unknown = sum(one.total.sources for one in found if not one.total.outlet)
    intro = introduction(held, urls.OUTLETS)
    for sheet in sheets(urls.OUTLETS, len(known), OUTLETS):
        listed = OutletsPage(intro, sheet, tuple(known[sheet.rows]), len(known), unknown)
        yield site.output(sheet.address, _page, listed, shows=(listed, used(site, intro)))


def _relied(digests: Iterable[Digest]) -> list[Relied]:
    rows: defaultdict[str, list[tuple[str, str, OutletRow]]] = defaultdict(list)
    for one in digests:
        for row in one.rows(OutletRow):
            rows[row.outlet].append((one.card.slug, one.card.title, row))
    found = []
    for outlet, held in rows.items():
        sums = map(sum, zip(*(row[1:] for *_, row in held), strict=True))
        stories = sorted(((slug, title, row.sentences) for slug, title, row in held), key=lambda one: (-one[2], one[1]))
        found.append(Relied(OutletRow(outlet, *sums), tuple(stories)))
    return sorted(found, key=lambda one: (-one.total.sentences, -one.total.sources, one.total.outlet))


def _page(site: Site, address: str, listed: OutletsPage) -> bytes:
    rows = joined(_row(one, site.link_from(address)) for one in listed.outlets)
    return site.page("outlets.html", address, listed=listed, body=shown(site, address, listed.intro), rows=rows)


def _row(one: Relied, link: Callable[[str], str]) -> str:
    total = one.total
    counted = Markup("<b>{}</b>").format(_n(total.sentences, "{n} sentence", "{n} sentences"))
    said = [_n(total.sentences, "{sentences} rests on it", "{sentences} rest on it", sentences=counted)]
    said.append(_n(total.sources, "{n} source", "{n} sources"))
    said += [_n(total.headlines, "{n} known by headline only", "{n} known by headline only")] if total.headlines else []
    said += [_n(total.copies, "{n} copy", "{n} copies")] if total.copies else []
    stories = [
        f'<a href="{escape(link(urls.story(slug, "sources/")))}"><bdi>{escape(title)}</bdi></a> {sentences}'
        for slug, title, sentences in one.stories[:MOST_STORIES]
    ]
    left_out = len(one.stories) - MOST_STORIES
    more = [_n(left_out, "{n} more#story", "{n} more#story")] if left_out > 0 else []
    return (
        f'<li><h2 class="told"><bdi>{escape(total.outlet)}</bdi></h2>\n<p class="small">{" · ".join(said)}</p>\n'
        f'<p class="small">{_("In {stories}", stories=", ".join((*stories, *more)))}</p></li>'
    )
