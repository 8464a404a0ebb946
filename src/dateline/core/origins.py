"""Who said it first: which items and sources have the words of another one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.core.ledger import Record
from dateline.core.model import Item, Source
from dateline.core.outlets import without_outlet
from dateline.core.text import agency_of, fold, significant_words, without_furniture

LEAST_WORDS = 4
"""A text of fewer significant words, such as "Continue reading", says too little to be known again by itself."""

_REPOSTED = re.compile(r"^(?:rt @\w+:|re:|fwd?:)\s*")


def original(key: str, copied: Mapping[str, str]) -> str:
    """The key of the item whose words an item has, through copies of copies: its own, where it copies none.

    Args:
        key: the item's key.
        copied: key of a copy → key of what it copies.
    """
    seen = {key}
    while (origin := copied.get(key)) and origin not in seen:
        seen.add(origin)
        key = origin
    return key


class Origins:
    """The items of a ledger by whose words they are."""

    def __init__(self, items: Iterable[Item]) -> None:
        held = tuple(items)
        self._copied = {item.key: item.copy_of for item in held if item.copy_of}
        self._copies = Counter(self.of(item.key) for item in held)

    def of(self, key: str) -> str:
        """The key of the item whose words an item has: its own, where it copies none."""
        return original(key, self._copied)

    def copies(self, key: str) -> int:
        """How many items say the same in the same words, the item itself included."""
        return max(1, self._copies[self.of(key)])


def origin_of(source: Source, records: Mapping[str, Record]) -> str:
    """The same text for sources that are copies of one report: its agency, or its title without reposting marks and outlet.

    Args:
        source: as a version lists it.
        records: what the ledgers hold, by key.
    """
    key, title = source.key, source.title
    seen: set[str] = set()
    while key not in seen and (own := records.get(key)) and (copied := own.lines[0].copy_of):
        seen.add(key)
        key, title = copied, records[copied].lines[0].title if copied in records else title
    text = records[key].lines[0].text if key in records else ""
    return agency_of(text) or _report(title)


@lru_cache(maxsize=16_384)
def _report(title: str) -> str:
    return without_outlet(_REPOSTED.sub("", fold(title))).rstrip(".… ")


@dataclass(frozen=True, slots=True)
class Cluster:
    """An item and those that carry the same words."""

    origin: Item
    """The first that was collected; of those that came together, the first to publish."""
    copies: tuple[Item, ...] = ()
    """The others, by key."""


def _newest_lines(items: Iterable[Item]) -> list[Item]:
    """One line for each key, the last collected: a changed item has a further line."""
    newest = {item.key: item for item in sorted(items, key=lambda one: (one.collected, repr(one)))}
    return [newest[key] for key in sorted(newest)]


def precedence(item: Item) -> tuple[bool, str, str, str]:
    """Orders the items of a cluster, its origin first."""
    # What was collected first stays the origin, so that a later copy with an older date never takes its place.
    return item.copy_of is not None, item.collected, item.published or "9999", item.key


def clusters(items: Iterable[Item]) -> tuple[Cluster, ...]:
    """The origins by key, each with its copies: items joined by `copy_of`, or by the same words, folded.

    Where a text says little, the title counts too. A changed item counts once, as it was collected last.
    """
    lines = _newest_lines(items)
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while (above := parent.setdefault(name, name)) != name:
            parent[name] = parent.get(above, above)
            name = above
        return name

    for item in lines:
        told = without_furniture(item.text)
        words = fold(told if len(significant_words(told)) >= LEAST_WORDS else f"{item.title} {told}")
        for other in filter(None, (item.copy_of, f"words {words}" if words else None)):
            parent[find(other)] = find(item.key)
    members: dict[str, list[Item]] = {}
    for item in lines:
        members.setdefault(find(item.key), []).append(item)
    ranked = (sorted(group, key=precedence) for group in members.values())
    joined = (Cluster(group[0], tuple(sorted(group[1:], key=lambda one: one.key))) for group in ranked)
    return tuple(sorted(joined, key=lambda one: one.origin.key))


def independent(origins: Iterable[Cluster]) -> int:
    """How many sources stand behind origins: what an agency reports is one, whoever prints it."""
    return len({agency_of(cluster.origin.text) or cluster.origin.key for cluster in origins})
