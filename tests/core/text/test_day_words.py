"""Dates in words."""

from dateline.core.text.day_words import day_in_words


def test_a_day_in_words():
    """A date is as precise in words as in figures, and what is no date stays as it is."""
    assert [day_in_words(day) for day in ("2026-04-14", "2026-04", "2026", "soon", "2026-13")] == [
        "14 April 2026",
        "April 2026",
        "2026",
        "soon",
        "2026-13",
    ]
