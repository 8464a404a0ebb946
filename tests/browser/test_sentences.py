"""Every sentence says since when it stands, and has a link and a way to report an error; none of this moves the text."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import tidal as story
from chromium import PATIENCE

pytestmark = pytest.mark.browser

BRIEF = "stories/tidal/"


def point(page: Any, sentence: str) -> None:
    """Rests the mouse on the first words of a sentence."""
    page.mouse.move(
        *page.locator(f"#{sentence}").evaluate("(one) => [one.getClientRects()[0].x + 4, one.getClientRects()[0].y + 8]")
    )


@pytest.mark.parametrize(
    ("page_of", "sentence", "told"),
    [
        ("", story.PAY, "Stands since version 1"),
        ("", story.TEST, "New in version 4"),
        ("", story.DEARER, "Stands since version 1, reworded in version 3"),
        ("v3/", story.DEARER, "Reworded in version 3"),
    ],
)
def test_a_line_says_since_when_a_sentence_stands(page, tidal, page_of, sentence, told):
    """Where the mouse rests, it appears in the margin with a link to the version's page, and the text stays where it is."""
    page.goto(tidal + BRIEF + page_of)
    text = page.locator("#sources").bounding_box()
    point(page, sentence)
    line = page.locator(".about")
    line.wait_for()

    assert line.inner_text() == f"{told} · copy link · report an error"
    assert line.bounding_box()["x"] > text["x"] + text["width"]
    assert page.locator("#sources").bounding_box() == text
    link = page.locator(".about a").first.get_attribute("href")
    assert link == f"https://record.example/stories/tidal/{page_of or 'v4/'}#{sentence}"


def test_a_sentence_is_reported_with_its_section(page, tidal):
    """The link to the form has the words and the name of the section, without its count."""
    page.goto(tidal + BRIEF)
    point(page, story.BUILDER)
    link = page.get_by_role("link", name="report an error").get_attribute("href")

    assert parse_qs(urlsplit(link).query) == {"section": ["Narrative"], "sentence": ["The builder is silent."]}


def test_the_keyboard_reaches_every_sentence(page, tidal):
    """A button in the head of a section leads to a sentence, arrows to others, Tab through its citations into the line."""
    page.goto(tidal + BRIEF)
    page.locator("#narrative").evaluate("one => one.nextElementSibling.focus()")
    assert page.evaluate("document.activeElement.textContent") == "Sentences"

    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "copy link"

    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == story.FISHERS
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "copy link"

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == story.FISHERS
    assert page.locator(".about").count() == 0


def test_no_sentence_is_a_tab_stop(page, tidal):
    """Tab goes from citation to citation, and to one hidden button a section."""
    page.goto(tidal + BRIEF)

    assert page.locator("[id^='s-'][tabindex]").count() == 0
    assert page.get_by_role("button", name="Sentences").count() == 2


def test_a_long_press_shows_the_line(chromium, tidal):
    """On a phone it lies at the foot of the screen, its links can be touched, and a touch elsewhere closes it."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(tidal + BRIEF)
    box = page.locator(f"#{story.BUILDER}").bounding_box()
    finger = context.new_cdp_session(page)
    points = [{"x": box["x"] + 8, "y": box["y"] + 8}]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    line = page.locator(".about")
    line.wait_for()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    shown = line.bounding_box()

    assert line.is_visible()
    assert (shown["x"], shown["width"], shown["y"] + shown["height"]) == (0, 390, 844)
    assert min(link.bounding_box()["height"] for link in page.locator(".about a").all()) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.locator("h1").tap()
    line.wait_for(state="detached")
    context.close()


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        ("s-deadbeef", "This passage is not on this page. See the history."),
        ("e-deadbeef-2", "This passage is not on this page. See the history."),
    ],
)
def test_a_link_to_what_is_gone_says_so(page, tidal, anchor, told):
    """The page says that a sentence or an event is not on it, and where to look; another link takes that away."""
    page.goto(f"{tidal}{BRIEF}#{anchor}")

    assert page.get_by_role("status").inner_text() == told
    assert page.locator(".missing a").get_attribute("href").endswith("history/index.html")

    page.evaluate("location.hash = '#narrative'")
    page.locator(".missing").wait_for(state="detached")


def test_a_link_to_an_earlier_wording_holds(page, tidal):
    """On the latest page, the sentence that continues it is there, and nothing is said to be missing."""
    page.goto(f"{tidal}{BRIEF}#{story.REPAIR}")

    assert page.locator(".missing").count() == 0


def test_an_address_that_nobody_made_is_no_error(page, tidal):
    """An anchor that only begins like that of a sentence says nothing, and breaks nothing."""
    page.goto(f"{tidal}{BRIEF}#s-1a2b3c4d:(")
    page.locator(".foot button", has_text="Keys").wait_for()

    assert page.locator(".missing").count() == 0
