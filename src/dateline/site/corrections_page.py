"""The page of corrections: what was wrong in any story, what is right, and how long that took to find."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.model import Page
from dateline.site import urls
from dateline.site.corrections import CorrectionRow
from dateline.site.dates import dated
from dateline.site.digest import Digest
from dateline.site.frame import Output, Site
from dateline.site.introduced import introduction, shown, used
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.words import _, listed

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
    since = dated(row.since, year) if row.since else Markup()
    found = dated(row.found, year, has_weekday=True)
    if not row.by:
        gone = _link(one, row.of[0], link, _("Version {n}", n=row.of[0]))
        said = f"<p>{_withdrawn(gone, since, found, is_day=len(row.found) >= len('2026-05-09'))}</p>\n"
        return f'<li>{head}\n{said}<p><bdi>{escape(row.why)}</bdi></p>\n<p class="small">{row.after}</p></li>'
    wrong = Markup(listed([_link(one, of, link, _("version {n}", n=of)) for of in row.of]))  # noqa: S704  # of markup
    right = _link(one, row.by, link, _("Version {n}", n=row.by))
    said = (
        _("Said in {versions}, filed {date}.", versions=wrong, date=since)
        if row.since
        else _("Said in {versions}.", versions=wrong)
    )
    now = _("{version} corrected it on {date}.", version=right, date=found)
    why = f'<p class="small"><bdi>{escape(row.why)}</bdi></p>' if row.why else ""
    return (
        f"<li>{head}\n<p><del>{escape(row.was)}</del> <ins>{escape(row.now)}</ins></p>{why}\n"
        f'<p class="small">{said} {now} {row.after}</p></li>'
    )


def _withdrawn(gone: Markup, since: Markup, found: Markup, *, is_day: bool) -> str:
    """What was withdrawn, and when; found is a day or less precise."""
    if since and is_day:
        return _("{version}, filed {since}, was withdrawn on {date}.", version=gone, since=since, date=found)
    if since:
        return _("{version}, filed {since}, was withdrawn in {date}.", version=gone, since=since, date=found)
    if is_day:
        return _("{version} was withdrawn on {date}.", version=gone, date=found)
    return _("{version} was withdrawn in {date}.", version=gone, date=found)


def _link(one: Mistake, number: int, link: Callable[[str], str], words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(link(urls.version(one.slug, number)), words)
