"""Dates as the world writes them."""

from zoneinfo import ZoneInfo

import pytest

from dateline.wire.dates import EntryDate, first_date, read_date


@pytest.mark.parametrize(
    ("written", "value", "offset"),
    [
        ("2016/6/29 15:07:41", "2016-06-29T15:07:41Z", ""),
        ("1721822400", "2024-07-24T12:00:00Z", ""),
        ("1721822400000", "2024-07-24T12:00:00Z", ""),
        ("20240724T100000Z", "2024-07-24T10:00:00Z", ""),
        ("2024-W30-3", "2024-07-24", ""),
        ("24.07.2024", "2024-07-24", ""),
        ("24. Juli 2024 10:00 Uhr", "2024-07-24T10:00:00Z", ""),
        ("Mi, 24 Juli 2024 10:00:00 MESZ", "2024-07-24T08:00:00Z", "+02:00"),
        ("July 24, 2024", "2024-07-24", ""),
        ("July 24th, 2024 3:05 PM", "2024-07-24T15:05:00Z", ""),
        ("July 24, 2024 at 12:05 a.m. EST", "2024-07-24T05:05:00Z", "-05:00"),
        ("24 de julio de 2024", "2024-07-24", ""),
        ("2024年7月24日", "2024-07-24", ""),
        ("2024年7月24日(水) 15時05分", "2024-07-24T15:05:00Z", ""),
        ("2024年7月24日 下午3:05", "2024-07-24T15:05:00Z", ""),
        ("Tue, 24 May 2016 2:17:57 PM CEST", "2016-05-24T12:17:57Z", "+02:00"),
        ("Wed, 11 Sep 2019 22:52:30+5:30", "2019-09-11T17:22:30Z", "+05:30"),
        ("Thu, 25 Jul 2024 05:00:00 JST", "2024-07-24T20:00:00Z", "+09:00"),
        ("Wed, 24 Jul 2024 10:00:00 BST", "2024-07-24T09:00:00Z", "+01:00"),
        ("Wed, 24 Jul 2024 10:00:00 GMT+0200", "2024-07-24T08:00:00Z", "+02:00"),
        ("Wed, 24 Jul 24 10:00:00 -0700 (PDT)", "2024-07-24T17:00:00Z", "-07:00"),
        ("Wed Jul 24 10:00:00 UTC 2024", "2024-07-24T10:00:00Z", ""),
        ("24/07/2024 10:00", "2024-07-24T10:00:00Z", ""),
        # a zone that may be one of several, or none that is known: the day alone
        ("Wed, 24 Jul 2024 23:00:00 IST", "2024-07-24", ""),
        ("Wed, 24 Jul 2024 23:00:00 QQQ", "2024-07-24", ""),
    ],
)
def test_a_date_is_read_as_it_stands(written: str, value: str, offset: str) -> None:
    """Its time becomes UTC, and the zone that it was written in is kept."""
    assert read_date(written)[:2] == (value, offset)


@pytest.mark.parametrize("written", ["05/08/2024", "31 April 2024", "yesterday", "15:07:41", "29 June", "2024-13-01"])
def test_what_cannot_be_read_is_no_date_and_is_told(written: str) -> None:
    """Nothing is filled in from today, and a day that could be a month is not read."""
    assert read_date(written) == EntryDate("", is_unread=True)


@pytest.mark.parametrize("written", ["", "  ", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_an_empty_field_is_no_date(written: str) -> None:
    """Nor is what programs make of one; there is nothing to tell."""
    assert read_date(written) == EntryDate("")


def test_the_second_date_stands_in_for_one_that_cannot_be_read() -> None:
    """An entry has several dates; the first that can be read counts."""
    assert first_date("a while ago", "2024-07-24").value == "2024-07-24"
    assert first_date("", "a while ago").is_unread
    assert first_date() == EntryDate("")


@pytest.mark.parametrize(
    ("written", "value", "offset"),
    [
        ("24 July 2024 10:00", "2024-07-24T08:00:00Z", "+02:00"),
        ("2024-01-24T00:30:00", "2024-01-23T23:30:00Z", "+01:00"),
        ("24. Juli 2024 10:00 Uhr", "2024-07-24T08:00:00Z", "+02:00"),
        ("24 July 2024 10:00 (local time)", "2024-07-24T08:00:00Z", "+02:00"),
        ("24 July 2024 10:00 GMT", "2024-07-24T10:00:00Z", ""),
        ("2024-07-24T10:00:00Z", "2024-07-24T10:00:00Z", ""),
        ("1721822400", "2024-07-24T12:00:00Z", ""),
        ("Wed, 24 Jul 2024 23:00:00 IST", "2024-07-24", ""),
        ("2024-07-24", "2024-07-24", ""),
    ],
)
def test_a_time_without_a_zone_is_read_in_that_of_the_publication(written: str, value: str, offset: str) -> None:
    """Summer time counts, the zone is kept, and a time with a zone, a count of seconds and a day alone stay as they are."""
    assert read_date(written).read_in(ZoneInfo("Europe/Berlin")) == EntryDate(value, offset)


def test_a_time_at_the_end_of_the_calendar_stays() -> None:
    """No zone moves a time out of the years that there are."""
    last = read_date("9999-12-31T23:59:00")

    assert last.read_in(ZoneInfo("America/New_York")) == last
