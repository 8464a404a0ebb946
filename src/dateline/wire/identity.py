"""What identifies the entries of one feed: their addresses, and if several share one, the fragment or the guid."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from dateline.core.ids import canonical_url


class EntryMarks(NamedTuple):
    """What an entry says of itself."""

    name: str
    """Its guid, or its title where it has none."""
    url: str | None
    """Its address in full."""
    has_guid: bool = False
    """Whether the name is a guid."""
    lends_address: bool = False
    """Whether the address is only where it can be read too, as that of a mail in an archive."""


class Identity(NamedTuple):
    """What an entry is known by."""

    sign: str
    """The same for entries that are one item."""
    shares_address: bool = False
    """Whether its address, without the place in the page, is not its own."""


def identities(entries: Sequence[EntryMarks], feed: str, home: str) -> list[Identity]:
    """What each entry of a feed is known by, in their order.

    Args:
        entries: the entries.
        feed: the feed's label: without an address, a guid is unique in its feed alone.
        home: the address of the site that the feed is of: a link there names no entry.
    """
    beside: dict[str, list[EntryMarks]] = defaultdict(list)
    for one in entries:
        beside[canonical_url(one.url or "")].append(one)
    return [_identity(one, beside[canonical_url(one.url or "")], feed, canonical_url(home)) for one in entries]


def _identity(one: EntryMarks, beside: Sequence[EntryMarks], feed: str, home: str) -> Identity:
    if not one.url or one.lends_address:
        return Identity(f"{feed}\n{one.name}", shares_address=bool(one.url))
    page, place = canonical_url(one.url), canonical_url(one.url, fragment=True)
    if place != page and any(
        other.name != one.name and canonical_url(other.url or "", fragment=True) != place for other in beside
    ):
        return Identity(place, shares_address=True)
    if _is_home(page, home) or (one.has_guid and len({other.name for other in beside if other.has_guid}) > 1):
        return Identity(f"{page}\n{one.name}", shares_address=True)
    return Identity(page)


def _is_home(page: str, home: str) -> bool:
    parts = urlsplit(page)
    return page == home or not (parts.path or parts.query)
