"""Weekdays in prose."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateline.core.text.language import language_of
from dateline.core.text.moment import Moment, dates
from dateline.core.text.tables import ADVERBS, OPENING_WORDS, WEEKDAYS

NUMBERS = {name.casefold(): number for number, names in enumerate(WEEKDAYS) for name in names}
"""The name of a weekday in small letters → its number; Monday is 0."""
ENGLISH = tuple(names[0] for names in WEEKDAYS)
_SHORT = {"mon.": 0, "tue.": 1, "tues.": 1, "wed.": 2, "thu.": 3, "thur.": 3, "thurs.": 3, "fri.": 4, "sat.": 5, "sun.": 6}
_NAMED = "|".join(NUMBERS)
_DAY = rf"(?<![\w-])(?:(?:{_NAMED})(?![\w-])|(?:{'|'.join(one.rstrip('.') for one in _SHORT)})\.(?=\s|,|$))"
_OWN_DAY = re.compile(rf"{_DAY}(?!,?\s(?:the\s)?\d|,?\s[A-Z]\w+\s\d|['’]s\s(?-i:[A-Z]))", re.IGNORECASE)
_OTHERS = "to for by until till next coming from since before after every each of following into bis ab vor nach seit"
_OTHER_DAY = re.compile(rf"\b(?:{'|'.join(_OTHERS.split())})\s$", re.IGNORECASE)
"""What makes a weekday a deadline, or the day of another week."""
_SAID_THEN = re.compile(r",\s[^,]{0,80}\b(?:said|says|told|announced|reported|confirmed|added)\s(?:\w+\s)?(?:on\s)?$")
_LEAD = 120
"""How many characters before a weekday are read."""
_BEFORE = re.compile(r"(?P<word>[\w'’-]+)\s$")
_AFTER = re.compile(r"\s(?P<word>[\w'’-]+)")
_DATED = re.compile(rf"(?P<day>{_NAMED}),?\s(?:the\s|dem\s|den\s|le\s|el\s)?(?=\d|[A-Z]\w+\s\d)", re.IGNORECASE)


class NamedDay(NamedTuple):
    """A weekday in a text."""

    text: str
    """As written."""
    number: int
    """Monday is 0."""


@lru_cache(4_096)  # versions repeat the events of the versions before
def weekdays(text: str) -> tuple[NamedDay, ...]:
    """The weekdays on which a text says that something happened: not those of deadlines, of dates, or in names."""
    return tuple(_named(match[0]) for match in _OWN_DAY.finditer(text) if _is_own(text[: match.start()], match, text))


def _is_own(before: str, match: re.Match[str], text: str) -> bool:
    near = before[-_LEAD:]
    return not (_OTHER_DAY.search(near) or _SAID_THEN.search(near) or _is_in_name(match, text))


def _named(word: str) -> NamedDay:
    plain = word.casefold()
    return NamedDay(word, _SHORT[plain] if plain in _SHORT else NUMBERS[plain])


def _is_in_name(match: re.Match[str], text: str) -> bool:
    """Whether a weekday is part of an English name: Sheffield Wednesday, Bloody Sunday."""
    if language_of(text) != "en":
        return False
    before, after = _BEFORE.search(text[: match.start()]), _AFTER.match(text, match.end())
    is_named = before is not None and before["word"].istitle() and before["word"].casefold() not in OPENING_WORDS | ADVERBS
    return is_named or (after is not None and after["word"].istitle() and not text[: match.start()].strip())


@lru_cache(4_096)
def dated_weekdays(text: str) -> tuple[tuple[NamedDay, Moment], ...]:
    """The weekdays right before a date, as in "Friday, 13 May", each with the date."""
    found = dates(text)
    pairs = (
        (match, moment) for match in _DATED.finditer(text) for moment in found if moment.start in (match.end(), match.start())
    )
    return tuple((_named(match["day"]), moment) for match, moment in pairs)


def weekday_of(day: str) -> int:
    """The number of a day's weekday, for a day such as 2026-11-26."""
    return date.fromisoformat(day).weekday()
