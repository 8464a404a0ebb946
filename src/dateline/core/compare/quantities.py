"""What a text measures: figures with their units, spans of time, days and times, each with the words around it."""

import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dateline.core.compare.time_words import (
    A_SPAN,
    BARE_MONTH,
    CLOCK,
    RELATIVE,
    RELATIVE_WORDS,
    SHARE,
    SHARE_WORDS,
    SPANS,
    TIME_WORDS,
    WEEKDAY,
    WEEKDAYS,
)
from dateline.core.sentences import AnalysedText
from dateline.core.text import Figure, Moment, fold, significant_words
from dateline.core.text.moment import without_dates

NEARBY = 60
"""How many characters before and after a figure say what it measures."""
MOST_NOUNS = 3
"""How many words after a number may name what is counted."""
SHARE_IN_WORDS = "share"
"""The unit of "a third"."""
LARGE = 1_000
"""A count from which it is listed as dropped if its sentence is gone."""
_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|bis|à|a)\s")
_BETWEEN = re.compile(r"(?i:between|zwischen|entre)\s$")
_AND = re.compile(r"\s(?:and|und|et|y)\s")
_NEXT = re.compile(r"[\s-]*(?:(?:more|full|whole|other|weitere|volle|ganze|autres|más)\s)?([^\W\d_]+)")
_CLAUSE = re.compile(r"[,;:.!?()\[\]]")
_CITATION = re.compile(r"\[@[^\[\]]*\]")
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_ROOT = 6


class Quantity(NamedTuple):
    """A figure, a span of time, a day or a time of day, as it is written."""

    text: str
    """The words."""
    measure: str
    """`money`, `percent`, `points`, `times`, `span`, `date`, `clock` or `count`."""
    unit: str
    """The currency or the unit of time; empty if there is none or it does not matter."""
    value: Hashable
    """What it says; two quantities of a measure with equal values say the same."""
    start: int
    """Offset of the first character."""
    nouns: frozenset[str] = frozenset()
    """The roots of the words after a count, which say what is counted."""
    near: frozenset[str] = frozenset()
    """The roots of the words around it, which say what is measured."""
    is_large: bool = False
    """Whether it is a thousand or more."""

    @property
    def is_measured(self) -> bool:
        """Whether it says something without its sentence: it has a unit, or is a large number."""
        return self.measure != "count" or self.is_large


@lru_cache(2_048)  # a version is compared with the one before it and the one after it
def quantities(said: AnalysedText) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in order, without those in its citations."""
    words = frozenset(_WORD.findall(said.text.casefold()))
    found = sorted((*_measured(said), *_in_words(said, words), *_dated(said, words)), key=lambda one: one.start)
    plain = _CITATION.sub(lambda group: " " * len(group[0]), said.text) if found else ""
    return tuple(one._replace(near=_roots_around(plain, one)) for one in found)


def _measured(said: AnalysedText) -> Iterator[Quantity]:
    for run in _ranges(said.text, said.figures):
        first, last = run[0], run[-1]
        written, rest = said.text[first.start : last.end], said.text[last.end :]
        value = tuple(one.value for one in run)
        word = _NEXT.match(rest)
        if last.unit != "plain":
            measure = last.unit if last.unit in ("percent", "points", "times") else "money"
            yield Quantity(written, measure, last.unit, (value, last.unit), first.start)
        elif word and (minutes := SPANS.get(word[1].casefold())):
            yield Quantity(written + word[0], "span", str(minutes), tuple(minutes * one for one in value), first.start)
        else:
            yield Quantity(written, "count", "", value, first.start, _nouns(rest), is_large=last.value >= LARGE)


def _in_words(said: AnalysedText, words: frozenset[str]) -> Iterator[Quantity]:
    """Shares and single units of time, which have no number."""
    read = {one.start for one in said.figures}  # "a third of" is a figure
    for match in () if words.isdisjoint(SHARE_WORDS) else SHARE.finditer(said.text):
        if match.start() in read:
            continue
        percent = Decimal((match.lastgroup or "")[1:])
        yield Quantity(match[0], "percent", SHARE_IN_WORDS, ((percent,), "percent"), match.start())
    for match in () if words.isdisjoint(SPANS) else A_SPAN.finditer(said.text):
        if minutes := SPANS.get(match["unit"].casefold()):
            yield Quantity(match["span"], "span", str(minutes), (minutes,), match.start("span"))


def _ranges(text: str, found: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures, the two ends of a range together."""
    run: list[Figure] = []
    for one in found:
        if len(run) == 1 and _is_range(text, run[0], one):
            run.append(one)
            continue
        if run:
            yield run
        run = [one]
    if run:
        yield run


def _is_range(text: str, first: Figure, last: Figure) -> bool:
    between = text[first.end : last.start]
    if _TO.fullmatch(between):
        return True
    return bool(_AND.fullmatch(between) and _BETWEEN.search(text[: first.start]))


def _nouns(rest: str) -> frozenset[str]:
    """The roots of the first words after a number, up to the end of its clause."""
    clause = _CLAUSE.split(rest, maxsplit=1)[0]
    return frozenset(word[:_ROOT] for word in significant_words(clause)[:MOST_NOUNS])


def _dated(said: AnalysedText, words: frozenset[str]) -> Iterator[Quantity]:
    for match in () if words.isdisjoint(RELATIVE_WORDS) else RELATIVE.finditer(said.text):
        yield Quantity(match[0], "date", "relative", fold(match[0]), match.start())
    has_digits = _DIGIT.search(said.text)
    if not has_digits and words.isdisjoint(WEEKDAYS) and words.isdisjoint(TIME_WORDS):
        return
    text = without_dates(said.text)
    weekdays = {} if words.isdisjoint(WEEKDAYS) else {match.end(): match for match in WEEKDAY.finditer(text)}
    for moment in said.dates:
        joined = next((end for end in weekdays if end <= moment.start and _joins(text[end : moment.start])), None)
        start = moment.start if joined is None else weekdays.pop(joined).start()
        yield Quantity(said.text[start : moment.end], "date", "day", _day(moment), start)
    for match in weekdays.values():
        yield Quantity(match[0], "date", "weekday", WEEKDAYS[match[0].casefold()], match.start())
    for match in () if words.isdisjoint(TIME_WORDS) else BARE_MONTH.finditer(text):
        yield Quantity(match["when"], "date", "month", fold(match["when"]), match.start("when"))
    for match in CLOCK.finditer(text) if has_digits else ():
        yield Quantity(match[0], "clock", "", re.sub(r"[\s.]", "", match[0].casefold()), match.start())


def _joins(between: str) -> bool:
    """Whether these words between a weekday and a date make the two one date."""
    return between.strip(" ,.") in ("", "the", "den", "dem", "le", "el")


def _day(moment: Moment) -> str:
    """The date without its year if it has a day: the year may be left out in one of two versions."""
    has_day = re.fullmatch(r"(?:\d{4}|-)-(\d\d-\d\d)", moment.value)
    return has_day[1] if has_day else moment.value


def _roots_around(text: str, one: Quantity) -> frozenset[str]:
    end = one.start + len(one.text)
    before, after = text[max(0, one.start - NEARBY) : one.start], text[end : end + NEARBY]
    if one.start > NEARBY:
        before = before.partition(" ")[2]
    if end + NEARBY < len(text):
        after = after.rpartition(" ")[0]
    return frozenset(word[:_ROOT] for side in (before, after) for word in significant_words(side))
