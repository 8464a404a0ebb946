"""Long lists are shown on several pages, of which only the newest change."""

import pytest

from dateline.site.paging import Sheet, archive, sheets


def shown(sheet: Sheet, rows: str) -> tuple[str, str, str | None, str | None]:
    return sheet.address, rows[sheet.rows], sheet.previous, sheet.next


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", [("a/", "", None, None)]),
        ("12", [("a/", "12", None, None)]),
        (
            "12345",
            [("a/", "12", None, "a/page/2/"), ("a/page/2/", "34", "a/", "a/page/3/"), ("a/page/3/", "5", "a/page/2/", None)],
        ),
    ],
)
def test_a_list_is_divided_in_order(rows, expected):
    """Each page but the last is full, and names the pages before and after it."""
    assert [shown(sheet, rows) for sheet in sheets("a/", len(rows), 2)] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("12", [("a/", "12", None, None)]),
        (
            "12345",
            [
                ("a/", "45", "a/page/3/", None),
                ("a/page/1/", "12", None, "a/page/2/"),
                ("a/page/2/", "34", "a/page/1/", "a/page/3/"),
                ("a/page/3/", "5", "a/page/2/", "a/"),
            ],
        ),
    ],
)
def test_the_newest_rows_come_first_and_old_pages_stay(rows, expected):
    """The first page has the newest rows; the others have all rows, counted from the oldest, so that full pages never change."""
    assert [shown(sheet, rows) for sheet in archive("a/", len(rows), 2)] == expected
