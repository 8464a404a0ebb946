"""Pages show dates as people write them, and say the exact form too."""

import pytest

from dateline.site.dates import dated, in_words


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-03-27", "Friday 27 March"),
        ("2026-03-27T06:30:00Z", "Friday 27 March"),
        ("2026-03", "March"),
        ("2025-10", "October 2025"),
        ("2025", "2025"),
    ],
)
def test_a_date_is_said_as_people_write_it(date, said):
    """A day has its weekday, and the year is said only if it is another one."""
    assert in_words(date, "2026", has_weekday=True) == said


def test_the_exact_form_is_beside():
    """The element has the date for programs, and shows it when a reader points at it."""
    assert dated("2026-03-27") == '<time datetime="2026-03-27" title="2026-03-27">27 March 2026</time>'
    assert 'title="2026-03-27 06:30 UTC">' in dated("2026-03-27T06:30:00Z")
