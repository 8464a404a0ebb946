"""Which sentences say the same in other words: one for one, one that was split, or several that were merged."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, product
from typing import NamedTuple

from dateline.core.sentences import Sentence

LEAST_SIMILARITY = 0.5
"""Two sentences less similar than this (Dice's coefficient of their significant words) are not one sentence reworded."""
LEAST_WITHIN = 0.5
"""The least share of a part's significant words that the whole sentence has; of two similar ones, the shorter has it too."""
LEAST_PARTS = 0.6
"""The least similarity of a whole sentence and all of its parts together."""
MOST_PLACES = 400
"""A word in more sentences than this does not help to find similar ones, and without a limit the search would be quadratic."""

FEW_PAIRS = 16
"""An index of words takes longer to make than to compare this many pairs of sentences without one."""


class Rewording(NamedTuple):
    """Sentences of two versions that say the same; on one side there is one sentence, or on both."""

    old: tuple[int, ...]
    """Their places in the earlier version."""
    new: tuple[int, ...]
    """Their places in the later version."""


_ByPlace = Mapping[int, Sentence]
"""Sentences by their places."""
_Near = Mapping[int, Mapping[int, int]]
"""Place in the earlier version → place in the later one → how many words the two share."""


class _Candidate(NamedTuple):
    """A possible rewording, in the order of preference: by the texts before the places, so that no version comes first."""

    distance: float
    texts: list[str]
    apart: int
    found: Rewording


def rewordings(
    old: _ByPlace, new: _ByPlace, most_parts: int = 1, may_pair: Callable[[int, int], bool] | None = None
) -> Iterator[Rewording]:
    """Sentences of the same group with similar texts, the most similar first, each place once.

    Args:
        old: sentences of the earlier version.
        new: sentences of the later version.
        most_parts: how many sentences one may be split into, or merged from; 1 for pairs only.
        may_pair: whether the sentences at two places may be one; None if all may.
    """
    old_groups, new_groups = _by_group(old), _by_group(new)
    found: list[_Candidate] = []
    for group in old_groups.keys() & new_groups:
        sides = old_groups[group], new_groups[group]
        near = _near(*sides)
        pairs = [*_pairs(near, *sides)]
        found += pairs
        if most_parts > 1 and max(map(len, sides)) > 1:
            known = [one.found for one in pairs]
            found += (one for one in _divided(near, *sides, most_parts) if not _has_pairs(one.found, known))
    return _each_once(one.found for one in sorted(found) if may_pair is None or may_pair(one.found.old[0], one.found.new[0]))


def _pairs(near: _Near, old: _ByPlace, new: _ByPlace) -> Iterator[_Candidate]:
    for i, others in near.items():
        before = old[i].said
        for j, shared in others.items():
            after = new[j].said
            if (score := 2 * shared / (len(before.bag) + len(after.bag))) >= LEAST_SIMILARITY:
                yield _Candidate(-score, sorted((before.text, after.text)), abs(i - j), Rewording((i,), (j,)))


def _divided(near: _Near, old: _ByPlace, new: _ByPlace, most: int) -> Iterator[_Candidate]:
    """Sentences that were split, and those that were merged, which are split the other way round."""
    back: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for i, others in near.items():
        for j, shared in others.items():
            back[j][i] = shared
    for i, run, score in _splits(near, old, new, most):
        yield _candidate(score, Rewording((i,), run), old, new)
    for j, run, score in _splits(back, new, old, most):
        yield _candidate(score, Rewording(run, (j,)), old, new)


def _has_pairs(one: Rewording, pairs: Sequence[Rewording]) -> bool:
    """Whether each part has a sentence of its own on the other side, one of them the whole: then nothing was split or merged."""
    side = 0 if len(one.old) > 1 else 1
    (whole,) = one[1 - side]
    partners = [{pair[1 - side][0] for pair in pairs if pair[side][0] == part} for part in one[side]]
    others = set().union(*partners) - {whole}
    return all(partners) and any(whole in found for found in partners) and len(others) >= len(partners) - 1


def _candidate(score: float, found: Rewording, old: _ByPlace, new: _ByPlace) -> _Candidate:
    texts = sorted((" ".join(old[i].text for i in found.old), " ".join(new[j].text for j in found.new)))
    return _Candidate(-score, texts, abs(found.old[0] - found.new[0]), found)


def _splits(near: _Near, wholes: _ByPlace, parts: _ByPlace, most: int) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """The place of a whole sentence, the places of neighbouring parts of it, and how similar they are together."""
    for place, others in near.items():
        within = sorted(j for j, shared in others.items() if shared >= LEAST_WITHIN * len(parts[j].said.bag))
        whole = wholes[place].said.bag.keys()
        alone = {j: 2 * others[j] / (len(whole) + len(parts[j].said.bag)) for j in within}
        for run in _neighbours(within, most):
            bags = [parts[j].said.bag.keys() for j in run]
            words = frozenset().union(*bags)
            score = 2 * len(whole & words) / (len(whole) + len(words))
            if score >= LEAST_PARTS and score > max(alone[j] for j in run) and _each_adds(whole, bags):
                yield place, run, score


def _neighbours(places: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    """Runs of two or more neighbouring places."""
    for start in range(len(places)):
        for end in range(start + 2, min(start + most, len(places)) + 1):
            if places[end - 1] - places[start] == end - start - 1:
                yield tuple(places[start:end])


def _each_adds(whole: AbstractSet[str], bags: Sequence[AbstractSet[str]]) -> bool:
    """Whether each part has words of the whole that no other part has: two, or one if all of its words are in the whole."""
    counts = Counter(chain.from_iterable(bags))
    own = [sum(counts[word] == 1 for word in bag & whole) for bag in bags]
    return all(number > 1 or (number and bag <= whole) for number, bag in zip(own, bags, strict=True))


def _near(old: _ByPlace, new: _ByPlace) -> _Near:
    """The sentences that may be similar enough."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for i, j, shared in _few(old, new) if len(old) * len(new) <= FEW_PAIRS else _indexed(old, new):
        found[i][j] = shared
    return found


_Shared = Iterator[tuple[int, int, int]]
"""The places of two sentences that may be similar enough, and how many words they share."""


def _few(old: _ByPlace, new: _ByPlace) -> _Shared:
    """Compares each sentence with each, as long as they are few."""
    for (i, before), (j, after) in product(old.items(), new.items()):
        one, other = before.said.bag.keys(), after.said.bag.keys()
        shared = len(one & other)
        if shared and shared >= LEAST_WITHIN * min(len(one), len(other)):
            yield i, j, shared


def _indexed(old: _ByPlace, new: _ByPlace) -> _Shared:
    """Compares sentences that share a word, with an index of words."""
    common = _common([*old.values(), *new.values()])
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, sentence in old.items():
        for word in sentence.said.bag:
            index[word].append(i)
    for word in common:
        index.pop(word, None)
    least = {i: LEAST_WITHIN * len(sentence.said.bag) for i, sentence in old.items()}
    for j, sentence in new.items():
        bag = sentence.said.bag
        places = Counter(chain.from_iterable(filter(None, map(index.get, bag))))
        enough = LEAST_WITHIN * len(bag)
        yield from ((i, j, shared) for i, shared in places.items() if shared >= enough or shared >= least[i])


def _common(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The words that are in too many sentences, with their repetitions."""
    if len(sentences) > MOST_PLACES:
        places = Counter(chain.from_iterable(one.said.bag for one in sentences))
        yield from (word for word in places if places[word.partition(" ")[0]] > MOST_PLACES)


def _by_group(left: _ByPlace) -> Mapping[str, _ByPlace]:
    groups: defaultdict[str, dict[int, Sentence]] = defaultdict(dict)
    for place, sentence in left.items():
        groups[sentence.group][place] = sentence
    return groups


def _each_once(found: Iterator[Rewording]) -> Iterator[Rewording]:
    taken: tuple[set[int], set[int]] = (set(), set())
    for one in found:
        if all(known.isdisjoint(places) for known, places in zip(taken, one, strict=True)):
            for known, places in zip(taken, one, strict=True):
                known.update(places)
            yield one
