"""The links of a card."""

import builders
import pytest

from dateline.flows.reviews import CitedSource
from dateline.report.card.links import NO_LINKS, CardLinks, destination, host, short_name, source_line


def cited(outlet: str = "Harbour Wire", copies: int = 1, **given: object) -> CitedSource:
    return CitedSource(builders.source(**given), outlet, "origin", copies, is_new=True, is_known_origin=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?a=1&copy=2", "https://a.example/x?a=1&amp;copy=2"),
        ("https://a.example/(x)_y z", "https://a.example/%28x%29_y%20z"),
        ("https://a.example/@somebody#12", "https://a.example/%40somebody#%312"),
        ("https://a.example/x#part", "https://a.example/x#part"),
        ("https://a.example/x#", "https://a.example/x#"),
        ("javascript:alert(1)", ""),
        ("https://user@a.example/", ""),
        (None, ""),
    ],
)
def test_an_address_from_outside(url: str | None, shown: str) -> None:
    """Only web addresses are links; nothing in one ends the link, mentions somebody, names an issue or is an entity."""
    assert destination(url) == shown


def test_the_host_is_shown() -> None:
    """A title may name another host than the link leads to."""
    assert host("https://www.a.example/x") == "a.example"
    assert host("urn:x") == ""


def test_a_source_on_one_line() -> None:
    """Title as link, host, outlet, date in words, grade, copies, and whether it has an address."""
    full = cited(copies=3, url="https://a.example/1", date="2026-03-26", evidence="full-text")

    assert source_line(full, "2026") == (
        "[Title of harbour-plan](https://a.example/1) (a.example), Harbour Wire, 26 March · full text · 3 copies, 1 origin"
    )
    assert source_line(full, "2025").count("26 March 2026") == 1
    assert source_line(cited(url="urn:x"), "2026").endswith(" · no web address")
    assert source_line(cited("", title="", feed=""), "2026") == "no title · headline only · no address recorded"


def test_who_published_it_is_said_once() -> None:
    """An outlet that title or host name is not repeated; without one, it is said how the source was found."""
    assert (
        source_line(cited("Wire", title="Gate shut - Wire"), "2026") == "Gate shut - Wire · headline only · no address recorded"
    )
    assert source_line(cited("a.example", title="Shut", url="https://a.example/1"), "2026").startswith(
        "[Shut](https://a.example/1) (a.example) ·"
    )
    assert "found by a search" in source_line(cited("", feed="reactive:quay"), "2026")
    assert ", The Letter ·" in source_line(cited("", feed="The Letter via Saved"), "2026")


def test_a_source_in_a_cell() -> None:
    """Outlet and day, or the title."""
    assert (
        short_name(cited(date="2026-03-26", url="https://a.example/1"), "2026")
        == "[Harbour Wire, 26\u00a0March](https://a.example/1)"
    )
    assert short_name(cited(""), "2026") == "Title of harbour-plan"
    assert short_name(cited("", title=""), "2026") == "the source"


def test_a_line_of_a_file() -> None:
    """With the address of a branch, a file and its line have one."""
    links = CardLinks("https://code.example/o/r/blob/b")

    assert links.file("stories/a b/v002.yaml", 8) == "https://code.example/o/r/blob/b/stories/a%20b/v002.yaml#L8"
    assert links.file("stories/v002.yaml") == "https://code.example/o/r/blob/b/stories/v002.yaml"
    assert NO_LINKS.file("stories/v002.yaml", 8) == ""
