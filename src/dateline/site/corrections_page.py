"""The page of corrections: what was wrong in any story, what is right, and how long that took to find."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import escape

from dateline.core.model import Page
from dateline.core.text.lists import listed
from dateline.site import urls
from dateline.site.corrections import CorrectionRow
from dateline.site.dates import dated
from dateline.site.digest import Digest
from dateline.site.frame import Output, Site
from dateline.site.introduced import introduction, shown, used
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined

MISTAKES = 100
"""How many corrections a page lists."""


class Mistake(NamedTuple):
    """A correction and its story."""

    slug: str
    title: str
    row: CorrectionRow


class CorrectionsPage(NamedTuple):
    """A page of corrections."""

    intro: Page | None
    """The publication's own words below the list."""
    sheet: Sheet
    mistakes: tuple[Mistake, ...]
    total: int
    """How many mistakes were corrected, on all pages."""
    withdrawn: int
    """How many versions were withdrawn."""
    year: str
    """The year of the newest, which need not be said."""


def pages(site: Site, digests: Sequence[Digest], held: Sequence[Page]) -> Iterable[Output]:
    """The corrections of all stories, the newest first, above the publication's own words about them."""
    found = [Mistake(one.card.slug, one.card.title, row) for one in digests for row in one.rows(CorrectionRow)]
    year = max((one.row.found for one in found), default="")[:4]
    found.sort(key=lambda one: (one.row.found, one.slug, one.row.by), reverse=True)
    corrected = sum(bool(one.row.by) for one in found)
    intro = introduction(held, urls.CORRECTIONS)
    for sheet in sheets(urls.CORRECTIONS, len(found), MISTAKES):
        listed = CorrectionsPage(intro, sheet, tuple(found[sheet.rows]), corrected, len(found) - corrected, year)
        yield site.output(sheet.address, _page, listed, shows=(listed, used(site, intro)))


def _page(site: Site, address: str, listed: CorrectionsPage) -> bytes:
    rows = joined(_row(one, site.link_from(address), listed.year) for one in listed.mistakes)
    return site.page("corrections.html", address, listed=listed, body=shown(site, address, listed.intro), rows=rows)


def _row(one: Mistake, link: Callable[[str], str], year: str) -> str:
    row, story = one.row, escape(link(urls.story(one.slug)))
    head = f'<h2 class="told"><a class="bare" href="{story}"><bdi>{escape(one.title)}</bdi></a></h2>'
    since = f", filed {dated(row.since, year)}" if row.since else ""
    found = dated(row.found, year, has_weekday=True)
    if not row.by:
        on = "on" if len(row.found) == len("2026-05-09") else "in"
        gone = _version(one, row.of[0], link, "Version")
        said = f"<p>{gone}{since}{',' * bool(since)} was withdrawn {on} {found}.</p>\n"
        return f'<li>{head}\n{said}<p><bdi>{escape(row.why)}</bdi></p>\n<p class="small">{row.after}</p></li>'
    wrong, right = listed([_version(one, of, link) for of in row.of]), _version(one, row.by, link, "Version")
    why = f'<p class="small"><bdi>{escape(row.why)}</bdi></p>' if row.why else ""
    return (
        f"<li>{head}\n<p><del>{escape(row.was)}</del> <ins>{escape(row.now)}</ins></p>{why}\n"
        f'<p class="small">Said in {wrong}{since}. {right} corrected it on {found}. {row.after}</p></li>'
    )


def _version(one: Mistake, number: int, link: Callable[[str], str], word: str = "version") -> str:
    return f'<a href="{escape(link(urls.version(one.slug, number)))}">{word} {number}</a>'
