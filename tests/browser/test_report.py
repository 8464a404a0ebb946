"""A reader who finds an error reaches the form with the words that are meant, with and without a script."""

from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.conftest import WIDE
from chromium import PATIENCE

from dateline.core.reported import Report, report_in

pytestmark = pytest.mark.browser

BRIEF = "stories/harbour-barrier/"
SELECT = """(element) => {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  getSelection().selectAllChildren(element);
}"""
SETTLED = "new Promise((done) => document.addEventListener('selectionchange', () => setTimeout(done, 300), { once: true }))"
"""Fulfilled when the script has answered the next change of what is selected."""
NOTHING = "() => getSelection().empty()"


def select(tab: Any, words: str, how: str = SELECT) -> None:
    """Selects words, and waits until the script has answered that."""
    tab.locator(words).first.evaluate(f"(element) => {{ const settled = {SETTLED}; ({how})(element); return settled }}")


def report(link: Any) -> Report:
    """What a link fills in, once in the fields and once as text."""
    query = parse_qs(urlsplit(link.get_attribute("href")).query, keep_blank_values=True)
    found = report_in(query["body"][0])
    assert found.sentence == query.get("sentence", [""])[0].strip()
    assert found.section == query.get("section", [""])[0]
    return found


def test_without_script_a_link_leads_to_the_form(chromium, site):
    """With JavaScript off, the page of each version has a link with the story and the version."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    for path, number in (("", "3"), ("v1/", "1")):
        page.goto(site + BRIEF + path)
        link = page.locator(".rests").get_by_role("link", name="Report an error")

        assert link.is_visible()
        assert report(link) == Report("harbour-barrier", number)
    context.close()


@pytest.mark.parametrize(
    ("words", "section", "sentence"),
    [
        (".what p", "What", "The council plans a barrier.[1] It costs 45\u202fmillion.[2]\u202f[3]"),
        (".questions li p", "Open questions", "Who pays for it?"),
        (".voice h3 ~ p:not(.role)", "Perspectives", "Fear for the fairway.[2]"),
        ("#s1 > :nth-child(2)", "Sources", "Harbour plan 2026: a barrier of 3 metres"),
        ("h1", "", "The harbour barrier"),
    ],
)
def test_selected_words_are_filled_in(page, site, words, section, sentence):
    """A link beside the selected words has them and the name of their section; it goes when they are not selected any more."""
    page.goto(site + BRIEF)
    chosen = page.locator(words).first
    select(page, words)
    link = page.locator("a.report")

    assert report(link) == Report("harbour-barrier", "3", section, sentence)
    assert abs(link.bounding_box()["y"] - chosen.bounding_box()["y"]) < 100

    select(page, "body", NOTHING)
    link.wait_for(state="detached")


def test_the_link_can_be_followed(page, site):
    """A press on it, however slow, keeps the words selected; before it is followed, no other host is called."""
    called: set[str] = set()
    page.on("request", lambda request: called.add(urlsplit(request.url).netloc))
    page.goto(site + BRIEF)
    page.locator(".what p").first.dblclick(position={"x": 80, "y": 12})
    link = page.locator(".report")
    link.wait_for()
    page.evaluate("addEventListener('click', (event) => { event.preventDefault(); window.followed = event.target.href })")
    link.click(delay=700)

    assert page.evaluate("window.followed") == link.get_attribute("href")
    assert page.evaluate("String(getSelection())").strip() in report(link).sentence
    assert called == {urlsplit(site).netloc}


def test_the_keyboard_reaches_the_link(page, site):
    """It comes after the words in the order of the page, and stays while it has the focus."""
    page.goto(site + BRIEF)
    select(page, ".what p")
    link = page.locator(".report")
    link.wait_for()
    page.locator(".what p a.c").last.focus()
    page.keyboard.press("Tab")

    assert link.evaluate("(link) => link === document.activeElement")

    select(page, "body", NOTHING)

    assert link.is_visible()


def test_long_words_are_cut(page, site):
    """An address stays below 2,000 characters, in any script, and no character is cut in two."""
    page.goto(site + BRIEF)
    for words in ("Long words. " * 400, "Hafenbehörde über " * 200, "防波堤が完成した。" * 200, "🌊" * 900):
        page.locator(".what p").first.evaluate("(element, words) => { element.textContent = words; }", words)
        select(page, ".what p")
        found = report(page.locator(".report"))

        assert len(page.locator(".report").get_attribute("href")) < 2000
        assert len(found.sentence) > 40
        assert words.startswith(found.sentence)
        select(page, "body", NOTHING)
        page.locator(".report").wait_for(state="detached")


@pytest.mark.parametrize("words", [".top .name", ".foot p", ".contents a"])
def test_only_words_of_the_brief_are_reported(page, site, words):
    """What is selected in the head, the foot or the contents of a page gets no link."""
    page.goto(site + BRIEF)
    select(page, words)

    assert page.locator(".report").count() == 0


@pytest.mark.parametrize("width", [390, 700, 1024, 1280])
def test_the_link_covers_no_text(chromium, site, width):
    """On a wide screen it is in the margin, or above the title; on a narrow one it lies at the bottom of the window."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.goto(site + BRIEF)
    for words in ("h1", ".what p", ".questions li p", ".voice h3 ~ p:not(.role)", ".tension p", "#s1 > :nth-child(2)"):
        select(tab, words)
        tab.locator(".report").wait_for()
        at, title, text = (tab.locator(one).bounding_box() for one in (".report", "h1", ".told"))
        if width < 1152:
            assert (at["x"], at["width"], at["y"] + at["height"]) == (0, width, 800)
        elif words == "h1":
            assert at["y"] + at["height"] <= title["y"]
        else:
            assert text["x"] + text["width"] < at["x"] < at["x"] + at["width"] <= width
        select(tab, "body", NOTHING)
        tab.locator(".report").wait_for(state="detached")
    context.close()


def test_on_a_phone_the_links_are_large_enough(chromium, site):
    """At the end of the brief and in its record, "Report an error" is 44 pixels high, and overlaps no other link."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(site + BRIEF)
    for links in (page.locator(".after a").all(), page.locator(".rests section > p > a").all()):
        boxes = sorted((link.bounding_box() for link in links), key=lambda box: box["y"])

        assert min(box["height"] for box in boxes) >= 44
        assert all(one["y"] + one["height"] <= other["y"] for one, other in pairwise(boxes))
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_link_is_for_everybody(chromium, site, scheme, width):
    """Axe accepts the page with the link; it is 44 pixels high, and does not make the page scroll sideways."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.goto(site + BRIEF)
    for words in (".what p", ".tension p", "#s1 > :nth-child(2)"):
        select(tab, words)
        tab.locator(".report").wait_for()
        found = Axe().run(tab).response["violations"]

        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert tab.locator(".report").bounding_box()["height"] >= 44
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        select(tab, "body", NOTHING)
        tab.locator(".report").wait_for(state="detached")
    context.close()
