"""Dates as people write them."""

from calendar import month_name


def day_in_words(day: str, year: str = "") -> str:
    """A date as people write it, as precise as it is: "14 April 2026", or without the year if it is `year`."""
    stated, month, of_month = (*day.split("-"), "", "")[:3]
    if not (month.isdecimal() and 0 < int(month) < len(month_name)):
        return day
    told = [str(int(of_month))] if of_month.isdecimal() else []
    return " ".join((*told, month_name[int(month)], *([stated] if stated != year else [])))
