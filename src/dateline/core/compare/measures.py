"""Which quantities of two versions measure the same."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.core.compare.counted import one_of
from dateline.core.compare.quantities import IN_WORDS, Quantity, places, quantities
from dateline.core.sentences import Sentence

LEAST_NEARBY = 0.4
"""The least share of the words around one figure that are around the other, if their sentences are not one reworded."""
LEAST_WORDS = 2
"""The least number of these words."""
LEAST_OF_A_COUNT = 0.5
"""The least share of the words around two numbers, if the things that they count have different names."""
NEARBY = 2
"""How many sentences apart two figures are at most, if they are paired because no other is of their kind."""
_COUNTS = ("count", "order")


class Placed(NamedTuple):
    """A quantity in its sentence."""

    one: Quantity
    at: str
    place: int
    """The place of the sentence's change."""
    is_gone: bool = False
    """Whether the sentence is gone."""
    entry: str = ""
    """The question, voice or tension that it is about; empty for other sections."""

    @property
    def says(self) -> tuple[str, object]:
        """What it says, however it is written."""
        return self.one.measure, self.one.value


Placeds = list[Placed]
Pair = tuple[Placed, Placed]
Located = Sequence[tuple[Sentence, int]]
"""Sentences and the places of their changes."""
Likeness = Callable[[Quantity, Quantity], float]
"""How alike two quantities are; less than 0 if they do not measure the same."""


def placed(sentences: Located, *, are_gone: bool = False) -> Placeds:
    """The quantities of sentences."""
    return [
        Placed(one, sentence.at, place, are_gone, _entry(sentence))
        for sentence, place in sentences
        for one in quantities(sentence.said)
    ]


def _entry(sentence: Sentence) -> str:
    return " ".join(sentence.group.split()[:2]) if " " in sentence.group else ""


def are_of_one(was: Placed, now: Placed) -> bool:
    """Whether quantities have the same measure and unit, and are about one question, voice or tension, or about none."""
    old, new = was.one, now.one
    is_unit = old.measure == new.measure and (old.unit == new.unit or old.measure in ("date", "clock"))
    return is_unit and was.entry == now.entry


def in_order(sentences: Located) -> Placeds:
    """The places in an order that sentences have, such as "second"."""
    return [Placed(one, sentence.at, place) for sentence, place in sentences for one in places(sentence.said)]


def pairs(gone: Iterable[Placed], come: Iterable[Placed], likeness: Likeness) -> list[Pair]:
    """Quantities of the same measure, those first that are most alike, each once."""
    old, new = [*gone], [*come]
    by_measure: defaultdict[str, list[int]] = defaultdict(list)
    for j, now in enumerate(new):
        by_measure[now.one.measure].append(j)
    ranked = [
        (measure != was.one.measure, -score, abs(i - j), i, j)
        for i, was in enumerate(old)
        for measure in _FOLLOWED_BY.get(was.one.measure, (was.one.measure,))
        for j in by_measure[measure]
        if _may_follow(was.one, new[j].one) and (score := likeness(was.one, new[j].one)) >= 0
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(ranked):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return [(old[i], new[j]) for i, j in found.items()]


_FOLLOWED_BY = {"money": ("money", "count"), "count": ("count", "money")}


def _may_follow(was: Quantity, now: Quantity) -> bool:
    """Whether the measures are the same; "503 million" may be an amount of money without its currency."""
    if was.measure == now.measure:
        return True
    count = was if was.measure == "count" else now
    return count.is_large and count.text[-1].isalpha()


def in_one(was: Quantity, now: Quantity) -> float:
    """For a sentence that was reworded, in which figures of a measure follow one another."""
    nearness = _nearness(was, now)
    if not _is_counted(was, now):
        return nearness
    if common := _common_nouns(was, now):
        return nearness + common
    return nearness if nearness >= LEAST_OF_A_COUNT and "order" not in (was.measure, now.measure) else -1


def if_replaced(gone: Iterable[Placed], come: Placeds) -> list[Pair]:
    """If one sentence took the place of another, the only figures of a measure follow one another."""
    old = [*gone]
    counts = [Counter(one.one.measure for one in side) for side in (old, come)]
    alone = {measure for measure in counts[0] if counts[0][measure] == counts[1][measure] == 1}
    return pairs([one for one in old if one.one.measure in alone], come, _replaced)


def _replaced(was: Quantity, now: Quantity) -> float:
    nearness = _nearness(was, now)
    if not _is_counted(was, now) or _common_nouns(was, now):
        return nearness
    return nearness if nearness and was.measure == "count" and not (was.nouns and now.nouns) else -1


def if_elsewhere(was: Quantity, now: Quantity) -> float:
    """For two sentences of which neither is the other reworded."""
    common = len(was.near & now.near)
    if common < LEAST_WORDS or (_is_counted(was, now) and not _common_nouns(was, now)):
        return -1
    nearness = common / min(len(was.near), len(now.near))
    return nearness if nearness >= LEAST_NEARBY else -1


def alone_nearby(gone: Placeds, come: Placeds) -> Iterator[Pair]:
    """Figures with a unit that are the only ones of their kind nearby, and share a word."""
    kinds: defaultdict[tuple[str, str], tuple[Placeds, Placeds]] = defaultdict(lambda: ([], []))
    for side, found in enumerate((gone, come)):
        for one in found:
            if one.one.measure not in (*_COUNTS, "date", "clock"):
                kinds[one.one.measure, one.one.unit][side].append(one)
    for old, new in kinds.values():
        for was in old:
            near, others = ([one for one in side if abs(one.place - was.place) <= NEARBY] for side in (new, old))
            if len(near) == len(others) == 1 and not was.one.near.isdisjoint(near[0].one.near):
                yield was, near[0]


def of_another(one: Placed, others: Iterable[Placed]) -> bool:
    """Whether all that say the same are about something else: none of their nearest words is one of its own."""
    return all(one.one.nearest.isdisjoint(other.one.nearest) for other in others)


def singles(sentences: Located, counts: Iterable[Placed]) -> Iterator[Pair]:
    """One of what is counted in the other version: "a worker" for "two workers", with the count."""
    for count in counts:
        for sentence, place in sentences if count.one.measure == "count" else ():
            if found := one_of(sentence.text, count.one.nouns):
                start, words = found
                yield Placed(Quantity(words, "count", IN_WORDS, (1,), start, sentence.text), sentence.at, place), count
                break


def _is_counted(was: Quantity, now: Quantity) -> bool:
    return was.measure in _COUNTS or now.measure in _COUNTS


def _common_nouns(was: Quantity, now: Quantity) -> int:
    """2 if both count the same, 1 if they have another word after the number in common."""
    old, new = was.nouns, now.nouns
    return 2 if old[:1] == new[:1] != () else int(not set(old).isdisjoint(new))


def _nearness(was: Quantity, now: Quantity) -> float:
    """The share of the words around one that are around the other."""
    return len(was.near & now.near) / (min(len(was.near), len(now.near)) or 1)
