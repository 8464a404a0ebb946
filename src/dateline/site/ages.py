"""How long something has lasted, as people say it."""

from datetime import date

from dateline.site.words import _n

_DAYS_TOLD = 60
_MONTH = 30.44
_MONTHS_TOLD = 24
_DAY = len("2026-03-27")


def age(first: str, last: str) -> str:
    """The time between two times: "2 days", from 60 days on "2 months", from 24 months on "2 years"; empty within a day."""
    days, months = _passed(first, last)
    if days < _DAYS_TOLD:
        return _n(days, "{n} day", "{n} days") if days > 0 else ""
    return _n(months, "{n} month", "{n} months") if months < _MONTHS_TOLD else _n(months // 12, "{n} year", "{n} years")


def after(first: str, last: str) -> str:
    """The same as the time after which something came: "after 2 days"; empty within a day."""
    days, months = _passed(first, last)
    if days < _DAYS_TOLD:
        return _n(days, "after {n} day", "after {n} days") if days > 0 else ""
    if months < _MONTHS_TOLD:
        return _n(months, "after {n} month", "after {n} months")
    return _n(months // 12, "after {n} year", "after {n} years")


def _passed(first: str, last: str) -> tuple[int, int]:
    """Days and months."""
    days = (date.fromisoformat(last[:_DAY]) - date.fromisoformat(first[:_DAY])).days
    return days, round(days / _MONTH)
