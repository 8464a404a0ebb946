"""What a text measures: figures with their units, spans of time, days and times, each with the words around it."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from dateline.core.citations import GROUP
from dateline.core.compare.counted import ROOT, counted, nouns_after, whole_of
from dateline.core.compare.time_words import (
    A_SPAN,
    BARE_MONTH,
    CLOCK,
    PART_OF_TIME,
    RELATIVE,
    SHARE,
    SPANS,
    VAGUE,
    WEEKDAY,
    cues,
    order,
)
from dateline.core.lazy import lazy
from dateline.core.sentences import AnalysedText
from dateline.core.text import Figure, Moment, fold, significant_words
from dateline.core.text.moment import without_dates
from dateline.core.text.weekdays import NUMBERS

NEARBY = 60
"""How many characters before and after a figure say what it measures."""
NEXT_TO = 25
"""How many of them are next to it."""
IN_WORDS = "in words"
"""The unit of "a third" and of "hundreds"."""
LEAD = 20
"""How many characters before a date may say which part of it is meant."""
LARGE = 1_000
"""A count from which it is listed as dropped if its sentence is gone."""
_SCALES = frozenset(
    "thousand million billion trillion tausend millionen milliarde milliarden mille millione milliard millones".split()
)
"""Words of other figures, which say nothing about what one measures."""
_WORD = re.compile(r"\w+")
_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|bis|à|a)\s")
_LEAD = 60
"""How many characters before a figure say that it changes."""
_FROM = re.compile(
    r"\b(?:r[io]se[sn]?|rising|f[ae]ll(?:s|en|ing)?|grows?|grew|grown|increase[sd]?|decrease[sd]?|raise[sd]?|cuts?|reduce[sd]?|lower(?:s|ed)?|"
    r"drop(?:s|ped)?|climb(?:s|ed)?|jump(?:s|ed)?|up|down|moved?|extend(?:s|ed)|widen(?:s|ed)|revise[sd]?|steig\w*|stieg\w*|fiel|sank|sink\w*|"
    r"erhöht\w*|senkt\w*|pass(?:e|ent|é|a)|augment\w+|baiss\w+|sub(?:e|ió|en)|baj(?:a|ó|an)|pas(?:a|ó|an))\b[^.;]{0,40}\b(?:from|von|de)\s$",
    re.IGNORECASE,
)
_INTO = re.compile(r"\s(?:(?:\w+\s){0,3})(?:to|auf|à|a)\s(?=\D{0,2}\d|\w+)")
_BETWEEN = re.compile(r"(?i:between|zwischen|entre)\s$")
_AND = re.compile(r"\s(?:and|und|et|y)\s")
_NEXT = re.compile(r"[\s-]*(?:(?:more|full|whole|other|weitere|volle|ganze|autres|más)\s)?([^\W\d_]+)")


@dataclass(frozen=True, eq=False)
class Quantity:
    """A figure, a span of time, a day or a time of day, as it is written."""

    text: str
    """The words."""
    measure: str
    """`money`, `percent`, `points`, `times`, `span`, `date`, `clock`, `order` or `count`."""
    unit: str
    """The currency, the unit of time or the date in ISO form; empty for a quantity without one, or if it does not matter."""
    value: Hashable
    """What it says; two quantities of a measure with equal values say the same."""
    start: int
    """Offset of the first character."""
    sentence: str
    """Its sentence, with spaces instead of citations and dates."""
    is_large: bool = False
    """Whether it is a thousand or more."""

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    @property
    def is_measured(self) -> bool:
        """Whether it says something without its sentence: it has a unit, or is a large number."""
        return self.measure not in ("count", "order") or self.is_large

    @lazy
    def nouns(self) -> tuple[str, ...]:
        """The roots of the words after a count or a place in an order, which say what is counted; empty for others."""
        return nouns_after(self.sentence, self.end) if self.measure in ("count", "order") else ()

    @lazy
    def near(self) -> frozenset[str]:
        """The roots of the words around it, which say what is measured."""
        return _roots_around(self.sentence, self.start, self.end, NEARBY)

    @lazy
    def nearest(self) -> frozenset[str]:
        """The roots of the words next to it."""
        return _roots_around(self.sentence, self.start, self.end, NEXT_TO)

    @property
    def written(self) -> str:
        """The words, with what is counted or what a share is of."""
        whole = whole_of(self.sentence, self.end) if self.measure == "percent" or self.unit == IN_WORDS else ""
        of = counted(self.sentence, self.end) if self.measure in ("count", "order") else ""
        return self.text + (whole or of)


@lru_cache(2_048)  # a version is compared with the one before it and the one after it
def quantities(said: AnalysedText) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in order, without those in its citations."""
    words = " ".join(GROUP.split(said.text)[::2]) if "[@" in said.text else said.text
    kinds = frozenset[str]().union(*map(cues, words.split()))
    if not kinds:
        return ()
    text = without_dates(said.text)
    found = [*_measured(said, text)] if "number" in kinds or "share" in kinds else []
    found += _in_words(text, kinds, found)
    found += _dated(said, text, kinds)
    return tuple(sorted(found, key=_place))


_place = attrgetter("start")


def places(said: AnalysedText) -> Iterator[Quantity]:
    """The places in an order in a sentence, such as "second"."""
    text = without_dates(said.text)
    for match in _WORD.finditer(text):
        if place := order(match[0]):
            yield Quantity(match[0], "order", IN_WORDS, place, match.start(), text)


def _measured(said: AnalysedText, text: str) -> Iterator[Quantity]:
    for run in _ranges(said.text, [one for one in said.figures if not _is_old(said.text, one)]):
        first, last = run[0], run[-1]
        between = _BETWEEN.search(said.text, 0, first.start) if len(run) > 1 else None
        start = between.start() if between else first.start
        written = said.text[start : last.end]
        value = tuple(one.value for one in run)
        word = _NEXT.match(said.text, last.end)
        if last.unit != "plain":
            measure = last.unit if last.unit in ("percent", "points", "times") else "money"
            yield Quantity(written, measure, last.unit, (value, last.unit), start, text)
        elif word and (minutes := SPANS.get(word[1].casefold())):
            yield Quantity(written + word[0], "span", str(minutes), tuple(minutes * one for one in value), start, text)
        else:
            yield Quantity(written, "count", "", value, start, text, is_large=last.value >= LARGE)


def _in_words(text: str, kinds: frozenset[str], found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Shares, single units of time and rough numbers, which have no digits."""
    known = {one.start for one in found}
    for match in SHARE.finditer(text) if "share" in kinds else ():
        if match.start() not in known:
            percent = Decimal((match.lastgroup or "")[1:])
            yield Quantity(match[0], "percent", IN_WORDS, ((percent,), "percent"), match.start(), text)
    for match in A_SPAN.finditer(text) if "span" in kinds else ():
        if minutes := SPANS.get(match["unit"].casefold()):
            yield Quantity(match["span"], "span", str(minutes), (minutes,), match.start("span"), text)
    for match in VAGUE.finditer(text) if "vague" in kinds else ():
        yield Quantity(match["count"], "count", IN_WORDS, fold(match["count"]), match.start(), text)


def _is_old(text: str, figure: Figure) -> bool:
    """Whether a figure is the one that another replaces in its own sentence: the 12 of "rises from 12 to 14"."""
    lead = _FROM.search(text, max(0, figure.start - _LEAD), figure.start)
    return lead is not None and _INTO.match(text, figure.end) is not None


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


def _dated(said: AnalysedText, text: str, kinds: frozenset[str]) -> Iterator[Quantity]:
    for match in RELATIVE.finditer(text) if "relative" in kinds else ():
        yield Quantity(match[0], "date", "relative", fold(match[0]), match.start(), text)
    weekdays = {match.end(): match for match in WEEKDAY.finditer(text)} if "weekday" in kinds else {}
    for moment in said.dates if "digit" in kinds else ():
        joined = next((end for end in weekdays if end <= moment.start and _joins(text[end : moment.start])), None)
        lead = PART_OF_TIME.search(text, max(0, moment.start - LEAD), moment.start)
        part = fold(lead["part"]) if lead else ""
        start = weekdays.pop(joined).start() if joined is not None else lead.start() if lead else moment.start
        yield Quantity(said.text[start : moment.end], "date", moment.value, (_day(moment), part), start, text)
    for match in weekdays.values():
        yield Quantity(match[0], "date", "weekday", NUMBERS[match[0].casefold()], match.start(), text)
    for match in BARE_MONTH.finditer(text) if "month" in kinds else ():
        when = "part" if match["part"] else "whole"
        yield Quantity(match[when], "date", "month", fold(match[when]), match.start(when), text)
    for match in CLOCK.finditer(text) if "digit" in kinds else ():
        yield Quantity(match[0], "clock", "", re.sub(r"[\s.]", "", match[0].casefold()), match.start(), text)


def _joins(between: str) -> bool:
    """Whether these words between a weekday and a date make the two one date."""
    return between.strip(" ,.") in ("", "the", "den", "dem", "le", "el")


def _day(moment: Moment) -> str:
    """The date without its year if it has a day: the year may be left out in one of two versions."""
    has_day = re.fullmatch(r"(?:\d{4}|-)-(\d\d-\d\d)", moment.value)
    return has_day[1] if has_day else moment.value


def _roots_around(text: str, start: int, end: int, reach: int) -> frozenset[str]:
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach:
        before = before.partition(" ")[2]
    if end + reach < len(text):
        after = after.rpartition(" ")[0]
    words = (word for side in (before, after) for word in significant_words(side))
    return frozenset(word[:ROOT] for word in words if word not in _SCALES and not word[0].isdecimal())
