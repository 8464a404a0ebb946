"""Weekdays in prose."""

import re
from datetime import date

WEEKDAYS = (
    ("monday", "montag", "lundi", "lunes"),
    ("tuesday", "dienstag", "mardi", "martes"),
    ("wednesday", "mittwoch", "mercredi", "miércoles"),
    ("thursday", "donnerstag", "jeudi", "jueves"),
    ("friday", "freitag", "vendredi", "viernes"),
    ("saturday", "samstag", "samedi", "sábado"),
    ("sunday", "sonntag", "dimanche", "domingo"),
)
"""The names of the weekdays in English, German, French and Spanish, from Monday."""
NUMBERS = {name: number for number, names in enumerate(WEEKDAYS) for name in names}
"""The name of a weekday → its number; Monday is 0."""
ENGLISH = tuple(names[0].capitalize() for names in WEEKDAYS)
_DAY = rf"(?<![\w-])(?:{'|'.join(NUMBERS)})(?![\w-])"
_OTHERS = "to for by until till next last coming from since before after every each of following previous bis ab vor nach seit"
_OWN_DAY = re.compile(
    "".join(rf"(?<!\b{word}\s)" for word in _OTHERS.split()) + rf"{_DAY}(?!['’]s?\b|,?\s(?:the\s)?\d|,?\s[A-Z]\w+\s\d|-)",
    re.IGNORECASE,
)
"""A weekday that is neither a deadline nor the day of another week, and not part of a date."""


def weekdays(text: str) -> tuple[str, ...]:
    """The weekdays on which a text says that something happened, as written."""
    return tuple(match[0] for match in _OWN_DAY.finditer(text))


def weekday_of(day: str) -> int:
    """The number of a day's weekday, for a day such as 2026-11-26."""
    return date.fromisoformat(day).weekday()
