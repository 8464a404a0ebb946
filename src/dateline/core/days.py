"""Days and weeks of a publication, in its time zone, and how they are said."""

from calendar import day_name
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.core.text.day_words import day_in_words

DAYS_OF_A_WEEK = 7
_TO_THE_DAY, _TO_THE_SECOND = 10, 19  # characters of a date and a time


def zone(name: str) -> tzinfo:
    """The time zone with a name.

    Raises:
        ValueError: if there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'there is no such time zone: "{name}"') from None


def day_of(moment: str, where: tzinfo) -> str:
    """The day of a time in UTC, in a time zone; at an end of the calendar, the day in UTC."""
    try:
        return datetime.fromisoformat(moment).astimezone(where).date().isoformat()
    except OverflowError:
        return moment[:_TO_THE_DAY]


def midnight_of(day: str, where: tzinfo) -> str:
    """The time in UTC at which a day begins in a time zone; at an end of the calendar, in UTC."""
    begins = datetime.fromisoformat(day)
    with suppress(OverflowError):
        begins = begins.replace(tzinfo=where).astimezone(UTC)
    return written(begins)


def written(moment: datetime) -> str:
    """A time in UTC as files have it."""
    return f"{moment.isoformat()[:_TO_THE_SECOND]}Z"


def shifted(day: str, by: timedelta) -> str:
    """A day, so much later or earlier; at an end of the calendar, the last or the first day."""
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except OverflowError:
        return (date.max if by > timedelta() else date.min).isoformat()


def week_of(day: str) -> str:
    """The week of a day, as ISO 8601 numbers them: "2026-05-27" → "2026-22"."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-{week:02}"


def days_of(week: str) -> tuple[str, ...]:
    """The seven days of a week, from Monday.

    Raises:
        ValueError: if there is no such week.
    """
    year, _, number = week.partition("-")
    monday = date.fromisocalendar(int(year), int(number), 1).isoformat()
    return tuple(shifted(monday, timedelta(days)) for days in range(DAYS_OF_A_WEEK))


def is_later(date: str, than: str) -> bool:
    """Whether a date is later than another date or time, compared at the precision of the less precise one."""
    shared = min(len(date), len(than), _TO_THE_DAY)
    return date[:shared] > than[:shared]


def days_between(first: str, last: str) -> tuple[str, ...]:
    """Each day from the first to the last."""
    start = date.fromisoformat(first)
    return tuple((start + timedelta(days)).isoformat() for days in range((date.fromisoformat(last) - start).days + 1))


def with_weekday(day: str, year: str = "") -> str:
    """A day as people say it, with its weekday: "Friday 27 March 2026", or without the year if it is `year`."""
    return f"{day_name[date.fromisoformat(day).weekday()]} {day_in_words(day, year)}"
