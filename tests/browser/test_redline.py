"""A redline has two views in one page: New shows what came and folds what went, Full shows all."""

from collections.abc import Iterator
from typing import Any

import pytest
from browser.conftest import WIDE
from chromium import PATIENCE

pytestmark = pytest.mark.browser

REDLINE = "stories/harbour-barrier/changes/v2/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def plain(chromium: Any) -> Iterator[Any]:
    """A tab without JavaScript."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def shown(tab: Any, selector: str) -> int:
    return sum(one.is_visible() for one in tab.locator(selector).all())


def test_without_script_the_views_are_links(plain, site):
    """New leaves out what stays and folds what is gone; the link Full shows both in their places, and New hides them again."""
    plain.goto(site + REDLINE)
    kinds = (".l.add", ".l.same", ".l.gone", "details.past")
    assert [bool(shown(plain, one)) for one in kinds] == [True, False, False, True]

    plain.locator(".views a", has_text="Full").click()
    assert [bool(shown(plain, one)) for one in kinds] == [True, True, True, False]

    plain.locator(".views a", has_text="New").click()
    assert [bool(shown(plain, one)) for one in kinds] == [True, False, False, True]


def test_a_fold_opens_without_script(plain, site):
    """What is gone can be unfolded in its section."""
    plain.goto(site + REDLINE)
    fold = plain.locator("details.past").first
    fold.locator("summary").click()

    assert fold.locator("del").first.is_visible()


def test_the_words_of_sources_stand_beside_on_wide_screens(plain, site):
    """On a wide screen a source's words stand right of the sentence that cites it, at its height; a phone leaves them out."""
    plain.goto(site + REDLINE)
    row = plain.locator(".w").first
    line, words = row.locator(".l").bounding_box(), row.locator("q").bounding_box()

    assert words["x"] > line["x"] + line["width"]
    assert abs(words["y"] - line["y"]) < 12
    plain.set_viewport_size(PHONE)
    assert not row.locator("q").is_visible()


def test_what_became_of_a_line_is_heard_and_seen(page, site):
    """Each line that changed has a sign before it, in forced colours too, and a word for screen readers."""
    page.emulate_media(forced_colors="active")
    page.goto(site + REDLINE)
    line = page.locator(".l.add").first
    sign = line.evaluate("one => getComputedStyle(one, '::before').content")

    assert sign.startswith('"+"')
    assert line.locator("i").text_content() == "New: "


def test_nothing_is_wider_than_a_narrow_phone(page, site):
    """At 320 px neither view, nor the page of any two versions, scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 640})
    for there in (REDLINE, REDLINE + "#full", "stories/harbour-barrier/changes/"):
        page.goto(site + there)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("number", [2, 3])
def test_two_neighbours_are_counted_as_on_their_redline(page, site, number):
    """The page of any two versions has the same counts, for what is new and for all, as the page between these two."""
    counts = []
    for address in (f"changes/v{number}/", f"changes/#{number - 1}-{number}"):
        page.goto(f"{site}stories/harbour-barrier/{address}")
        page.locator(".legend").wait_for()
        counts.append([page.locator(each).all_inner_texts() for each in (".legend span", ".views a")])

    assert counts[0] == counts[1]
