"""Which sentences of two versions are the same or reworded.

Identical sentences are paired first, wherever they are; the others with the most similar sentence of their own group.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from dateline.core.sentences import Sentence

LEAST_SIMILARITY = 0.5
"""Two sentences less similar than this (Dice's coefficient of their significant words) are not one sentence reworded."""
MOST_PLACES = 400
"""A word in more sentences than this does not help to find similar ones, and without a limit the search would be quadratic."""


class Pair(NamedTuple):
    """The places of one sentence in two versions, counted from 0."""

    kind: Literal["kept", "moved", "changed"]
    before: int
    after: int


def _equal(
    old: Iterable[tuple[int, Sentence]], new: Iterable[tuple[int, Sentence]], content: Callable[[Sentence], Hashable]
) -> Iterator[tuple[int, int]]:
    """Pairs of places with equal content; if there are several, the nth is paired with the nth."""
    places: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for i, sentence in old:
        places[content(sentence)].append(i)
    for j, sentence in new:
        if same := places.get(content(sentence)):
            yield same.popleft(), j


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The largest set of these pairs, ascending in the new version, that also ascend in the old one.

    It is the longest increasing subsequence, found by patience sorting in n log n: M. L. Fredman, On computing the length of
    longest increasing subsequences, Discrete Mathematics 11, 1975.
    """
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for number, (i, _) in enumerate(pairs):
        pile = bisect_left(tops, i)
        tops[pile : pile + 1] = [i]
        piles[pile : pile + 1] = [number]
        below.append(piles[pile - 1] if pile else -1)
    found = set()
    number = piles[-1] if piles else -1
    while number >= 0:
        found.add(pairs[number])
        number = below[number]
    return found


def similar(old: Mapping[int, Sentence], new: Mapping[int, Sentence]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the same group with similar texts, the most similar first, each place once.

    An index of words avoids comparing every text with every other.
    """
    old_groups, new_groups = _by_group(old), _by_group(new)
    found = (one for group, held in new_groups.items() for one in _candidates(old_groups.get(group, {}), held))
    return _each_once((i, j) for *_, i, j in sorted(found))


_Candidate = tuple[float, list[str], int, int, int]


def _candidates(old: Mapping[int, Sentence], new: Mapping[int, Sentence]) -> Iterator[_Candidate]:
    """The pairs of a group that are similar enough, each with what it is sorted by."""
    places = Counter(word for side in (old, new) for sentence in side.values() for word in sentence.said.bag)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, sentence in old.items():
        for word in sentence.said.bag:
            index[word].append(i)
    for j, sentence in new.items():
        shared: Counter[int] = Counter()
        for word, count in sentence.said.bag.items():
            for i in index.get(word, ()) if places[word] <= MOST_PLACES else ():
                shared[i] += min(count, old[i].said.bag[word])
        for i, common in shared.items():
            score = 2 * common / (len(sentence.said.words) + len(old[i].said.words))
            if score >= LEAST_SIMILARITY:
                # Sorted by texts before places, so that the pairs do not depend on which version is the earlier one.
                yield -score, sorted((old[i].text, sentence.text)), abs(i - j), i, j


def _by_group(left: Mapping[int, Sentence]) -> Mapping[str, Mapping[int, Sentence]]:
    groups: defaultdict[str, dict[int, Sentence]] = defaultdict(dict)
    for place, sentence in left.items():
        groups[sentence.group][place] = sentence
    return groups


def _each_once(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    old_taken: set[int] = set()
    new_taken: set[int] = set()
    for i, j in pairs:
        if i not in old_taken and j not in new_taken:
            old_taken.add(i)
            new_taken.add(j)
            yield i, j


def left_over(
    old: Sequence[Sentence], new: Sequence[Sentence], pairs: Iterable[Pair]
) -> tuple[dict[int, Sentence], dict[int, Sentence]]:
    """The places of each version that have no partner yet."""
    old_left, new_left = dict(enumerate(old)), dict(enumerate(new))
    for _, i, j in pairs:
        del old_left[i], new_left[j]
    return old_left, new_left


def pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Pair]:
    """The paired sentences of two versions: identical ones in their group, identical ones elsewhere, then reworded ones."""
    by_group: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, j in _equal(enumerate(old), enumerate(new), lambda sentence: (sentence.group, sentence.text)):
        by_group[old[i].group].append((i, j))
    found: list[Pair] = []
    for group in by_group.values():
        standing = _in_order(group)
        found += [Pair("kept" if pair in standing else "moved", *pair) for pair in group]
    old_left, new_left = left_over(old, new, found)
    found += [Pair("moved", *pair) for pair in _equal(old_left.items(), new_left.items(), lambda sentence: sentence.text)]
    return found + [Pair("changed", *pair) for pair in similar(*left_over(old, new, found))]
