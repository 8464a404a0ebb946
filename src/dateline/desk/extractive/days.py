"""The days that a sentence names, with the part that they play in it: a deadline, a start, or the day of an event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Literal

from dateline.core.cues import Cues
from dateline.core.text import dates
from dateline.core.text.saying import any_of
from dateline.core.text.tables import ALWAYS_SAY, REPORTS_SAY, SAY_BEFORE_WORDS
from dateline.core.text.weekdays import NUMBERS

Role = Literal["until", "by", "since", "on"]

_DAY_OF_YEAR = re.compile(r"--\d{2}(?:-\d{2})?")
_CALENDAR = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_FULL = len("2026-05-08")
_WEEKDAY = re.compile(rf"\b(?P<name>{'|'.join(NUMBERS)})\b(?:\snight|\smorning|\safternoon|\sevening)?", re.IGNORECASE)
_BEFORE_A_DATE = re.compile(r",?\s(?:the\s|dem\s|den\s|le\s|el\s)?")
"""What stands between a weekday and the date that it belongs to."""
_DATED = re.compile(r"\d(?:st|nd|rd|th|\.|er)?\s(?:of\s|de\s)?$")
_YEAR = re.compile(r"(?:,?\s(?:of\s|de\s)?(?:19|20)\d\d|\s\d{1,2}\b)")
_NUMBER = re.compile(r"(?<![\w.,])(?P<day>[12]\d|3[01]|0?[1-9])(?:\.|er|º)?\s(?:de\s)?$")
_THIS_YEAR = re.compile(r"\s(?:de(?:l)?\s)?(?P<year>(?:19|20)\d\d)(?!\w)")
_TOLD = re.compile(rf"\b(?:{any_of(ALWAYS_SAY | SAY_BEFORE_WORDS | REPORTS_SAY)}|estimated)\s(?:\w+\s){{0,2}}(?:on\s)?$")
_FOR = re.compile(r"\b(?:for|für|pour|para)\s(?:the\s|den\s|le\s|el\s)?$", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|tonight|heute|aujourd['’]hui|hoy)\b", re.IGNORECASE)
_PARTS = {"0": r"(?:beginning|start|early|anfang|début|principios|comienzos)", "1": r"(?:mid|middle|mitte|mi|mediados)"}
_BEGINNING, _MIDDLE, _END = "early", "mid", "end"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year that a sentence names."""

    value: str
    """A partial ISO date."""
    part: str
    """The part of the month, such as "the end of"; else empty."""
    role: Role
    """`until` and `by`: a deadline; `since`: a start; `on`: the day itself."""
    start: int
    """Offset of the first character, without the preposition."""
    end: int
    """Offset after the last character."""

    @property
    def is_deadline(self) -> bool:
        """Whether something ends or is due by then."""
        return self.role in ("until", "by")

    def agrees(self, other: "Day") -> bool:
        """Whether both may be the same day: one is less precise, or they are equal."""
        shared = min(len(self.value), len(other.value))
        same = self.value[:shared] == other.value[:shared]
        return same and (not (self.part and other.part) or self.part == other.part) and not _is_off(self, other)


def _is_off(a: Day, b: Day) -> bool:
    """Whether a part of a month does not have the day that the other names."""
    for part, day in ((a, b), (b, a)):
        if part.part and len(day.value) == _FULL and not day.part:
            number = int(day.value[8:])
            low, high = {"mid": (10, 20), "end": (21, 31), "early": (1, 10)}.get(part.part, (1, 31))
            return not low <= number <= high
    return False


def days(words: str, published: str, cues: Cues) -> tuple[Day, ...]:
    """The days that a sentence names, in order; weekdays and days without a year are those nearest to the item's own day.

    Args:
        words: the sentence.
        published: the item's own day, as precise as is known; empty if it is not known.
        cues: the table of the sentence's language.
    """
    own = date.fromisoformat(published) if len(published) == _FULL else None
    if own and not MINYEAR < own.year < MAXYEAR:
        own = None  # the next weekday or the last one may be no date any more
    return tuple(sorted(_days(words, own, cues), key=lambda one: one.start))


def _days(words: str, own: date | None, cues: Cues) -> Iterator[Day]:
    named = [*_calendar_days(words, own, cues)]
    yield from named
    if own:
        starts = {one.start for one in named}
        for match in _WEEKDAY.finditer(words):
            gap = _BEFORE_A_DATE.match(words, match.end())
            if not gap or gap.end() not in starts:
                yield _day(_nearest(match, own, words, cues), words, match.start(), match.end(), cues)
        for match in _TODAY.finditer(words):
            yield _day(own.isoformat(), words, match.start(), match.end(), cues)


def _calendar_days(words: str, own: date | None, cues: Cues) -> Iterator[Day]:
    written = [*_written(words, cues)]
    taken = [(start, end) for _, start, end in written]
    written += [
        (one.value, one.start, one.end)
        for one in dates(words)
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    for value, start, end in written:
        whole = _with_year(value, own) if _DAY_OF_YEAR.fullmatch(value) else value
        if whole and _CALENDAR.fullmatch(whole) and _exists(whole):
            yield _day(whole, words, start, end, cues)
    for number, start, end in _months(words, cues):
        value = _with_year(f"--{number:02}", own)
        if value and not _DATED.search(words[:start]) and not _YEAR.match(words[end:]):
            yield _day(value, words, start, end, cues)


def _written(words: str, cues: Cues) -> Iterator[tuple[str, int, int]]:
    """The dates in the words of another language than English: "15. November", "le 5 octobre 2026", "21 de septiembre"."""
    for number, start, end in _months(words, cues) if cues.language != "en" else ():
        day, year = _NUMBER.search(words[:start]), _THIS_YEAR.match(words, end)
        if day or year:
            value = f"{year['year'] if year else '-'}-{number:02}" + (f"-{int(day['day']):02}" if day else "")
            yield value, day.start() if day else start, year.end() if year else end


def _months(words: str, cues: Cues) -> Iterator[tuple[int, int, int]]:
    """The names of months, with their numbers and places."""
    for number, name in enumerate(cues.months, 1):
        for match in re.finditer(rf"(?<!\w){name}(?!\w)", words):
            yield number, match.start(), match.end()


def _day(value: str, words: str, start: int, end: int, cues: Cues) -> Day:
    part = ""
    for group in cues.places("part_of_month", words):
        if group[0] < start and not words[group[1] : start].strip(" -"):
            part, start = words[group[0] : group[1]], group[0]
            break
    return Day(value, _part(part), _role(words, start, cues), start, end)


@cache
def _part(words: str) -> str:
    """The part of a month in one word."""
    folded = words.casefold()
    if not folded:
        return ""
    if re.search(r"\b(?:mid|middle|mitte|mi|mediados)", folded):
        return _MIDDLE
    return _BEGINNING if re.search(r"\b(?:early|beginning|start|first|anfang|début|principios|comienzos)", folded) else _END


def _role(words: str, start: int, cues: Cues) -> Role:
    before = words[:start].rstrip()
    for role in ("until", "by", "since"):
        if any(end == len(before) for _, end in cues.places(role, before)):
            return role
    return "on"


def _with_year(value: str, own: date | None) -> str:
    """A day or month without a year, in the year that makes it nearest to the item's own day; empty without such a day."""
    if own is None:
        return ""
    years = (f"{year:04}{value[1:]}" for year in (own.year - 1, own.year, own.year + 1))
    return min(filter(_exists, years), key=lambda one: abs(_date(one) - own), default="")


def _date(value: str) -> date:
    return date.fromisoformat(f"{value}-01-01"[:_FULL] if len(value) == len("2026") else f"{value}-01"[:_FULL])


def _exists(value: str) -> bool:
    try:
        _date(value)
    except ValueError:
        return False
    return True


def _nearest(named: re.Match[str], own: date, words: str, cues: Cues) -> str:
    """The day that a weekday means: the next one in a sentence about what is to come, else the last one."""
    weekday = NUMBERS[named["name"].lower()]
    past = (own.weekday() - weekday) % 7
    is_told = _TOLD.search(words[: named.start()])
    if past and not is_told and (cues.finds("expectation", words) or _FOR.search(words[: named.start()])):
        return (own + timedelta(7 - past)).isoformat()
    return (own - timedelta(past)).isoformat()
