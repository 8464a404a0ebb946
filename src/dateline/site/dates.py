"""Dates as pages show them: as people write them, with the form for programs beside."""

from functools import lru_cache

from markupsafe import Markup

from dateline.core.days import with_weekday
from dateline.core.text.day_words import day_in_words

_DAY, _MINUTE = len("2026-03-27"), len("2026-03-27T06:30")


@lru_cache(4_096)
def in_words(date: str, year: str = "", *, has_weekday: bool = False) -> str:
    """A date or a time as people write it: "27 March", "Friday 27 March", "October 2025"; without the year if it is `year`.

    Args:
        date: a year, a month, a day, or a time in UTC, of which only the day is told.
        year: the year that need not be said, such as that of the newest version.
        has_weekday: whether a day has its weekday before it.
    """
    day = date[:_DAY]
    return with_weekday(day, year) if has_weekday and len(day) == _DAY else day_in_words(day, year)


@lru_cache(4_096)
def dated(date: str, year: str = "", *, has_weekday: bool = False) -> Markup:
    """The same as an element that also says the date, or the time, in ISO 8601."""
    seen = f"{date[:_DAY]} {date[_DAY + 1 : _MINUTE]} UTC" if "T" in date else date
    words = in_words(date, year, has_weekday=has_weekday)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(date, seen, words)
