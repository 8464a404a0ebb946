"""Dates as pages show them: as people write them in the page's language, with the form for programs beside."""

from datetime import date as Day  # noqa: N812  # here, a date is text
from functools import lru_cache

from markupsafe import Markup

from dateline.site.words import N_, Translations, _, spoken

_DAY, _MINUTE = len("2026-03-27"), len("2026-03-27T06:30")
_HALF = (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"))
_MONTHS = (*_HALF, N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"))
_SPRING = (N_("Jan#short"), N_("Feb#short"), N_("Mar#short"), N_("Apr#short"), N_("May#short"), N_("Jun#short"))
_SHORT = (*_SPRING, N_("Jul#short"), N_("Aug#short"), N_("Sep#short"), N_("Oct#short"), N_("Nov#short"), N_("Dec#short"))
_WORKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"))
_WEEKDAYS = (*_WORKDAYS, N_("Saturday"), N_("Sunday"))


def in_words(date: str, year: str = "", *, has_weekday: bool = False) -> str:
    """A date or a time as people write it: "27 March", "Friday 27 March", "October 2025"; without the year if it is `year`.

    Args:
        date: a year, a month, a day, or a time in UTC, of which only the day is told.
        year: the year that need not be said, such as that of the newest version.
        has_weekday: whether a day has its weekday before it.
    """
    return _in_words(spoken(), date[:_DAY], year, has_weekday and len(date) >= _DAY)


@lru_cache(4_096)
def _in_words(_words: Translations, date: str, year: str, has_weekday: bool) -> str:  # noqa: FBT001
    stated, month, of_month = (*date.split("-"), "", "")[:3]
    if not (month.isdecimal() and 0 < int(month) <= len(_MONTHS)):
        return date
    name, day = _(_MONTHS[int(month) - 1]), _("1#day") if of_month == "01" else of_month.lstrip("0")
    if not of_month.isdecimal():
        told = name if stated == year else _("{month} {year}", month=name, year=stated)
    elif stated == year:
        told = _("{day} {month}", day=day, month=name)
    else:
        told = _("{day} {month} {year}", day=day, month=name, year=stated)
    return _("{weekday} {date}", weekday=weekday(date), date=told) if has_weekday else told


def short_month(number: int) -> str:
    """The name of a month in a few letters."""
    return _(_SHORT[number - 1])


def weekday(day: str) -> str:
    """The name of a day."""
    return _(_WEEKDAYS[Day.fromisoformat(day).weekday()])


def dated(date: str, year: str = "", *, has_weekday: bool = False) -> Markup:
    """The same as an element that also says the date, or the time, in ISO 8601."""
    return _dated(spoken(), date, year, has_weekday)


@lru_cache(4_096)
def _dated(_words: Translations, date: str, year: str, has_weekday: bool) -> Markup:  # noqa: FBT001
    seen = f"{date[:_DAY]} {date[_DAY + 1 : _MINUTE]} UTC" if "T" in date else date
    words = in_words(date, year, has_weekday=has_weekday)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(date, seen, words)


def on_day(date: str) -> str:
    """When something was: "on 14 April 2026", "in April 2026", "in 2026"."""
    if len(date) == _DAY:
        return _("on {date}", date=in_words(date))
    return _("in {date}#month", date=in_words(date)) if "-" in date else _("in {date}#year", date=date)


def until_when(date: str) -> str:
    """A date as a limit, as precise as it is: "by 14 April 2026", "by April 2026", "in 2026"."""
    if len(date) == _DAY:
        return _("by {date}#day", date=in_words(date))
    return _("by {date}#month", date=in_words(date)) if "-" in date else _("in {date}#year", date=date)
