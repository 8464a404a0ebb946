"""A reader follows citations, searches, changes the colours and returns, by keyboard or touch, and contacts no other host."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser.conftest import WIDE
from chromium import PATIENCE

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "questions/",
    "voices/",
    "outlets/",
    "corrections/",
    "search/",
    "follow/",
    "signals/",
    "signals/water/",
    "daily/",
    "daily/2026-05-02/",
    "daily/week/2026-18/",
    "methodology/",
    "tags/floods/",
    "404.html",
    *(
        f"stories/harbour-barrier/{part}"
        for part in ("", "v1/", "v2/", "history/", "changes/", "changes/v2/", "changes/v3/", "timeline/", "sources/")
    ),
)
BRIEF = "stories/harbour-barrier/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def plain(chromium: Any) -> Iterator[Any]:
    """A tab without JavaScript."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_without_script_a_citation_leads_to_its_source_and_back(plain, site):
    """With JavaScript off, following [1] leads to the entry in Sources, and its back link to the citing passage."""
    plain.goto(site + BRIEF)
    plain.locator("#narrative ~ p a[role=doc-noteref]").first.click()
    plain.wait_for_url("**#s1")

    plain.locator("#s1 a", has_text="Narrative").click()
    plain.wait_for_url("**#s-*")


def test_without_script_every_story_is_listed_on_the_search_page(plain, site):
    """With JavaScript off, the search page shows all stories instead of a form that cannot work."""
    plain.goto(site + "search/")

    assert plain.locator(".stories h2").all_inner_texts() == ["The harbour barrier", "The ferry"]
    assert not plain.locator("form.search").is_visible()


def test_a_citation_opens_a_card_and_escape_gives_the_place_back(page, site):
    """Enter on a citation shows what is known about the source; Escape hides it and returns the focus to where it was."""
    page.goto(site + BRIEF)
    citation = page.locator("a.c[href='#s1']").first
    citation.focus()
    page.keyboard.press("Enter")
    card = page.locator("#card")
    card.wait_for()

    assert "Harbour plan 2026: a barrier of 3 metres" in card.inner_text()
    assert all(one in card.inner_text() for one in ("a barrier of 3 metres", "Harbour Wire", "14 April", "2 copies", "Excerpt"))
    assert citation.get_attribute("aria-expanded") == "true"

    page.keyboard.press("Escape")
    card.wait_for(state="hidden")

    assert citation.evaluate("link => link === document.activeElement")


def test_a_card_stays_on_a_phones_screen(page, site):
    """No citation of a brief opens a card that extends beyond a phone's screen on the left or right."""
    page.set_viewport_size(PHONE)
    page.goto(site + BRIEF)
    for citation in page.locator("a.c").all():
        citation.click()
        box = page.locator("#card").bounding_box()
        page.keyboard.press("Escape")

        assert 0 <= box["x"] <= PHONE["width"] - box["width"]


def test_the_chosen_colours_are_kept(page, site):
    """Dark colours chosen on one page are kept on the next."""
    page.goto(site)
    page.get_by_role("button", name="Switch to dark colours").click()
    page.goto(site + BRIEF)

    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 20, 17)"


def test_what_is_new_since_the_last_visit_is_marked(page, site):
    """A reader who returns sees which sentences are newer than the version they last read, and how many."""
    page.goto(site)
    page.evaluate("localStorage.setItem('dateline.seen.harbour-barrier', '2')")
    page.goto(site + BRIEF)

    assert "You last read version 2:" in page.locator(".visit").inner_text()
    assert page.locator(".visit b").inner_text() == "1 new sentence"
    assert page.locator(".unseen").all_inner_texts() == ["It costs 45\u202fmillion.\u2060[2]\u202f[3]"]


def test_the_address_bar_shows_the_canonical_address(page, site):
    """A page opened by its file name shows the address to share, with its fragment."""
    page.goto(site + BRIEF + "index.html#narrative")

    page.wait_for_url(site + BRIEF + "#narrative")


def test_the_keyboard_skips_to_the_text(page, site):
    """The first Tab on a page reaches a link that moves the focus past the navigation."""
    page.goto(site + BRIEF)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_no_page_calls_another_host(page, site):
    """Reading every kind of page, and searching, sends requests only to the site's own host."""
    called: set[str] = set()
    page.on("request", lambda request: called.add(urlsplit(request.url).netloc))
    for path in PAGES:
        page.goto(site + path)
    page.goto(site + "search/?q=barrier")
    page.locator(".found li").first.wait_for()

    assert called == {urlsplit(site).netloc}


def test_the_site_works_from_a_folder(page, folder: Path):
    """Opened from disk, without a server, the pages have their colours and their links work."""
    page.goto((folder / "index.html").as_uri())
    page.locator(".stories h2 a").first.click()
    page.get_by_role("link", name="history", exact=True).click()
    page.wait_for_url("**/history/index.html")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 246)"


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_nothing_scrolls_sideways(page, site, width):
    """From 320 to 1280 pixels, no page is wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(site + path)

        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_no_letter_is_smaller_than_13_pixels(page, site):
    """On a phone, no visible text on any page is smaller than 13 CSS pixels."""
    page.set_viewport_size(PHONE)
    smaller = """[...document.querySelectorAll('body *')].filter(e => parseFloat(getComputedStyle(e).fontSize) < 13
        && getComputedStyle(e).fontSize !== '0px'
        && e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => e.outerHTML)"""
    for path in PAGES:
        page.goto(site + path)

        assert page.evaluate(smaller) == [], path


def test_a_wide_table_scrolls_inside_itself(page, site):
    """On a phone, the page of a text stays as wide as the screen, and the table keeps its head."""
    page.set_viewport_size(PHONE)
    page.goto(site + "methodology/")
    page.evaluate("""for (const row of document.querySelectorAll('.markdown tr')) for (let i = 0; i < 9; i++)
        row.append(Object.assign(row.lastElementChild.cloneNode(), { textContent: 'measurement' }))""")
    table = page.locator(".markdown table")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    assert table.locator("thead").bounding_box()["height"] > 0
    assert table.locator("thead").evaluate("one => getComputedStyle(one).clipPath") == "none"


def test_the_way_back_stands_on_the_line_of_the_brief(page, site):
    """On a phone, a source's places in an essay follow the name of its brief, and do not begin a line."""
    page.set_viewport_size(PHONE)
    page.goto(site + "signals/water/")
    page.locator(".sources div bdi").first.evaluate("one => one.textContent = 'The barrier at the mouth of the river, version 1'")

    assert page.locator(".sources div").first.evaluate("""one => {
        const range = document.createRange();
        range.selectNodeContents(one.querySelector('a').nextSibling);
        const lines = [...one.querySelector('a').getClientRects()];
        return lines.length > 1 && Math.abs(lines.at(-1).bottom - range.getClientRects()[0].bottom) < 4
    }""")


def test_the_form_posts_where_the_settings_say(plain, site):
    """Without a script too, a reader's address goes to the service with the hidden fields, by keyboard, and nowhere else."""
    posted = []

    def taken(route: Any) -> None:
        posted.append((route.request.method, route.request.post_data))
        route.fulfill(status=200, content_type="text/html", body="<p>Thank you.</p>")

    plain.route("https://mail.example/**", taken)
    plain.goto(site)
    field = plain.get_by_label("Get the changes by email")
    assert field.get_attribute("autocomplete") == "email"
    field.fill("not an address")
    field.press("Enter")
    assert posted == []
    field.fill("reader@example.org")
    field.press("Enter")
    plain.get_by_text("Thank you.").wait_for()

    assert posted == [("POST", "list=record+%26+more&email=reader%40example.org")]
