"""Origins that tell of the same thing."""

from collections.abc import Sequence

from dateline.core.model import Item
from dateline.core.origins import Cluster, independent, precedence
from dateline.core.text import sentences, significant_words

LEAST_SHARED_WORDS = 2
LEAST_SHARED_PART = 0.2
"""Dice's coefficient of two origins' words above which they tell of the same thing; the story's own words aside."""


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
    for cluster in sorted(origins, key=lambda one: precedence(one.origin)):
        words = _subject(cluster.origin, common)
        nearest = max(found, key=lambda topic: _nearness(topic[0], words), default=None)
        if nearest and _nearness(nearest[0], words):
            nearest[1].append(cluster)
        else:
            found.append((words, [cluster]))
    by_key = sorted((tuple(members) for _, members in found), key=lambda one: one[0].origin.key)
    by_day = sorted(by_key, key=lambda one: max(cluster.origin.day for cluster in one), reverse=True)
    return tuple(sorted(by_day, key=lambda one: (independent(one), sum(len(cluster.copies) for cluster in one)), reverse=True))
