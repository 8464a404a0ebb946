"""Which sentences of two versions are the same, reworded, split or merged.

Sentences with the same words are paired first, wherever they are; the others with the most similar ones of their own group.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from dateline.core.compare.rewording import rewordings
from dateline.core.compare.typography import typeset
from dateline.core.sentences import Sentence

MOST_PARTS = 3
"""A sentence is not split into more parts than this, and not merged from more."""


class Partner(NamedTuple):
    """The sentence of the earlier version that a sentence of the later one continues."""

    kind: Literal["kept", "moved", "changed"]
    before: int
    """Its place in the earlier version, counted from 0."""
    merged: tuple[int, ...] = ()
    """The places of other earlier sentences that were merged into the later one."""
    split: tuple[int, ...] = ()
    """The places in the later version of the other parts, if the earlier sentence was split."""

    @property
    def is_divided(self) -> bool:
        """Whether the earlier sentence was split, or several were merged."""
        return bool(self.merged or self.split)

    @property
    def sources(self) -> tuple[int, ...]:
        """The places of all earlier sentences that the later one continues."""
        return self.before, *self.merged


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


def left_over(
    old: Sequence[Sentence], new: Sequence[Sentence], partners: Mapping[int, Partner]
) -> tuple[dict[int, Sentence], dict[int, Sentence]]:
    """The sentences of each version that have no partner, by place."""
    taken = {one.before for one in partners.values()}
    taken.update(place for one in partners.values() for place in one.merged)
    return (
        {i: sentence for i, sentence in enumerate(old) if i not in taken},
        {j: sentence for j, sentence in enumerate(new) if j not in partners},
    )


def partners(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, Partner]:
    """Place in the later version → partner: the same words in the group or elsewhere, or a sentence in other words.

    Words that stand elsewhere, and cite other sources there, are the same words too.
    """
    found = same_words(old, new)
    for one in rewordings(*left_over(old, new, found), most_parts=MOST_PARTS):
        (first, *merged), parts = one.old, one.new
        found |= {j: Partner("changed", first, tuple(merged), tuple(k for k in parts if k != j)) for j in parts}
    elsewhere = ([(place, one.said.plain) for place, one in side.items()] for side in left_over(old, new, found))
    return found | {j: Partner("changed", i) for i, j in _equal(*elsewhere)}


def same_words(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, Partner]:
    """Place in the later version → the sentence with the same words, however they are typeset: in the group, or elsewhere."""
    same = list(_equal(*([(place, (one.group, one.said.text)) for place, one in enumerate(side)] for side in (old, new))))
    left = _typeset(*left_over(old, new, {j: Partner("kept", i) for i, j in same}))
    same += _equal(*([(place, (group, words)) for place, group, words in side] for side in left))
    same.sort(key=itemgetter(1))
    standing = _standing(same, old)
    found = {j: Partner("kept" if (i, j) in standing else "moved", i) for i, j in same}
    taken = {i for i, _ in same}, found
    elsewhere = (
        [(place, words) for place, _, words in side if place not in known] for side, known in zip(left, taken, strict=True)
    )
    return found | {j: Partner("moved", i) for i, j in _equal(*elsewhere)}


_Typeset = list[tuple[int, str, str]]
"""Places of sentences, ascending, each with its group and its words in one typography."""


def _typeset(*sides: Mapping[int, Sentence]) -> tuple[_Typeset, _Typeset]:
    """The sentences of two sides that may have the same words as one of the other side."""
    marks = [{place: _mark(one) for place, one in side.items()} for side in sides]
    common = set(marks[0].values()) & set(marks[1].values())
    old, new = (
        [(place, side[place].group, typeset(side[place].text)) for place, mark in known.items() if mark in common]
        for side, known in zip(sides, marks, strict=True)
    )
    return old, new


def _mark(sentence: Sentence) -> tuple[int, str, str]:
    """What is the same in sentences with the same words, and is found fast: how many significant words, the first, the last."""
    bag = sentence.said.bag
    return len(bag), next(iter(bag), ""), next(reversed(bag), "")


def _standing(same: Sequence[tuple[int, int]], old: Sequence[Sentence]) -> set[tuple[int, int]]:
    """The pairs of equal sentences that are in the same order in both versions, group by group."""
    groups: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, j in same:
        groups[old[i].group].append((i, j))
    return set().union(*map(_in_order, groups.values()))
