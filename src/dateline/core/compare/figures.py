"""Which figures, dates and spans of time changed: old → new by what they measure, also in sentences written anew."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dateline.core.compare.measures import (
    Located,
    Pair,
    Placed,
    Placeds,
    alone_nearby,
    are_of_one,
    if_elsewhere,
    if_replaced,
    in_one,
    in_order,
    of_another,
    pairs,
    placed,
    singles,
)
from dateline.core.compare.outcome import Change, EventChange, FigureChange
from dateline.core.compare.quantities import IN_WORDS
from dateline.core.sentences import Sentence

_OF_A_MOMENT = ("date", "clock")
"""The measures that are not listed as dropped if their sentence is gone: a date goes with what happened on it."""


class _Counterparts(NamedTuple):
    """Sentences of both versions that say the same, or that are in the same place."""

    was: Located
    now: Located
    is_same: bool = False
    """Whether they say the same."""

    @property
    def is_one(self) -> bool:
        """Whether one sentence is one other, reworded."""
        return self.is_same and len(self.was) == len(self.now)


def figure_changes(changes: Sequence[Change], events: Iterable[EventChange]) -> tuple[FigureChange, ...]:
    """The figures that became others or were dropped, in the order of their sentences."""
    found = [*_of_sentences(changes), *_of_dates(changes, events)]
    ordered = [change for *_, change in sorted(found, key=lambda row: row[:2])]
    replaced = {change.before for change in ordered if change.after}  # said twice, and replaced once
    return tuple(change for change in ordered if change.after or change.before not in replaced)


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
    read = [(placed(one.was, are_gone=not one.is_same), placed(one.now)) for one in passages]
    gone: Placeds = []
    come: Placeds = []
    for passage, (old, new) in zip(passages, read, strict=True):
        was, now = _different(old, new), _different(new, old)
        found = _pairs_within(passage, was, now)
        yield from _ranked(found, passage)
        gone += _unpaired(was if passage.is_same else old, found, 0)
        come += _unpaired(now if passage.is_same else new, found, 1)
    if gone:
        yield from _across(gone, come, read, _Words(change.after for change in changes if change.kind in ("kept", "moved")))


def _pairs_within(passage: _Counterparts, was: Placeds, now: Placeds) -> list[Pair]:
    """Quantities of a passage that measure the same."""
    if passage.is_same:
        old, new = in_order(passage.was), in_order(passage.now)
        found = pairs(was, now, in_one) + pairs(_different(old, new), _different(new, old), in_one)
    elif len(passage.was) == len(passage.now) == 1:
        found = if_replaced(was, now)
    else:
        return []
    found += singles(passage.was, _unpaired(now, found, 1))
    return found + [(count, one) for one, count in singles(passage.now, _unpaired(was, found, 0))]


def _across(gone: Placeds, come: Placeds, read: Sequence[tuple[Placeds, Placeds]], kept: "_Words") -> Iterator[_Ranked]:
    """Quantities that measure the same in different passages, and those that were dropped."""
    before, now = (_by_what_they_say(one for sides in read for one in sides[side]) for side in (0, 1))
    lost = [one for one in gone if one.says not in now and one.one.text not in kept]
    news = [one for one in come if one.says not in before and one.one.text not in kept]
    found = pairs(lost, news, if_elsewhere)
    others = [one for one in gone if one.says in now and of_another(one, now[one.says])]
    found += pairs(others, _unpaired(news, found, 1), if_elsewhere)
    found += alone_nearby(_unpaired(lost, found, 0), _unpaired(news, found, 1))
    yield from _ranked(found)
    yield from _dropped(_unpaired(lost, found, 0))


def _by_what_they_say(found: Iterable[Placed]) -> Mapping[tuple[str, object], Placeds]:
    by_value: defaultdict[tuple[str, object], Placeds] = defaultdict(list)
    for one in found:
        by_value[one.says].append(one)
    return by_value


def _different(found: Placeds, others: Placeds) -> Placeds:
    """Those that say what none of the others says."""
    said = {one.says for one in others}
    return [one for one in found if one.says not in said]


def _unpaired(found: Placeds, paired: Sequence[Pair], side: int) -> Placeds:
    taken = {id(pair[side]) for pair in paired}
    return [one for one in found if id(one) not in taken]


def _ranked(found: Iterable[Pair], passage: _Counterparts | None = None) -> Iterator[_Ranked]:
    """The pairs of quantities as changes, all in one passage or none; a date that is only less precise now did not change."""
    are_one, is_same = (passage.is_one, passage.is_same) if passage else (False, False)
    for was, now in found:
        old, new = was.one, now.one
        if old.measure == "date" and old.unit != new.unit and old.unit.startswith(new.unit):
            continue
        is_number = old.measure not in _OF_A_MOMENT and IN_WORDS not in (old.unit, new.unit)
        has_same_unit = are_one and is_number and old.unit == new.unit
        is_followed = is_same or are_of_one(was, now)
        yield now.place, new.start, FigureChange(old.written, new.written, now.at, has_same_unit, old.text, is_followed)


def _dropped(gone: Iterable[Placed]) -> Iterator[_Ranked]:
    """The figures without a successor, each once; of a sentence that is gone, only those that measure something."""
    known: set[tuple[str, object]] = set()
    for one in gone:
        is_listed = not one.is_gone or (one.one.measure not in _OF_A_MOMENT and one.one.is_measured)
        if is_listed and one.says not in known:
            known.add(one.says)
            yield one.place, one.one.start, FigureChange(one.one.written, "", one.at)


class _Words:
    """Sentences in which words are looked for."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._text = "\n".join(sentences)

    def __contains__(self, words: str) -> bool:
        return words in self._text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self._text) is not None


def _reworded(changes: Sequence[Change]) -> Iterator[_Counterparts]:
    """The sentences that were reworded, with all parts of those that were split or merged."""
    found: dict[object, tuple[dict[Sentence, int], dict[Sentence, int]]] = {}
    for place, one in enumerate(changes):
        if one.kind == "changed" and one.was and one.now:
            whole = one.was if one.split else one.now if one.merged else place
            was, now = found.setdefault(whole, ({}, {}))
            was.setdefault(one.was, place)
            now.setdefault(one.now, place)
    yield from (_Counterparts([*was.items()], [*now.items()], is_same=True) for was, now in found.values())


def _rewritten(changes: Sequence[Change]) -> Iterator[_Counterparts]:
    """The sentences that were removed and added between two that stayed."""
    for is_other, run in groupby(enumerate(changes), lambda row: row[1].kind in ("added", "removed") and row[1].group):
        if is_other:
            rows = list(run)
            yield _Counterparts(
                [(one.was, place) for place, one in rows if one.was], [(one.now, place) for place, one in rows if one.now]
            )
