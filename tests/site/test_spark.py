"""A small drawing shows how much came in, and says it in words."""

from dateline.site.spark import by_day, spark

FILED = ("2026-05-01", "2026-05-20")


def test_few_days_are_no_picture():
    """If fewer than eight days had reports, nothing is drawn."""
    assert spark({f"2026-05-{day:02}": day for day in range(10, 17)}, FILED).svg == ""


def test_days_with_reports_are_bars():
    """From eight days with reports on, each of the last four weeks has a bar, and each day with a version a dot."""
    reports = {f"2026-05-{day:02}": day for day in range(10, 18)} | {"2026-01-01": 9, "2026-06-01": 9}
    drawn = spark(reports, FILED)

    assert drawn.shapes.count("M") == len(range(10, 18))
    assert drawn.shapes.count("<circle") == len(FILED)
    assert drawn.words == "108 reports in 28 days; a dot is a version"
    assert 'role="img" aria-label="108 reports' in drawn.svg


def test_only_known_days_are_counted():
    """A date that is known to the month says nothing of a day."""
    assert by_day(["2026-05-01", "2026-05", "", "2026-05-01"]) == {"2026-05-01": 2}
