"""A citation shows what the reader needs to judge its source, by mouse, by keyboard and by touch."""

from typing import Any

import pytest
from browser import tidal as story
from chromium import PATIENCE

pytestmark = pytest.mark.browser

BRIEF = "stories/tidal/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def brief(page: Any, tidal: str) -> Any:
    """The brief."""
    page.goto(tidal + BRIEF)
    return page


def boxes(page: Any) -> tuple[Any, ...]:
    """Where the card, its citation and the text are."""
    return tuple(page.locator(one).first.bounding_box() for one in ("#card", ".c", "section"))


def test_the_mouse_opens_and_closes_a_card(brief):
    """A card opens where the mouse rests on a citation, stays while it is on the card, and closes when it has left."""
    brief.locator(".c").first.hover()
    card = brief.locator("#card")
    card.wait_for()
    assert brief.evaluate("document.activeElement === document.body")

    card.hover()
    brief.wait_for_function("new Promise((done) => setTimeout(() => done(true), 700))")
    assert card.is_visible()

    brief.mouse.move(2, 2)
    card.wait_for(state="detached")


def test_escape_closes_a_card_under_the_mouse(brief):
    """Escape closes it although the mouse has not moved."""
    brief.locator(".c").first.hover()
    brief.locator("#card").wait_for()
    brief.keyboard.press("Escape")

    assert brief.locator("#card").count() == 0


def test_the_keyboard_opens_a_card(brief):
    """Enter opens it and moves the focus there; Tab reaches its links, then the next citation; Escape returns the focus."""
    citation = brief.locator(".c").first
    citation.focus()
    brief.keyboard.press("Enter")
    assert citation.get_attribute("aria-expanded") == "true"
    assert brief.evaluate("document.activeElement.id") == "card"

    brief.keyboard.press("Tab")
    assert brief.evaluate("document.activeElement.textContent") == "Council votes 14 to 9"

    brief.keyboard.press("Escape")
    assert citation.evaluate("link => link === document.activeElement")
    assert citation.get_attribute("aria-expanded") == "false"

    brief.keyboard.press("Enter")
    for _ in range(4):
        brief.keyboard.press("Tab")
    assert brief.locator("#card").count() == 0
    assert brief.evaluate("document.activeElement.matches('.c, .skip')")


def test_a_card_has_the_quote_first(brief):
    """Then come the title, the outlet and date, and the grade; the way back to the text is left out."""
    brief.locator(".c").first.click()
    told = brief.locator("#card").inner_text().split("\n")

    assert told[0] == "voted by 14 to 9"
    assert " ".join(told[1:]).split() == "Council votes 14 to 9 Saltmere Courier 26 March full text copy link All sources".split()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_wide_screen_has_the_card_in_the_margin(brief, direction):
    """It stands at the line of its citation, and never over the text."""
    brief.evaluate("(direction) => { document.documentElement.dir = direction }", direction)
    brief.locator(".c").first.click()
    card, citation, text = boxes(brief)

    assert abs(card["y"] - citation["y"]) < 40
    assert card["x"] >= text["x"] + text["width"] if direction == "ltr" else card["x"] + card["width"] <= text["x"]
    assert 0 <= card["x"] <= 1280 - card["width"]


def test_a_narrower_screen_has_the_card_below_the_line(brief):
    """Below 72 rem, it opens under its citation."""
    brief.set_viewport_size({"width": 900, "height": 900})
    brief.locator(".c").first.click()
    card, citation, _ = boxes(brief)

    assert 0 <= card["y"] - citation["y"] - citation["height"] < 20


def test_a_phone_has_a_sheet(chromium, tidal):
    """It lies at the bottom, as wide as the screen; its links can be touched, and a touch elsewhere closes it."""
    context = chromium.new_context(viewport=PHONE, has_touch=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(tidal + BRIEF)
    page.locator(".c").first.tap()
    card = page.locator("#card")
    box = card.bounding_box()

    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, PHONE["width"], PHONE["height"])
    assert min(link.bounding_box()["height"] for link in page.locator(".more a").all()) >= 44

    page.locator("h1").tap()
    card.wait_for(state="detached")
    context.close()


def test_a_card_leads_to_the_list(brief):
    """Its last link leads to the source's entry."""
    brief.locator(".c").nth(1).click()
    brief.get_by_role("link", name="All sources").click()

    brief.wait_for_url("**#s1")


def test_a_card_copies_the_link_of_its_sentence(brief):
    """What is copied is the address of the sentence on the page of this version, which never changes."""
    brief.context.grant_permissions(["clipboard-read", "clipboard-write"])
    brief.locator(".c").first.click()
    brief.get_by_role("link", name="copy link").click()
    brief.get_by_text("link copied").wait_for()

    copied = f"https://record.example/stories/tidal/v4/#{story.PAY}"
    assert brief.evaluate("navigator.clipboard.readText()") == copied


def test_a_citation_opens_another_tab_as_ever(brief):
    """With a modifier, a click is the browser's own."""
    with brief.context.expect_page() as opened:
        brief.locator(".c").first.click(modifiers=["ControlOrMeta"])

    assert opened.value.url.endswith("#s1")
