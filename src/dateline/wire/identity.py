"""What identifies the entries of one feed: their addresses, and if several share one, the fragment or the guid."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from dateline.core.ids import canonical_url


class EntryMarks(NamedTuple):
    """What an entry says about itself."""

    name: str
    """Its guid, or its title if it has none."""
    url: str | None
    """Its address in full."""
    has_guid: bool = False
    """Whether the name is a guid."""
    lends_address: bool = False
    """Whether the address is only that of a copy, such as a mail in an archive."""


class Identity(NamedTuple):
    """What identifies an entry."""

    sign: str
    """The same for entries that are one item."""
    shares_address: bool = False
    """Whether its address, without the fragment, is not its own."""


def identities(entries: Sequence[EntryMarks], feed: str, home: str) -> list[Identity]:
    """The identity of each entry of a feed, in their order.

    Args:
        entries: the entries.
        feed: the feed's label: without an address, a guid is unique only within its feed.
        home: the address of the feed's site: a link to it identifies no entry.
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
