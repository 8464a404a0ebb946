"""Who said it first: which items and sources repeat the words of another one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.core.model import Item, Source
from dateline.core.outlets import without_outlet
from dateline.core.text import agency_of, fold, significant_words, without_furniture

LEAST_WORDS = 4
"""A text with fewer significant words, such as "Continue reading", is too short to recognise a copy by."""

_REPOSTED = re.compile(r"^(?:rt @\w+:|re:|fwd?:)\s*")


def original(key: str, copied: Callable[[str], str | None]) -> str:
    """The key of the item whose words an item repeats, also through copies of copies; its own key if it is not a copy.

    Args:
        key: the item's key.
        copied: returns the key of the item that a copy repeats, and nothing for others.
    """
    seen = {key}
    while (first := copied(key)) and first not in seen:
        seen.add(first)
        key = first
    return key


@lru_cache(4_096)
def origin(title: str, text: str) -> str:
    """A text that is the same for all copies of one report: its agency, or its title without reposting marks and outlet."""
    return agency_of(text) or without_outlet(_REPOSTED.sub("", fold(title))).rstrip(".… ")


class Origins:
    """Which items of ledgers are copies, and of which."""

    def __init__(self, item: Callable[[str], Item | None]) -> None:
        """Keeps where the items are.

        Args:
            item: returns an item as it was first collected, by its key; None if no ledger has it.
        """
        self._item = item

    def original(self, key: str) -> str:
        """The key of the item whose words an item repeats."""
        return original(key, self._copied)

    def of(self, source: Source) -> str:
        """The origin of a source: the same text for all sources that are copies of one report."""
        key = self.original(source.key)
        first = self._item(key)
        if first is None:
            return origin(source.title, "")
        if first.withdrawn:
            return key
        return origin(source.title if key == source.key else first.title, first.text)

    def _copied(self, key: str) -> str | None:
        item = self._item(key)
        return item.copy_of if item else None


class Joined:
    """Names that belong together, directly or through others."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def join(self, name: str, other: str) -> None:
        """Makes two names, and all that belong to either, belong together."""
        self._above[self.first(other)] = self.first(name)

    def first(self, name: str) -> str:
        """A name that is the same for all that belong together."""
        while (above := self._above.setdefault(name, name)) != name:
            self._above[name] = self._above.get(above, above)
            name = above
        return name


class Lineage:
    """Who copied whom in a ledger, as it was after any of its lines; worked out once for all versions."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._first: dict[str, tuple[int, Item]] = {}
        self._joined = Joined()
        for place, item in enumerate(items):
            self._first.setdefault(item.key, (place, item))
            if item.copy_of:
                self._joined.join(item.copy_of, item.key)
        self._lines: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, item in enumerate(items):
            self._lines[self._joined.first(item.key)].append((place, item.key))

    def origins(self, end: int) -> Origins:
        """Who copied whom in the first lines."""

        def item(key: str) -> Item | None:
            place, first = self._first.get(key, (end, None))
            return first if place < end else None

        return Origins(item)

    def copies(self, end: int) -> Callable[[str], int]:
        """Key of an item → how many of the first lines have its words, the item's own included."""
        original = self.origins(end).original

        def count(key: str) -> int:
            lines = self._lines.get(self._joined.first(key), ())
            if len(lines) <= 1:
                return 1
            own = original(key)
            return max(1, sum(original(other) == own for place, other in lines if place < end))

        return count


@dataclass(frozen=True, slots=True)
class Cluster:
    """An item and the other items with the same words."""

    origin: Item
    """The item collected first; if several were, the one published first."""
    copies: tuple[Item, ...] = ()
    """The others, by key."""


def _newest_lines(items: Iterable[Item]) -> list[Item]:
    """One line for each key, the last collected: a changed item has several lines."""
    newest = {item.key: item for item in sorted(items, key=lambda one: (one.collected, repr(one)))}
    return [newest[key] for key in sorted(newest)]


def precedence(item: Item) -> tuple[bool, str, str, str]:
    """The sort key that puts the origin of a cluster first."""
    # The item collected first stays the origin; a later copy with an older date does not replace it.
    return item.copy_of is not None, item.collected, item.published or "9999", item.key


def clusters(items: Iterable[Item]) -> tuple[Cluster, ...]:
    """The origins by key, each with its copies: items linked by `copy_of` or with the same folded words.

    If a text is short, the title counts too. A changed item counts once, as it was last collected.
    """
    lines = _newest_lines(items)
    related = Joined()
    for item in lines:
        told = without_furniture(item.text)
        words = fold(told if len(significant_words(told)) >= LEAST_WORDS else f"{item.title} {told}")
        for other in filter(None, (item.copy_of, f"words {words}" if words else None)):
            related.join(item.key, other)
    members: dict[str, list[Item]] = {}
    for item in lines:
        members.setdefault(related.first(item.key), []).append(item)
    ranked = (sorted(group, key=precedence) for group in members.values())
    joined = (Cluster(group[0], tuple(sorted(group[1:], key=lambda one: one.key))) for group in ranked)
    return tuple(sorted(joined, key=lambda one: one.origin.key))


def independent(origins: Iterable[Cluster]) -> int:
    """How many independent sources the origins are; reports of one agency count once, whoever published them."""
    return len({agency_of(cluster.origin.text) or cluster.origin.key for cluster in origins})
