"""A small drawing shows how much came in, and says it in words."""

import pytest

from dateline.site.spark import by_day, spark

FILED = ("2026-05-01", "2026-05-20")


def test_a_line_rises_from_the_oldest_to_the_newest():
    """If few days had reports, the line's first value is at the left, its greatest at the top, and its end has a dot."""
    drawn = spark([0, 50, 100], {"2026-05-20": 3}, FILED)

    assert 'd="M3.0 21.0L48.0 12.0L93.0 3.0"' in drawn.shapes
    assert '<circle cx="93.0" cy="3.0"' in drawn.shapes
    assert drawn.words == "100 items after 3 versions"


@pytest.mark.parametrize("values", [[5], [0]])
def test_one_value_is_a_level_line(values):
    """A single value, even 0, is a level line from edge to edge."""
    line = spark(values, {}, FILED).shapes.rpartition('d="M')[2]

    assert line.split("L")[0].split()[1] == line.split("L")[1].split('"')[0].split()[1]


def test_days_with_reports_are_bars():
    """From eight days with reports on, each of the last four weeks has a bar, and each day with a version a dot."""
    reports = {f"2026-05-{day:02}": day for day in range(10, 18)} | {"2026-01-01": 9, "2026-06-01": 9}
    drawn = spark([1, 2], reports, FILED)

    assert drawn.shapes.count("M") == len(range(10, 18))
    assert drawn.shapes.count("<circle") == len(FILED)
    assert drawn.words == "108 reports in 28 days; a dot is a version"
    assert 'role="img" aria-label="108 reports' in drawn.svg


def test_only_known_days_are_counted():
    """A date that is known to the month says nothing of a day."""
    assert by_day(["2026-05-01", "2026-05", "", "2026-05-01"]) == {"2026-05-01": 2}
