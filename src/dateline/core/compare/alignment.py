"""Which sentences of two versions are the same or reworded.

Identical sentences are paired first, wherever they are; the others with the most similar sentence of their own group.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Literal, NamedTuple

from dateline.core.sentences import Sentence

LEAST_SIMILARITY = 0.5
"""Two sentences less similar than this (Dice's coefficient of their significant words) are not one sentence reworded."""
MOST_PLACES = 400
"""A word in more sentences than this does not help to find similar ones, and without a limit the search would be quadratic."""

FEW_PAIRS = 16
"""An index of words takes longer to make than to compare this many pairs of sentences without one."""


class Partner(NamedTuple):
    """The sentence of the earlier version that a sentence of the later one continues."""

    kind: Literal["kept", "moved", "changed"]
    before: int
    """Its place in the earlier version, counted from 0."""


_Told = Sequence[tuple[int, Hashable]]
"""Places of sentences, ascending, each with what must be equal."""


def _equal(old: _Told, new: _Told) -> Iterator[tuple[int, int]]:
    """Pairs of places with equal content; if there are several, the nth is paired with the nth."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for i, content in reversed(old):
        places[content].append(i)
    return ((same.pop(), j) for j, content in new if (same := places.get(content)))


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
    """Pairs of places in the same group with similar texts, the most similar first, each place once."""
    old_groups, new_groups = _by_group(old), _by_group(new)
    found = (one for group in old_groups.keys() & new_groups for one in _candidates(old_groups[group], new_groups[group]))
    return _each_once((i, j) for *_, i, j in sorted(found))


_Candidate = tuple[float, list[str], int, int, int]


def _candidates(old: Mapping[int, Sentence], new: Mapping[int, Sentence]) -> Iterator[_Candidate]:
    """The pairs of a group that are similar enough, each with what it is sorted by."""
    for i, j, shared in _few(old, new) if len(old) * len(new) <= FEW_PAIRS else _indexed(old, new):
        before, after = old[i].said, new[j].said
        score = 2 * shared / (len(before.bag) + len(after.bag))
        if score >= LEAST_SIMILARITY:
            # Sorted by texts before places, so that the pairs do not depend on which version is the earlier one.
            yield -score, sorted((before.text, after.text)), abs(i - j), i, j


_Shared = Iterator[tuple[int, int, int]]
"""The places of two sentences that may be similar enough, and how many words they share."""


def _few(old: Mapping[int, Sentence], new: Mapping[int, Sentence]) -> _Shared:
    """Compares each sentence with each, as long as they are few."""
    for (i, before), (j, after) in product(old.items(), new.items()):
        if shared := len(before.said.bag.keys() & after.said.bag.keys()):
            yield i, j, shared


def _indexed(old: Mapping[int, Sentence], new: Mapping[int, Sentence]) -> _Shared:
    """Compares sentences that share a word, with an index of words."""
    common = _common([*old.values(), *new.values()])
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, sentence in old.items():
        for word in sentence.said.bag:
            index[word].append(i)
    for word in common:
        index.pop(word, None)
    for j, sentence in new.items():
        bag = sentence.said.bag
        places = Counter(chain.from_iterable(filter(None, map(index.get, bag))))
        least = LEAST_SIMILARITY * len(bag) / 2
        yield from ((i, j, shared) for i, shared in places.items() if shared >= least)


def _common(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The words that are in too many sentences, with their repetitions."""
    if len(sentences) > MOST_PLACES:
        places = Counter(chain.from_iterable(one.said.bag for one in sentences))
        yield from (word for word in places if places[word.partition(" ")[0]] > MOST_PLACES)


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
    old: Sequence[Sentence], new: Sequence[Sentence], partners: Mapping[int, Partner]
) -> tuple[dict[int, Sentence], dict[int, Sentence]]:
    """The sentences of each version that have no partner, by place."""
    taken = {before for _, before in partners.values()}
    return (
        {i: sentence for i, sentence in enumerate(old) if i not in taken},
        {j: sentence for j, sentence in enumerate(new) if j not in partners},
    )


def partners(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, Partner]:
    """Place in the later version → partner: an identical sentence of the group, one elsewhere, or a reworded one."""
    sides = ([(place, (one.group, one.said.text)) for place, one in enumerate(side)] for side in (old, new))
    same = list(_equal(*sides))
    standing = _standing(same, old)
    found = {j: Partner("kept" if (i, j) in standing else "moved", i) for i, j in same}
    left = ([(place, one.said.text) for place, one in side.items()] for side in left_over(old, new, found))
    found |= {j: Partner("moved", i) for i, j in _equal(*left)}
    return found | {j: Partner("changed", i) for i, j in similar(*left_over(old, new, found))}


def _standing(same: Sequence[tuple[int, int]], old: Sequence[Sentence]) -> set[tuple[int, int]]:
    """The pairs of equal sentences that are in the same order in both versions, group by group."""
    groups: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, j in same:
        groups[old[i].group].append((i, j))
    return set().union(*map(_in_order, groups.values()))
