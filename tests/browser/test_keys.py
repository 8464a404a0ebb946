"""Single keys lead through a page; they can be turned off, and are never taken while the reader types."""

from typing import Any

import pytest
from browser import tidal as story
from chromium import PATIENCE

pytestmark = pytest.mark.browser

BRIEF = "stories/tidal/"
FOCUSED = "document.activeElement.id"


def pressed(page: Any, keys: str) -> list[str]:
    """What has the focus after each key."""
    found = []
    for key in keys:
        page.keyboard.press(key)
        found.append(page.evaluate(FOCUSED))
    return found


def test_sections_are_reached(page, tidal):
    """`j` leads to the next section and `k` to the one before, from wherever the reader has scrolled to."""
    page.goto(tidal + BRIEF)
    assert pressed(page, "jjjjk") == ["", "what", "narrative", "sources", "narrative"]

    page.set_viewport_size({"width": 390, "height": 300})
    page.evaluate("document.activeElement.blur()")
    page.locator("#sources").evaluate("one => one.scrollIntoView()")
    assert pressed(page, "k") == ["narrative"]


def test_what_is_new_is_reached(page, tidal):
    """`n` leads to the next sentence that is new in this version."""
    page.goto(tidal + BRIEF)

    assert pressed(page, "nnn") == [story.TEST, story.BUILDER, story.BUILDER]
    assert page.locator(".about").inner_text().startswith("New in version 4")


def test_keys_can_be_turned_off(page, tidal):
    """The list of keys has a switch, which is remembered; the list can then be reached by its button in the foot."""
    page.goto(tidal + BRIEF)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    assert keys.locator("dt").all_inner_texts() == ["/", "j", "k", "n", "?"]
    keys.get_by_role("button", name="Single keys: on").click()
    page.keyboard.press("Escape")
    keys.wait_for(state="detached")

    page.reload()
    page.keyboard.press("?")
    assert keys.count() == 0
    assert pressed(page, "n") == [""]

    page.get_by_role("button", name="Keys").click()
    keys.get_by_role("button", name="Single keys: off").click()
    keys.get_by_role("button", name="Close").click()
    assert pressed(page, "n") == [story.TEST]


def test_keys_can_be_turned_off_where_nothing_can_be_stored(page, tidal):
    """A browser that refuses to store holds the choice as long as the page is open."""
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    page.goto(tidal + BRIEF)
    page.keyboard.press("?")
    page.get_by_role("button", name="Single keys: on").click()
    page.get_by_role("button", name="Single keys: off").wait_for()
    page.keyboard.press("Escape")

    assert pressed(page, "n") == [""]


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_a_key_with_a_modifier_is_not_taken(page, tidal, modifier):
    """Only a key by itself leads somewhere."""
    page.goto(tidal + BRIEF)
    page.evaluate("addEventListener('keydown', (event) => event.preventDefault())")
    page.keyboard.press(f"{modifier}+n")

    assert page.evaluate(FOCUSED) == ""


def test_the_slash_puts_the_caret_into_the_search(page, site):
    """On the way to the search page too: what is typed next is searched for, and no key is taken from it."""
    page.goto(site + "stories/harbour-barrier/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/**")
    page.locator("input:focus").wait_for()
    page.keyboard.type("barrier/jk?")

    assert page.locator("#q").input_value() == "barrier/jk?"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_script_shows_is_for_everybody(chromium, tidal, width, scheme):
    """Axe accepts the line of a visit, a card, the line of a sentence and the list of keys, and nothing scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.goto(tidal)
    tab.evaluate("localStorage.setItem('dateline.seen.tidal', '2')")
    tab.goto(tidal + BRIEF)
    tab.locator("#changed h2", has_text="Since version 2").wait_for()
    for act in (
        tab.locator(".c").first.click,
        lambda: pressed(tab, "n"),
        tab.get_by_role("button", name="Show only these").click,
        lambda: pressed(tab, "?"),
    ):
        act()

        assert [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(tab).response["violations"]] == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
