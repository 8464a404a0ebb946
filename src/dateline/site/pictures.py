"""The pictures of pages and essays: where they are on the site, and which of them a text shows."""

from collections.abc import Callable, Iterable

from dateline.core import layout, markdown
from dateline.core.model import Picture
from dateline.site import urls
from dateline.site.frame import Output, Site
from dateline.site.markdown import ShownPicture


def shown(site: Site, address: str) -> Callable[[str], ShownPicture | None]:
    """What finds the picture that a text on the page at an address means; None if the publication has none."""
    link = site.link_from(address)

    def found(source: str) -> ShownPicture | None:
        one = site.pictures.get(layout.picture_name(source))
        return ShownPicture(link(urls.IMAGES + one.name), one.width, one.height) if one else None

    return found


def used(site: Site, text: str) -> tuple[Picture, ...]:
    """The pictures that a text shows, each once."""
    names = dict.fromkeys(layout.picture_name(one.to) for one in markdown.links(text) if one.is_picture)
    return tuple(site.pictures[name] for name in names if name in site.pictures)


def pages(site: Site, texts: Iterable[str]) -> Iterable[Output]:
    """The files of the pictures that these texts show."""
    for one in sorted({one.name: one for text in texts for one in used(site, text)}.values(), key=lambda one: one.name):
        yield Output(urls.IMAGES + one.name, one.hash, one.path.read_bytes)
