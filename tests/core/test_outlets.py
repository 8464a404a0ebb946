"""Readers see the outlet of a source, and never the label that a program gave it."""

import pytest

from dateline.core.model import Source
from dateline.core.outlets import outlet_of


@pytest.mark.parametrize(
    ("title", "url", "feed", "outlet"),
    [
        ("Quay floods", "https://news.example/quay", "Harbour Wire", "Harbour Wire"),
        ("Quay floods", None, "The Courier via Saved by the desk", "The Courier"),
        ("Quay floods - Reuters", "https://search.example/1", "reactive:harbour", "Reuters"),
        ("Quay floods", "https://www.news.example/quay", "reactive:harbour", "news.example"),
        ("Quay floods", None, "reactive:harbour", ""),
        ("Quay floods", None, "the desk", ""),
        ("Quay floods", "https://news.example/quay", "harbour-wire", "news.example"),
        ("Quay floods", None, "harbour-wire", "Harbour Wire"),
        ("Quay floods", "https://[", "reactive:harbour", ""),
    ],
)
def test_a_source_has_the_name_of_its_outlet(title, url, feed, outlet):
    """A feed's title, or who is named after a search's result, or the site; nothing if none is known."""
    assert outlet_of(Source("quay", title, url, feed)) == outlet
