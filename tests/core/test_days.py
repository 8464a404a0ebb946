"""Days and weeks are those of the publication's time zone."""

from datetime import timedelta

import builders
import pytest

from dateline.core.days import day_of, days_between, days_of, midnight_of, shifted, week_of, with_weekday, zone


@pytest.mark.parametrize(
    ("moment", "where", "day"),
    [
        ("2026-05-24T22:30:00Z", "UTC", "2026-05-24"),
        ("2026-05-24T22:30:00Z", "Europe/Berlin", "2026-05-25"),
        ("2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29"),
        ("2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T23:00:00Z", "Europe/Berlin", "2026-10-26"),
        ("2026-01-01T02:00:00Z", "America/New_York", "2025-12-31"),
    ],
)
def test_a_day_begins_at_midnight_there(moment, where, day):
    """A time belongs to the day that the clocks of the zone show, also when they change."""
    assert day_of(moment, zone(where)) == day


def test_the_calendar_has_ends():
    """What would be before the first day or after the last one is that day, in every zone."""
    assert day_of("9999-12-31T23:59:59Z", zone("Pacific/Kiritimati")) == "9999-12-31"
    assert day_of("0001-01-01T00:00:00Z", zone("America/New_York")) == "0001-01-01"
    assert midnight_of("0001-01-01", zone("Europe/Berlin")) == "0001-01-01T00:00:00Z"
    assert shifted("9999-12-31", timedelta(1)) == "9999-12-31"
    assert shifted("0001-01-02", -timedelta(9)) == "0001-01-01"
    assert days_of(week_of("9999-12-31"))[-1] == "9999-12-31"
    assert days_of(week_of("0001-01-01"))[0] == "0001-01-01"


@pytest.mark.parametrize(
    ("published", "offset", "day"),
    [
        ("9999-12-31T23:59:59Z", "+09:00", "9999-12-31"),
        ("0001-01-01T00:00:00Z", "-03:30", "0001-01-01"),
        ("2026-05-24T22:30:00Z", "east", "2026-05-24"),
        ("2026-05-24T22:30:00Z", "+99:99", "2026-05-24"),
    ],
)
def test_an_item_has_a_day_whatever_its_ledger_says(published, offset, day):
    """The day of a time at an end of the calendar, or in a zone that there is not, is that in UTC."""
    assert builders.item(published=published, offset=offset).day == day


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", ""])
def test_only_real_time_zones_are_taken(name):
    """A name without a zone is refused by name."""
    with pytest.raises(ValueError, match="there is no such time zone"):
        zone(name)


@pytest.mark.parametrize(("day", "week"), [("2026-05-27", "2026-22"), ("2026-01-01", "2026-01"), ("2027-01-03", "2026-53")])
def test_weeks_are_those_of_iso_8601(day, week):
    """A week belongs to the year that has its Thursday, and a day is among the seven of its week."""
    assert week_of(day) == week
    assert day in days_of(week)
    assert len(days_of(week)) == 7


def test_a_day_begins_where_the_publication_is():
    """Midnight is that of the zone, in UTC."""
    assert midnight_of("2026-05-24", zone("Europe/Berlin")) == "2026-05-23T22:00:00Z"


def test_days_between_two_include_both():
    """The days from one to another are all of them."""
    assert days_between("2026-02-27", "2026-03-02") == ("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02")


def test_a_day_is_said_with_its_weekday():
    """The year is left out where the reader knows it."""
    assert with_weekday("2026-03-27") == "Friday 27 March 2026"
    assert with_weekday("2026-03-27", "2026") == "Friday 27 March"
