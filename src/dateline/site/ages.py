"""How long something has lasted, as people say it."""

from datetime import date

_DAYS_TOLD = 60
_MONTH = 30.44
_MONTHS_TOLD = 24
_DAY = len("2026-03-27")


def age(first: str, last: str) -> str:
    """The time between two times: "2 days", from 60 days on "2 months", from 24 months on "2 years"; empty within a day."""
    days = (date.fromisoformat(last[:_DAY]) - date.fromisoformat(first[:_DAY])).days
    months = round(days / _MONTH)
    if days < _DAYS_TOLD:
        return _told(days, "day") if days > 0 else ""
    return _told(months, "month") if months < _MONTHS_TOLD else _told(months // 12, "year")


def _told(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' * (number != 1)}"
