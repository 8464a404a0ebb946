"""A list of feeds from another reader (OPML 1 and 2) → feeds to follow."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import ParseError, XMLParser

from dateline.core.address import web_address
from dateline.core.config import Feed
from dateline.core.errors import FeedError
from dateline.core.ids import canonical_url, slug
from dateline.wire.entry import tidy
from dateline.wire.per_host import host_of
from dateline.wire.untrusted import untrusted

_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


class Outline(NamedTuple):
    """The feeds of a list."""

    feeds: tuple[Feed, ...]
    """Each feed once, in the order of the list, with an id made from its title."""
    notes: tuple[str, ...]
    """A line for each entry without a web address."""


@untrusted("the OPML parser")
def read_opml(data: bytes) -> Outline:
    """The feeds of a list, folders flattened.

    Raises:
        FeedError: if it is not OPML, or has a DOCTYPE.
    """
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        what = "has a DOCTYPE, which is refused because it can expand to a huge size"
        raise FeedError(what, hint="Remove the DOCTYPE: OPML does not need one.")
    parser = XMLParser()  # noqa: S314  # without a DOCTYPE there are no entities to expand
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise FeedError(f"is not XML: {error}", hint="Export the list again, as OPML.") from error
    if root.tag != "opml":
        raise FeedError("is XML, but not OPML", hint="Export the list again, as OPML.")
    feeds: dict[str, Feed] = {}
    notes: list[str] = []
    for outline in root.iter("outline"):
        given = outline.get("xmlUrl", "").strip()
        title = tidy(outline.get("title") or outline.get("text") or host_of(given), 100)
        if url := web_address(given):
            feeds.setdefault(canonical_url(url), Feed(_unused(slug(title, 60) or slug(host_of(url)), feeds), title, url))
        elif given or not len(outline):
            notes.append(f"{title or 'an entry without a title'} has no web address: left out")
    return Outline(tuple(feeds.values()), tuple(notes))


def _unused(wanted: str, feeds: dict[str, Feed]) -> str:
    """The id, with a number if it is taken."""
    taken = {feed.id for feed in feeds.values()}
    names = (wanted or "feed", *(f"{wanted or 'feed'}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
