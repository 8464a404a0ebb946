"""Lists with a publication's own words: its page in Markdown of the same name stands above the list, or below the corrections."""

from collections.abc import Sequence

from markupsafe import Markup

from dateline.core.model import Page, Picture
from dateline.site import markdown, pictures, urls
from dateline.site.frame import Site

INTRODUCED = frozenset({urls.CORRECTIONS, urls.OUTLETS})
"""The addresses of these pages."""


def introduction(pages: Sequence[Page], address: str) -> Page | None:
    """The page that belongs to a list; None if the publication has none."""
    return next((one for one in pages if f"{one.slug}/" == address), None)


def used(site: Site, page: Page | None) -> tuple[Picture, ...]:
    """The pictures that it shows."""
    return pictures.used(site, page.body) if page else ()


def shown(site: Site, address: str, page: Page | None) -> Markup:
    """What it says, as HTML."""
    return markdown.render(page.body, language=site.config.language, picture=pictures.shown(site, address)) if page else Markup()


def others(pages: Sequence[Page]) -> list[Page]:
    """The pages that have an address of their own."""
    return [one for one in pages if f"{one.slug}/" not in INTRODUCED]
