"""Decides which incoming items become new lines of a ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.core.address import hides_destination
from dateline.core.ids import ADDRESS_SIGNS, canonical_url, digest, fingerprint, shares_address, signs_of
from dateline.core.model import Item
from dateline.core.text import fold

ItemMark = tuple[str, ...]
"""Something that two entries share only if they are one item."""

EVIDENCE = {"full-text": 0, "excerpt": 1, "headline": 2}
LONGEST_BASE = 60


def new_items(ledger: Sequence[Item], incoming: Iterable[Item]) -> tuple[Item, ...]:
    """The incoming items that are not in the ledger yet, and those whose words changed, by date and key.

    Two entries are one item if they share their address. If they have none, or one that others share, they are one item if they
    share their feed and the identity in their keys, or their feed, title and date. Of several entries for one item, the fullest
    is kept. A known item gets another line, under its known key, only if its own feed gives words that were never seen, or an
    address for the first time: another feed's wording is not a change, nor is a feed that switches back and forth. A withdrawn
    item never comes back. The order of the incoming items does not matter, and the same items again add nothing.

    Args:
        ledger: the known items, as they were collected and as they were corrected.
        incoming: the incoming items.
    """
    found = sorted(incoming, key=_fullest_first)
    if not found:
        return ()  # most runs, and the ledger may be long
    known = KnownItems(ledger)
    fresh = [line for item in found if (line := known.line_for(item))]
    return tuple(sorted(fresh, key=lambda item: (item.published or "", item.key, *_fullest_first(item))))


def unknown_items(ledger: Sequence[Item], incoming: Iterable[Item]) -> tuple[Item, ...]:
    """The incoming items that would be new lines of the ledger, unchanged and in their order."""
    known = KnownItems(ledger)
    return tuple(item for item in incoming if known.key_of(item) is None or known.is_news(item))


def known_key(ledger: Sequence[Item], incoming: Iterable[Item]) -> str | None:
    """The key under which a ledger has the first of these items that it has; None if it has none of them."""
    known = KnownItems(ledger)
    return next(filter(None, map(known.key_of, incoming)), None)


class KnownItems:
    """The items of a ledger: their marks, feeds and words."""

    def __init__(self, ledger: Sequence[Item]) -> None:
        """Takes the known items, as they were collected and as they were corrected."""
        self.keys: dict[ItemMark, str] = {}
        self.feeds: set[tuple[str, str]] = set()
        self.words: dict[str, set[str]] = {}
        self.withdrawn: set[str] = set()
        self.placed: set[str] = set()
        self.sharing = {item.key for item in ledger if _shares_address(item)}
        """Keys of items that share their address; a later line may have another title, which no longer shows it."""
        for item in ledger:
            self.add(item)

    def add(self, item: Item) -> None:
        """Makes an item known."""
        for mark in _marks(item, is_shared=item.key in self.sharing):
            self.keys.setdefault(mark, item.key)
        self.feeds.add((item.key, item.feed))
        if item.url and not hides_destination(item.url):
            self.placed.add(item.key)
        self.words.setdefault(item.key, set()).update(_words(item))
        if item.withdrawn:
            self.withdrawn.add(item.key)

    def key_of(self, item: Item) -> str | None:
        """The key under which an incoming item is known; None if it is new."""
        marks = (*_marks(item, is_shared=_shares_address(item)), *_older_marks(item))
        return next((self.keys[mark] for mark in marks if mark in self.keys), None)

    def is_news(self, item: Item) -> bool:
        """Whether a known item comes from its own feed with words that were never seen, or with its first address."""
        key = self.key_of(item) or ""
        if key in self.withdrawn or (key, item.feed) not in self.feeds:
            return False
        has_moved = bool(item.url) and not hides_destination(item.url or "") and key not in self.placed
        return has_moved or not _words(item) & self.words[key]

    def line_for(self, item: Item) -> Item | None:
        """The line to write for an incoming item, which is known from then on; None if nothing is new."""
        key = self.key_of(item)
        if key is not None and not self.is_news(item):
            return None
        key = key or self.free_key(item.key, next(_marks(item, is_shared=_shares_address(item))))
        if _shares_address(item) and key not in self.words:
            self.sharing.add(key)
        line = replace(item, key=key, hash=item.hash and fingerprint(item.title, item.text))
        self.add(line)  # it then knows exactly what the next run will read from the ledger
        return line

    def free_key(self, key: str, mark: ItemMark) -> str:
        """The item's own key or, if that is taken, one with more of its identity."""
        longer = digest(*mark)
        wanted = [key, *(f"{key[:LONGEST_BASE].rstrip('-')}-{longer[:size]}" for size in range(6, 19))]
        return next(one for one in wanted if one not in self.words)


def _shares_address(item: Item) -> bool:
    # The title of a withdrawn item is gone, so it cannot prove that the key was made from it.
    title = item.key.rpartition("-")[0] if item.withdrawn else item.title
    return bool(item.url) and shares_address(item.key, title)


def _marks(item: Item, *, is_shared: bool) -> Iterator[ItemMark]:
    """What identifies the item, the surest first."""
    if item.url:
        yield from _marks_of_address(item, item.url, is_shared=is_shared)
    if not item.url or hides_destination(item.url):
        yield from _marks_without_address(item)


def _marks_of_address(item: Item, url: str, *, is_shared: bool) -> Iterator[ItemMark]:
    page, place = canonical_url(url), canonical_url(url, fragment=True)
    if place != page:
        yield ("url", place)
    if is_shared:
        yield ("identity", item.key.rpartition("-")[2])
    if not is_shared or item.withdrawn:
        yield ("url", page)
    yield ("shared" if is_shared else "own", page, item.hash)
    if item.title and item.published:
        yield ("titled", page, fold(item.title), item.published)


def _marks_without_address(item: Item) -> Iterator[ItemMark]:
    yield ("words", item.feed, item.hash or fingerprint(item.title, item.text))
    if item.withdrawn:  # its title is gone, so nothing shows whether the key was generated from it
        yield ("identity", item.feed, item.key.rpartition("-")[2])
        return
    yield ("title", item.feed, fold(item.title), item.published or "")
    if not item.url and len(signs := signs_of(item.key, item.title)) == ADDRESS_SIGNS:
        yield ("identity", item.feed, signs)


def _older_marks(item: Item) -> Iterator[ItemMark]:
    """What may identify an item in older lines, if it had no address then, or shared it with more or fewer entries."""
    if item.url:
        yield ("own" if _shares_address(item) else "shared", canonical_url(item.url), item.hash)
        yield ("words", item.feed, item.hash)
        yield ("title", item.feed, fold(item.title), item.published or "")


def _words(item: Item) -> set[str]:
    """Fingerprints of what a feed gave; the hash of an older line may be that of its page instead."""
    return set(filter(None, (item.hash, fingerprint(item.title, item.text) if item.title else "")))


def _fullest_first(item: Item) -> tuple[object, ...]:
    """A total order of items."""
    dated = (item.published is None, item.published or "")
    rest = (item.key, item.title, item.url or "", item.feed, item.hash, item.text, item.collected)
    return (EVIDENCE[item.evidence], -len(item.text), *dated, *rest, item.copy_of or "", item.spiked or "")
