"""Long lists on several pages: no page grows with the publication, and a page changes only if its own rows do."""

from collections.abc import Iterator
from typing import NamedTuple


class Sheet(NamedTuple):
    """One page of a list."""

    address: str
    """Its address."""
    rows: slice
    """The part of the list that it shows."""
    number: int = 0
    """Counted from 1; 0 for a page of the newest rows, which has no number."""
    of: int = 0
    """How many numbered pages the list has; 0 if that is not said, because the page would change with each new one."""
    previous: str | None = None
    """The address of the page before."""
    next: str | None = None
    """The address of the page after."""


def sheets(first: str, count: int, most: int) -> Iterator[Sheet]:
    """The pages of a list; a list without rows has one page.

    Args:
        first: the address of the first page; the others have their number below it.
        count: rows in the list.
        most: rows on a page.
    """
    addresses = [first, *(f"{first}page/{number}/" for number in range(2, -(-count // most) + 1))]
    return _numbered([None, *addresses, None], most, len(addresses))


def archive(first: str, count: int, most: int) -> Iterator[Sheet]:
    """The pages of a list that grows at its end: one of the newest rows and, if there are more, all rows on numbered pages.

    The pages are numbered from the oldest rows, so a full page stays as it is.

    Args:
        first: the address of the page of the newest rows; the others have their number below it.
        count: rows in the list, the oldest first.
        most: rows on a page.
    """
    addresses = [f"{first}page/{number}/" for number in range(1, -(-count // most) + 1)] if count > most else []
    yield Sheet(first, slice(max(0, count - most), count), of=len(addresses), previous=addresses[-1] if addresses else None)
    yield from _numbered([None, *addresses, first], most, 0)


def _numbered(addresses: list[str | None], most: int, of: int) -> Iterator[Sheet]:
    """Numbered pages at these addresses, of which the first and the last are those of the pages before and after them."""
    for number, (before, here, after) in enumerate(zip(addresses, addresses[1:], addresses[2:], strict=False), 1):
        yield Sheet(here or "", slice((number - 1) * most, number * most), number, of, before, after)
