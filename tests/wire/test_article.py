"""The day of a saved page, with the extra `extract` and without it."""

import sys

import pytest

from dateline.wire.dates import NO_DATE, EntryDate, names_day
from dateline.wire.page import read_page

LINKED = '<script type=\'application/ld+json\'>{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'


def published(head: str, body: str = "") -> EntryDate:
    page = f"<!doctype html><html><head><title>Flood</title>{head}</head><body>{body}<p>Water rose.</p></body></html>"
    return read_page(page.encode(), content_type="text/html").published


def meta(moment: str) -> str:
    return f"<meta property='article:published_time' content='{moment}'>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (LINKED.format("2026-05-24T08:00:00+02:00"), ""),
        ("", "<p class='date'>24 May 2026</p>"),
        ("", "<p class='date'>24. Mai 2026</p>"),
        ("<meta name='publish-date' content='20260524'>", ""),
    ],
)
def test_more_places_are_read_with_the_extra(head, body, monkeypatch):
    """The extra finds a day in structured data and next to the headline; without it, the page has none."""
    assert published(head, body) == EntryDate("2026-05-24")

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert published(head, body) == NO_DATE


@pytest.mark.parametrize("linked", ["2026-05-25", "2026-05-25T00:30:00+02:00"])
def test_a_time_is_kept_where_the_day_is_the_same(linked):
    """A time in the markup, with its zone, is kept if the extra finds the same day in that zone."""
    head = meta("2026-05-25T00:30:00+02:00") + LINKED.format(linked)

    assert published(head) == EntryDate("2026-05-24T22:30:00Z", "+02:00")


def test_the_extra_decides_between_two_days(monkeypatch):
    """If the markup of a list next to the article names another day, the article's own day is used."""
    beside = "<article><time datetime='2026-05-02'>2 May</time></article>"
    assert published(LINKED.format("2026-05-24"), beside) == EntryDate("2026-05-24")

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert published(LINKED.format("2026-05-24"), beside) == EntryDate("2026-05-02")


@pytest.mark.parametrize(
    ("head", "body", "value"),
    [
        ("<meta name='date' content='2026-05'>", "", "2026-05"),
        ("<meta name='publish-date' content='2026-05'>", "", ""),
        ("", "<p class='date'>4/5/2026</p>", ""),
        ("", "<p class='date' hidden>24 May 2026</p>", ""),
        ("", "<p>On 24 May 2026 the gate opens.</p>", ""),
    ],
)
def test_no_day_is_made_up(head, body, value):
    """A month gets no day from the clock, day and month are not swapped, and dates in hidden or running text do not count."""
    assert published(head, body) == EntryDate(value)


def test_a_library_that_breaks_costs_no_page(monkeypatch):
    """If the extra fails on a page, our own reader's date is used."""
    monkeypatch.setattr("trafilatura.extract_metadata", lambda *_, **__: 1 / 0)

    assert published(meta("2026-05-24")) == EntryDate("2026-05-24")


@pytest.mark.parametrize(
    ("text", "is_named"),
    [("a 2026-05-24b", True), ("May 24th, 2026", True), ("2026-05-240", False), ("2026-05 24", False), ("2026-13-45", False)],
)
def test_a_day_is_named_in_full(text, is_named):
    """A text names a day if day, month and year are next to each other and the calendar has that day."""
    assert names_day(text, "2026-05-24") is is_named
