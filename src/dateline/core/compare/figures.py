"""Which figures, dates and spans of time changed: old → new by what they measure, also in sentences written anew."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dateline.core.compare.outcome import Change, EventChange, FigureChange
from dateline.core.compare.quantities import SHARE_IN_WORDS, Quantity, quantities
from dateline.core.sentences import Sentence

LEAST_NEARBY = 0.4
"""The least share of the words around one figure that are around the other, if their sentences are not one reworded."""
LEAST_WORDS = 2
"""The least number of these words."""
LEAST_OF_A_COUNT = 0.5
"""The least share of the words around two numbers, if the things that they count have different names."""
_OF_A_MOMENT = ("date", "clock")
"""The measures that are not listed as dropped if their sentence is gone: a date goes with what happened on it."""


class _Placed(NamedTuple):
    """A quantity in its sentence."""

    one: Quantity
    at: str
    place: int
    """The place of the sentence's change."""
    is_gone: bool
    """Whether the sentence is gone."""

    @property
    def says(self) -> tuple[str, object]:
        """What it says, however it is written."""
        return self.one.measure, self.one.value


_Placeds = list[_Placed]
_Pairs = list[tuple[_Placed, _Placed]]


class _Matched(NamedTuple):
    """The quantities of sentences of both versions that say the same, or that are in the same place."""

    sides: tuple[_Placeds, _Placeds]
    """Those of the earlier and of the later sentences."""
    pairs: Callable[[_Placeds, _Placeds], _Pairs]
    """Which of those that differ measure the same."""
    is_one: bool = False
    """Whether one sentence is one other reworded."""


def figure_changes(changes: Sequence[Change], events: Iterable[EventChange]) -> tuple[FigureChange, ...]:
    """The figures that became others or were dropped, in the order of their sentences."""
    found = [*_of_sentences(changes), *_of_dates(changes, events)]
    return tuple(change for *_, change in sorted(found, key=lambda row: row[:2]))


_Ranked = tuple[int, int, FigureChange]
"""The place of a sentence, the place in it, and a change."""


def _of_dates(changes: Sequence[Change], events: Iterable[EventChange]) -> Iterator[_Ranked]:
    """The dates of events."""
    places = {change.at: place for place, change in enumerate(changes)}
    for number, one in enumerate(events):  # those of the later version come first, in its order
        if one.before and one.after and one.kind in ("redated", "moved"):
            at = f"timeline[{number}]"
            yield places.get(f"{at}.text", 0), -1, FigureChange(one.before.date, one.after.date, f"{at}.date")


def _of_sentences(changes: Sequence[Change]) -> Iterator[_Ranked]:
    passages = [*_reworded(changes), *_rewritten(changes)]
    said_before, said_now = ({one.says for passage in passages for one in passage.sides[side]} for side in (0, 1))
    gone, come = [], []
    for passage in passages:
        was, now = (_different(passage.sides[side], passage.sides[1 - side]) for side in (0, 1))
        pairs = passage.pairs(was, now)
        yield from (_ranked(*pair, is_one=passage.is_one) for pair in pairs)
        gone += _unpaired(was, pairs, 0)
        come += _unpaired(now, pairs, 1)
    kept = _Words(change.after for change in changes if change.kind in ("kept", "moved"))
    gone = [one for one in gone if one.says not in said_now and one.one.text not in kept]
    come = [one for one in come if one.says not in said_before and one.one.text not in kept]
    pairs = _pairs(gone, come, _is_elsewhere)
    yield from (_ranked(*pair) for pair in pairs)
    yield from _dropped(_unpaired(gone, pairs, 0))


def _different(placed: _Placeds, others: _Placeds) -> _Placeds:
    """Those that say what none of the others says."""
    said = {one.says for one in others}
    return [one for one in placed if one.says not in said]


def _unpaired(placed: _Placeds, pairs: _Pairs, side: int) -> _Placeds:
    taken = {id(pair[side]) for pair in pairs}
    return [one for one in placed if id(one) not in taken]


def _ranked(was: _Placed, now: _Placed, *, is_one: bool = False) -> _Ranked:
    is_number = was.one.measure not in _OF_A_MOMENT and was.one.unit != SHARE_IN_WORDS
    has_same_unit = is_one and is_number and was.one.unit == now.one.unit
    return now.place, now.one.start, FigureChange(was.one.text, now.one.text, now.at, has_same_unit)


def _dropped(gone: Iterable[_Placed]) -> Iterator[_Ranked]:
    """The figures without a successor, each once; of a sentence that is gone, only those that measure something."""
    known: set[tuple[str, object]] = set()
    for one in gone:
        is_listed = not one.is_gone or (one.one.measure not in _OF_A_MOMENT and one.one.is_measured)
        if is_listed and one.says not in known:
            known.add(one.says)
            yield one.place, one.one.start, FigureChange(one.one.text, "", one.at)


class _Words:
    """Sentences in which words are looked for."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._text = "\n".join(sentences)

    def __contains__(self, words: str) -> bool:
        return words in self._text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self._text) is not None


def _placed(sentences: Iterable[tuple[Sentence, int]], *, are_gone: bool = False) -> _Placeds:
    return [_Placed(one, sentence.at, place, are_gone) for sentence, place in sentences for one in quantities(sentence.said)]


def _reworded(changes: Sequence[Change]) -> Iterator[_Matched]:
    """The sentences that were reworded, with all parts of those that were split or merged."""
    found: dict[object, tuple[dict[Sentence, int], dict[Sentence, int]]] = {}
    for place, one in enumerate(changes):
        if one.kind == "changed" and one.was and one.now:
            whole = one.was if one.split else one.now if one.merged else place
            was, now = found.setdefault(whole, ({}, {}))
            was.setdefault(one.was, place)
            now.setdefault(one.now, place)
    for was, now in found.values():
        yield _Matched((_placed(was.items()), _placed(now.items())), _pairs_of_one, is_one=len(was) == len(now))


def _rewritten(changes: Sequence[Change]) -> Iterator[_Matched]:
    """The sentences that were removed and added between two that stayed."""
    for is_other, run in groupby(enumerate(changes), lambda row: row[1].kind in ("added", "removed") and row[1].group):
        if is_other:
            rows = list(run)
            was = [(one.was, place) for place, one in rows if one.was]
            now = [(one.now, place) for place, one in rows if one.now]
            pairs = _pairs_of_replaced if len(was) == len(now) == 1 else _no_pairs
            yield _Matched((_placed(was, are_gone=True), _placed(now)), pairs)


def _pairs(gone: _Placeds, come: _Placeds, likeness: Callable[[Quantity, Quantity], float]) -> _Pairs:
    """Quantities of the same measure, those first that are most alike, each once."""
    ranked = sorted(
        (was.one.measure != now.one.measure, -score, abs(i - j), i, j)
        for i, was in enumerate(gone)
        for j, now in enumerate(come)
        if _may_follow(was.one, now.one) and (score := likeness(was.one, now.one)) >= 0
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in ranked:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return [(gone[i], come[j]) for i, j in found.items()]


def _may_follow(was: Quantity, now: Quantity) -> bool:
    """Whether the measures are the same; "503 million" may be an amount of money without its currency."""
    measures = {one.measure: one for one in (was, now)}
    count = measures.get("count")
    return len(measures) == 1 or ("money" in measures and count is not None and count.is_large and count.text[-1].isalpha())


def _pairs_of_one(gone: _Placeds, come: _Placeds) -> _Pairs:
    """In a sentence that was reworded, figures of a measure follow one another."""
    return _pairs(gone, come, _nearness_in_one)


def _nearness_in_one(was: Quantity, now: Quantity) -> float:
    nearness = _nearness(was, now)
    is_of_same = "count" not in (was.measure, now.measure) or was.nouns & now.nouns or nearness >= LEAST_OF_A_COUNT
    return nearness if is_of_same else -1


def _pairs_of_replaced(gone: _Placeds, come: _Placeds) -> _Pairs:
    """If one sentence took the place of another, the only figures of a measure follow one another."""
    counts = [Counter(one.one.measure for one in side) for side in (gone, come)]
    alone = {measure for measure in counts[0] if counts[0][measure] == counts[1][measure] == 1}
    return _pairs([one for one in gone if one.one.measure in alone], come, _nearness_if_counted)


def _nearness_if_counted(was: Quantity, now: Quantity) -> float:
    return -1 if "count" in (was.measure, now.measure) and not was.nouns & now.nouns else _nearness(was, now)


def _no_pairs(_gone: _Placeds, _come: _Placeds) -> _Pairs:
    return []


def _is_elsewhere(was: Quantity, now: Quantity) -> float:
    """How alike two quantities of different sentences are; less than 0 if they do not measure the same."""
    if len(was.near & now.near) < LEAST_WORDS or ("count" in (was.measure, now.measure) and not was.nouns & now.nouns):
        return -1
    nearness = _nearness(was, now)
    return nearness if nearness >= LEAST_NEARBY else -1


def _nearness(was: Quantity, now: Quantity) -> float:
    """The share of the words around one that are around the other."""
    return len(was.near & now.near) / (min(len(was.near), len(now.near)) or 1)
