"""Which of the items that came in are new lines of a ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.ids import canonical_url, digest, fingerprint, item_key
from dateline.model import Item
from dateline.text import fold

Mark = tuple[str, ...]
"""What two entries for one item have in common."""

EVIDENCE = {"full-text": 0, "excerpt": 1, "headline": 2}
LONGEST_BASE = 60


def new_items(ledger: Sequence[Item], incoming: Iterable[Item]) -> tuple[Item, ...]:
    """The incoming items that are not in the ledger yet, and those whose words changed, by date and key.

    Two entries are one item when they share their address, or, where there is none, their feed and title, or their feed and the
    identity in their generated keys. Of several entries for one item the fullest is kept. A known item becomes a further line,
    under its known key, only when the feed it came from gives words that were never seen: another feed's wording is no change,
    nor is a feed that goes back and forth. What was withdrawn never comes back. What comes out depends on what came in, not on
    its order; and it adds nothing when the same comes in again.

    Args:
        ledger: the items that are known, as they were collected and as they were put right.
        incoming: what came in.
    """
    known = _Known()
    for item in ledger:
        known.add(item)
    fresh = [line for item in sorted(incoming, key=_fullest_first) if (line := known.line_for(item))]
    return tuple(sorted(fresh, key=lambda item: (item.published or "", item.key, *_fullest_first(item))))


def unknown_items(ledger: Sequence[Item], incoming: Iterable[Item]) -> tuple[Item, ...]:
    """Those of the incoming items, unchanged and in their order, that would be new lines of the ledger."""
    known = _Known()
    for item in ledger:
        known.add(item)
    return tuple(item for item in incoming if known.key_of(item) is None or known.is_news(item))


class _Known:
    """The items of a ledger: their marks, feeds and words."""

    def __init__(self) -> None:
        self.keys: dict[Mark, str] = {}
        self.feeds: set[tuple[str, str]] = set()
        self.words: dict[str, set[str]] = {}
        self.withdrawn: set[str] = set()

    def add(self, item: Item) -> None:
        for mark in _marks(item):
            self.keys.setdefault(mark, item.key)
        self.feeds.add((item.key, item.feed))
        self.words.setdefault(item.key, set()).update(_words(item))
        if item.withdrawn:
            self.withdrawn.add(item.key)

    def key_of(self, item: Item) -> str | None:
        """The key under which an incoming item is known."""
        return next((self.keys[mark] for mark in _marks(item) if mark in self.keys), None)

    def is_news(self, item: Item) -> bool:
        """Whether the feed of a known item gives words of it that were never seen."""
        key = self.key_of(item) or ""
        return key not in self.withdrawn and (key, item.feed) in self.feeds and not _words(item) & self.words[key]

    def line_for(self, item: Item) -> Item | None:
        """The line to write for an incoming item, noted as known from here on."""
        key = self.key_of(item)
        if key is not None and not self.is_news(item):
            return None
        line = replace(item, key=key or self.free_key(item.key, next(iter(_marks(item)))))
        self.add(line)  # knows of it exactly what the next run reads from the ledger
        return line

    def free_key(self, key: str, mark: Mark) -> str:
        """The item's own key, or one that its identity makes different."""
        longer = digest(*mark)
        wanted = [key, *(f"{key[:LONGEST_BASE].rstrip('-')}-{longer[:size]}" for size in range(6, 19))]
        return next(one for one in wanted if one not in self.words)


def _marks(item: Item) -> Iterator[Mark]:
    """What makes the item itself, the surest first."""
    if item.url:
        yield ("url", canonical_url(item.url))
        return
    yield ("words", item.feed, item.hash or fingerprint(item.title, item.text))
    if item.withdrawn:  # its title is gone, so nothing says whether the key was generated from it
        yield ("identity", item.feed, item.key.rpartition("-")[2])
        return
    yield ("title", item.feed, fold(item.title))
    words, _, identity = item.key.rpartition("-")
    generated = item_key(item.title, "")
    if words == generated.rpartition("-")[0] and len(item.key) == len(generated):
        yield ("identity", item.feed, identity)


def _words(item: Item) -> set[str]:
    """Fingerprints of what a feed gave; the hash of an older line may be that of its page, and says nothing then."""
    return set(filter(None, (item.hash, fingerprint(item.title, item.text) if item.title else "")))


def _fullest_first(item: Item) -> tuple[object, ...]:
    """A total order of items."""
    dated = (item.published is None, item.published or "")
    rest = (item.key, item.title, item.url or "", item.feed, item.hash, item.text, item.collected)
    return (EVIDENCE[item.evidence], -len(item.text), *dated, *rest, item.copy_of or "", item.spiked or "")
