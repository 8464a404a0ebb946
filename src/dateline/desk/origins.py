"""Who said it first: copies joined to their origin, and origins that tell of the same thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.core.model import Item
from dateline.core.text import agency_of, fold, sentences, significant_words, without_furniture

LEAST_SHARED_WORDS = 2
LEAST_WORDS = 4
"""A text of fewer significant words, such as "Continue reading", says too little to be known again by itself."""
LEAST_SHARED_PART = 0.2
"""Dice's coefficient of two origins' words, without the story's own, from which they tell of the same thing."""


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


def _precedence(item: Item) -> tuple[bool, str, str, str]:
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
    ranked = (sorted(group, key=_precedence) for group in members.values())
    joined = (Cluster(group[0], tuple(sorted(group[1:], key=lambda one: one.key))) for group in ranked)
    return tuple(sorted(joined, key=lambda one: one.origin.key))


def independent(origins: Iterable[Cluster]) -> int:
    """How many sources stand behind origins: what an agency reports is one, whoever prints it."""
    return len({agency_of(cluster.origin.text) or cluster.origin.key for cluster in origins})


def day(item: Item) -> str:
    """The day an item was published, by its feed's clock; empty where it is not known."""
    return item.day


def _subject(item: Item, common: frozenset[str]) -> frozenset[str]:
    """The significant words of an item's title and first sentence, without those that the whole story shares."""
    first = sentences(item.text)[:1]
    return frozenset(significant_words(" . ".join((item.title, *first)))) - common


def _nearness(a: frozenset[str], b: frozenset[str]) -> float:
    """Dice's coefficient of two sets of words; 0 where it is too little for them to tell of the same thing."""
    shared = len(a & b)
    part = 2 * shared / (len(a) + len(b)) if shared >= LEAST_SHARED_WORDS else 0.0
    return part if part >= LEAST_SHARED_PART else 0.0


def topics(origins: Sequence[Cluster], common: frozenset[str]) -> tuple[tuple[Cluster, ...], ...]:
    """Clusters that tell of the same thing together: what more origins tell of first, then what more carry, the newer, by key.

    Each joins the topic whose opening item shares most with it, if that is enough; the earliest item opens a topic.

    Args:
        origins: the clusters.
        common: words that every item of the story may have, which therefore join nothing.
    """
    found: list[tuple[frozenset[str], list[Cluster]]] = []
    for cluster in sorted(origins, key=lambda one: _precedence(one.origin)):
        words = _subject(cluster.origin, common)
        nearest = max(found, key=lambda topic: _nearness(topic[0], words), default=None)
        if nearest and _nearness(nearest[0], words):
            nearest[1].append(cluster)
        else:
            found.append((words, [cluster]))
    by_key = sorted((tuple(members) for _, members in found), key=lambda one: one[0].origin.key)
    by_day = sorted(by_key, key=lambda one: max(day(cluster.origin) for cluster in one), reverse=True)
    return tuple(sorted(by_day, key=lambda one: (independent(one), sum(len(cluster.copies) for cluster in one)), reverse=True))
