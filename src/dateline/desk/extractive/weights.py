"""How telling the words of a story are: rare ones tell more than those that most of its items share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from heapq import nlargest
from math import log

from dateline.desk.extractive.facts import Fact

UNIT = 1_000_000
"""What a weight of 1 is: weights are whole numbers, so that sums are the same in any order and on any Python."""


MOST_COMPARED = 1_000
"""With how many of a story's items everything else is compared: with all, the time would grow with the square of the items."""


class Weights:
    """The weights of a story's words: the inverse of how many of its items have each."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.items: dict[str, frozenset[str]] = {}
        """Key → the roots of all words of an item."""
        times: dict[str, str] = {}
        for fact in facts:
            self.items[fact.item.key] = self.items.get(fact.item.key, frozenset()) | fact.topic
            times[fact.item.key] = fact.time[0]
        counts = Counter(word for words in self.items.values() for word in words)
        self._weights = {word: round(UNIT * log(1 + len(self.items) / count)) for word, count in counts.items()}
        self._having: defaultdict[str, list[str]] = defaultdict(list)
        for key in nlargest(MOST_COMPARED, self.items, key=lambda key: (times[key], key)):
            for word in self.items[key]:
                self._having[word].append(key)
        self.sum = cache(self._sum)
        """The total weight of words."""

    def _sum(self, words: frozenset[str]) -> int:
        return sum([self._weights.get(word, 0) for word in words])

    def overlap(self, a: frozenset[str], b: frozenset[str]) -> float:
        """The weight of the words that two sets share, as a part of the lighter set: 0 to 1."""
        return self.part(a & b, a, b)

    def part(self, shared: frozenset[str], a: frozenset[str], b: frozenset[str]) -> float:
        """The weight of words that two sets share, as a part of the lighter set: 0 to 1."""
        least = min(self.sum(a), self.sum(b))
        return self._sum(shared) / least if least else 0.0

    def near(self, words: frozenset[str]) -> Mapping[str, float]:
        """Key → how near words are to a new item that has some of them: Dice's coefficient, weighted, 0 to 1."""
        shared: defaultdict[str, int] = defaultdict(int)
        for word in words:
            for key in self._having.get(word, ()):
                shared[key] += self._weights[word]
        own = self.sum(words)
        return {key: 2 * weight / (own + self.sum(self.items[key])) for key, weight in shared.items()}
