"""Which of the items that came in are new lines of a ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.core.address import hides_destination
from dateline.core.ids import ADDRESS_SIGNS, canonical_url, digest, fingerprint, shares_address, signs_of
from dateline.core.model import Item
from dateline.core.text import fold

Mark = tuple[str, ...]
"""Something by which two entries are known to be one item."""

EVIDENCE = {"full-text": 0, "excerpt": 1, "headline": 2}
LONGEST_BASE = 60


def new_items(ledger: Sequence[Item], incoming: Iterable[Item]) -> tuple[Item, ...]:
    """The incoming items that are not in the ledger yet, and those whose words changed, by date and key.

    Two entries are one item when they share their address; where it is not their own, or there is none, when they share their
    feed and the identity in their keys, or their feed, title and date. Of several entries for one item the fullest is kept. A
    known item becomes a further line, under its known key, only when the feed it came from gives words that were never seen, or
    an address for the first time: another feed's wording is no change, nor is a feed that goes back and forth. What was withdrawn
    never comes back. What comes out depends on what came in, not on its order; and it adds nothing when the same comes in again.

    Args:
        ledger: the items that are known, as they were collected and as they were put right.
        incoming: what came in.
    """
    known = _Known(ledger)
    fresh = [line for item in sorted(incoming, key=_fullest_first) if (line := known.line_for(item))]
    return tuple(sorted(fresh, key=lambda item: (item.published or "", item.key, *_fullest_first(item))))


def unknown_items(ledger: Sequence[Item], incoming: Iterable[Item]) -> tuple[Item, ...]:
    """Those of the incoming items, unchanged and in their order, that would be new lines of the ledger."""
    known = _Known(ledger)
    return tuple(item for item in incoming if known.key_of(item) is None or known.is_news(item))


class _Known:
    """The items of a ledger: their marks, feeds and words."""

    def __init__(self, ledger: Sequence[Item]) -> None:
        self.keys: dict[Mark, str] = {}
        self.feeds: set[tuple[str, str]] = set()
        self.words: dict[str, set[str]] = {}
        self.withdrawn: set[str] = set()
        self.placed: set[str] = set()
        self.sharing = {item.key for item in ledger if _shares_address(item)}
        """Keys of items that share their address; a later line may have another title, from which that cannot be seen."""
        for item in ledger:
            self.add(item)

    def add(self, item: Item) -> None:
        for mark in _marks(item, is_shared=item.key in self.sharing):
            self.keys.setdefault(mark, item.key)
        self.feeds.add((item.key, item.feed))
        if item.url and not hides_destination(item.url):
            self.placed.add(item.key)
        self.words.setdefault(item.key, set()).update(_words(item))
        if item.withdrawn:
            self.withdrawn.add(item.key)

    def key_of(self, item: Item) -> str | None:
        """The key under which an incoming item is known."""
        marks = (*_marks(item, is_shared=_shares_address(item)), *_older_marks(item))
        return next((self.keys[mark] for mark in marks if mark in self.keys), None)

    def is_news(self, item: Item) -> bool:
        """Whether the feed of a known item gives words of it that were never seen, or its address for the first time."""
        key = self.key_of(item) or ""
        if key in self.withdrawn or (key, item.feed) not in self.feeds:
            return False
        has_moved = bool(item.url) and not hides_destination(item.url or "") and key not in self.placed
        return has_moved or not _words(item) & self.words[key]

    def line_for(self, item: Item) -> Item | None:
        """The line to write for an incoming item, which is known from then on."""
        key = self.key_of(item)
        if key is not None and not self.is_news(item):
            return None
        key = key or self.free_key(item.key, next(_marks(item, is_shared=_shares_address(item))))
        if _shares_address(item) and key not in self.words:
            self.sharing.add(key)
        line = replace(item, key=key, hash=item.hash and fingerprint(item.title, item.text))
        self.add(line)  # knows of it exactly what the next run reads from the ledger
        return line

    def free_key(self, key: str, mark: Mark) -> str:
        """The item's own key, or one that its identity makes different."""
        longer = digest(*mark)
        wanted = [key, *(f"{key[:LONGEST_BASE].rstrip('-')}-{longer[:size]}" for size in range(6, 19))]
        return next(one for one in wanted if one not in self.words)


def _shares_address(item: Item) -> bool:
    # The title of a withdrawn item is gone, and with it what proves that its key was made of one.
    title = item.key.rpartition("-")[0] if item.withdrawn else item.title
    return bool(item.url) and shares_address(item.key, title)


def _marks(item: Item, *, is_shared: bool) -> Iterator[Mark]:
    """What identifies the item, the surest first."""
    if item.url:
        yield from _marks_of_address(item, item.url, is_shared=is_shared)
    if not item.url or hides_destination(item.url):
        yield from _marks_without_address(item)


def _marks_of_address(item: Item, url: str, *, is_shared: bool) -> Iterator[Mark]:
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


def _marks_without_address(item: Item) -> Iterator[Mark]:
    yield ("words", item.feed, item.hash or fingerprint(item.title, item.text))
    if item.withdrawn:  # its title is gone, so nothing says whether the key was generated from it
        yield ("identity", item.feed, item.key.rpartition("-")[2])
        return
    yield ("title", item.feed, fold(item.title), item.published or "")
    if not item.url and len(signs := signs_of(item.key, item.title)) == ADDRESS_SIGNS:
        yield ("identity", item.feed, signs)


def _older_marks(item: Item) -> Iterator[Mark]:
    """What may identify an item in older lines: it had no address then, or shared it with more or fewer entries of its feed."""
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
