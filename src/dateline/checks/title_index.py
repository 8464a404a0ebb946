"""The words of titles: how well a source fits a claim, and which words need no source."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

from dateline.checks.source_numbers import tokens
from dateline.checks.source_text import SourceText
from dateline.core.model import Version

_UNIT = 1_000_000
"""Weights are whole numbers, whose sum does not depend on the order of a set's words."""
_AMBIENT_SHARE = 5
_AMBIENT_AT_LEAST = 3
_COMMON = 50
"""A word in more titles than this does not tell them apart, and without a limit the search would be quadratic."""


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """The titles of a version's sources, by words.

    A source fits a claim by the share of the claim's words that it has, with more weight for words in fewer titles.
    """

    weights: Mapping[str, int]
    keys: Mapping[str, tuple[str, ...]]

    def weigh(self, words: Iterable[str]) -> int:
        """The total weight of words."""
        return sum([self.weights[word] for word in words if word in self.weights])

    def best(self, words: Iterable[str], without: Collection[str]) -> tuple[str, int]:
        """The source, other than those in `without`, whose title fits the words best, and the weight of the words in it."""
        scores: dict[str, int] = {}
        for word in words:
            for key in self.keys.get(word, ()):
                scores[key] = scores.get(key, 0) + self.weights[word]
        for key in without:
            scores.pop(key, None)
        most = max(scores.values(), default=0)
        return min((key for key, score in scores.items() if score == most), default=""), most


def title_index(sources: Mapping[str, SourceText]) -> TitleIndex:
    """The index of the titles of a version's sources."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources.values():
        for word in source.headline:
            keys[word].append(source.key)
    weights = {word: round(_UNIT * log(1 + len(sources) / len(found))) for word, found in keys.items()}
    return TitleIndex(weights, {word: tuple(found) for word, found in keys.items() if len(found) <= _COMMON})


def common(version: Version) -> frozenset[str]:
    """The words in a story's title, and those in a fifth of its sources' titles."""
    share = Counter(word for source in version.sources for word in set(tokens(source.title)))
    least = max(_AMBIENT_AT_LEAST, len(version.sources) / _AMBIENT_SHARE)
    return frozenset(tokens(version.title)) | {word for word, count in share.items() if count >= least}


def ambient(version: Version) -> frozenset[str]:
    """The words that need no source in a story: the common ones, and those in its voices."""
    return common(version) | frozenset(tokens(" ".join(f"{voice.voice} {voice.role or ''}" for voice in version.perspectives)))
