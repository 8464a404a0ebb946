"""Topics: origins about the same thing."""

from collections import defaultdict
from collections.abc import Sequence

from dateline.core.model import Item
from dateline.core.origins import Cluster, independent, precedence
from dateline.core.text import sentences, significant_words

LEAST_SHARED_WORDS = 2
LEAST_SHARED_PART = 0.2
"""Above this Dice's coefficient of their words, without those of the story, two origins are about the same thing."""


def _subject(item: Item, common: frozenset[str]) -> frozenset[str]:
    """The significant words of an item's title and first sentence, without those that all items of the story share."""
    first = sentences(item.text)[:1]
    return frozenset(significant_words(" . ".join((item.title, *first)))) - common


def _nearness(a: frozenset[str], b: frozenset[str]) -> float:
    """Dice's coefficient of two sets of words; 0 if it is too low for the same topic."""
    shared = len(a & b)
    part = 2 * shared / (len(a) + len(b)) if shared >= LEAST_SHARED_WORDS else 0.0
    return part if part >= LEAST_SHARED_PART else 0.0


def topics(origins: Sequence[Cluster], common: frozenset[str]) -> tuple[tuple[Cluster, ...], ...]:
    """Clusters grouped by topic, sorted by the number of origins, the number of copies, the date (newest first) and the key.

    From the earliest on, each cluster joins the topic whose first item is most similar to it, or opens a new one.

    Args:
        origins: the clusters.
        common: words that all items of the story may share, and that therefore do not count.
    """
    found: list[tuple[frozenset[str], list[Cluster]]] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for cluster in sorted(origins, key=lambda one: precedence(one.origin)):
        words = _subject(cluster.origin, common)
        sharing = sorted({at for word in words for at in having[word]})
        nearest = max((found[at] for at in sharing), key=lambda topic: _nearness(topic[0], words), default=None)
        if nearest and _nearness(nearest[0], words):
            nearest[1].append(cluster)
        else:
            for word in words:
                having[word].append(len(found))
            found.append((words, [cluster]))
    by_key = sorted((tuple(members) for _, members in found), key=lambda one: one[0].origin.key)
    by_day = sorted(by_key, key=lambda one: max(cluster.origin.day for cluster in one), reverse=True)
    return tuple(sorted(by_day, key=lambda one: (independent(one), sum(len(cluster.copies) for cluster in one)), reverse=True))
