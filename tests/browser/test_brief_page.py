"""The page of a brief as a browser lays it out: citations, sources, first screen and print."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from browser.conftest import WIDE
from chromium import PATIENCE

BRIEF = "stories/harbour-barrier/"
PHONE = {"width": 390, "height": 844}
PLACES = """[...document.querySelectorAll('.told .c')].map(link => {
    const before = document.createRange(), box = link.getBoundingClientRect(), text = link.previousSibling;
    if (text?.nodeType !== 3 || text.data.trim().length < 2) return null;
    before.setStart(text, text.data.length - 2);
    before.setEnd(text, text.data.length - 1);
    return Math.abs(before.getBoundingClientRect().bottom - box.bottom);
}).filter(gap => gap !== null)"""
"""How far each citation is from the line of the word before it."""
BOXES = "[...document.querySelectorAll('.c')].map(link => link.getBoundingClientRect().toJSON())"


@pytest.fixture
def plain(chromium: Any) -> Iterator[Any]:
    """A tab without JavaScript."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [*range(320, 420, 7), 768, 1024, 1280])
def test_a_citation_never_begins_a_line(page: Any, site: str, width: int):
    """The last word and its citations keep together, whatever the width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + BRIEF)
    gaps = page.evaluate(PLACES)

    assert gaps
    assert max(gaps) < 16


def test_citations_are_easy_to_hit(page: Any, site: str):
    """Each is at least 24 pixels wide and high, and none covers a part of another."""
    page.set_viewport_size(PHONE)
    page.goto(site + BRIEF)
    boxes = page.evaluate(BOXES)

    assert min(min(one["width"], one["height"]) for one in boxes) >= 24
    for one, other in pairwise(boxes):
        assert one["right"] <= other["left"] + 0.5 or abs(one["top"] - other["top"]) > 24 or other["right"] <= one["left"]


def test_what_begins_on_a_phones_first_screen(page: Any, site: str):
    """The first line of What stands there, and the page's head says what is new before it."""
    page.set_viewport_size(PHONE)
    page.goto(site + BRIEF)
    what, news = (page.locator(one).bounding_box() for one in (".what p", "#changed"))

    assert news["y"] < what["y"] < PHONE["height"]


def test_three_edges_stand_side_by_side(page: Any, site: str):
    """At 1280 pixels the contents, the text and what it rests on begin on one line; what rests is right of the text."""
    page.goto(site + BRIEF)
    who, told, rests = (page.locator(f".brief .{one}").bounding_box() for one in ("who", "told", "rests"))

    assert who["x"] < told["x"] < rests["x"]
    assert abs(who["y"] - told["y"]) < 8
    assert abs(rests["y"] - told["y"]) < 8


def test_a_source_opens_where_a_citation_leads(plain: Any, site: str):
    """Without a script, the line of a source shows its quotes and its way back only when it is the target."""
    plain.goto(site + BRIEF)
    quote = plain.locator("#s1 q")

    assert not quote.is_visible()

    plain.locator("a.c[href='#s1']").first.click()

    assert quote.is_visible()
    assert plain.locator("#s1 a", has_text="Tensions").is_visible()


def test_print_has_every_sentence_and_the_addresses_of_the_sources(page: Any, site: str):
    """On paper there is nothing to press, and no sentence is missing, on old versions too."""
    for path in ("", "v1/", "v2/"):
        page.goto(site + BRIEF + path)
        page.emulate_media(media="print")

        assert page.evaluate("[...document.querySelectorAll('[id^=s-]:not(a)')].every(one => one.checkVisibility())")
        assert not page.locator(".rests").is_visible()
        shown = page.evaluate("getComputedStyle(document.querySelector('.cited a[href^=http]'), '::after').content")
        assert "https://news.example/harbour/plan?id=5" in shown
        page.emulate_media(media="screen")
