"""A reader searches briefs, essays and pages, narrows what was found, and can do so from a folder too."""

import re
from pathlib import Path
from urllib.parse import urlencode

import builders
import pytest
import sample
from analysed import plan_pages
from browser.test_reading import BRIEF

from dateline.core.model import Page
from dateline.core.publication import Publication
from dateline.site import searchable
from dateline.site.files import write_site
from dateline.site.theme import load_theme

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def large_folder(folder: Path) -> Path:
    """The site as it is built if it has very many texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searchable, "MOST", 1)
        write_site(plan_pages(sample.publication(), load_theme()), folder.parent / "large")
    return folder.parent / "large"


@pytest.fixture
def large(site: str, large_folder: Path) -> str:
    """The address of that site."""
    return site.replace("/record/", f"/{large_folder.name}/")


def test_the_slash_key_leads_to_the_search(page, site):
    """Typing / anywhere, then a word, finds passages that link to their section."""
    page.goto(site + BRIEF)
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    page.locator("#q:focus").wait_for()
    page.keyboard.type("barrier")
    page.locator(".found li").first.wait_for()

    assert page.locator("[role=status]").inner_text().endswith("passages")
    assert page.locator(".found a").first.get_attribute("href") == "../stories/harbour-barrier/index.html#what"


def test_a_search_that_finds_nothing_says_so(page, site):
    """If no passage has the words, a sentence says so, and the page is not empty."""
    page.goto(site + "search/?q=zebra")
    page.get_by_text("No passage has all of these words.").wait_for()


def test_a_search_stands_in_the_address(page, site):
    """Whoever follows a passage and goes back finds the search as it was; quotation marks make no difference."""
    page.goto(site + "search/")
    page.keyboard.type("“barrier”")
    page.locator(".found a").first.click()
    page.wait_for_url("**/stories/**")
    page.go_back()
    page.locator(".found li").first.wait_for()

    assert page.locator("#q").input_value() == "“barrier”"


def test_essays_and_pages_are_found(page, site):
    """What an essay or a page says is found with its kind, or with the heading above it."""
    page.goto(site + "search/?q=essay")
    page.locator(".found li").first.wait_for()

    assert page.locator(".found a").get_attribute("href") == "../signals/water/index.html"
    assert page.locator(".found .soft").inner_text() == "Signal"


def test_a_search_is_narrowed(page, site):
    """Kind, tag and outlet narrow what was found; the choice stands in the address, and is there again after a reload."""
    page.goto(site + "search/?q=quay")
    page.locator(".found li").first.wait_for()
    told = page.locator("[role=status]").inner_text()
    page.get_by_label("Tag").select_option("Floods")
    page.wait_for_url("**tags=Floods*")

    assert page.locator("[role=status]").inner_text() != told
    assert set(page.locator(".found a").all_inner_texts()) == {"The harbour barrier"}

    page.reload()
    page.locator(".found li").first.wait_for()

    assert page.get_by_label("Tag").input_value() == "Floods"
    assert set(page.locator(".found a").all_inner_texts()) == {"The harbour barrier"}


def test_choices_are_offered_where_something_was_searched(page, site):
    """Without words nothing can be chosen."""
    page.goto(site + "search/")
    page.locator("#q:focus").wait_for()

    assert not page.get_by_label("Kind").is_visible()

    page.keyboard.type("quay")
    page.locator(".found li").first.wait_for()

    assert page.get_by_label("Kind").is_visible()


def test_a_folder_is_searched(page, folder: Path):
    """Opened from disk, the page finds sections of briefs, under its strict policy and without a complaint of the browser."""
    page.goto((folder / "search/index.html").as_uri() + "?q=barrier")
    page.locator(".found li").first.wait_for()

    assert page.locator(".found a").first.get_attribute("href") == "../stories/harbour-barrier/index.html#what"
    page.locator(".found a").first.click()
    page.wait_for_url("**/index.html#what")


def test_a_lost_script_leaves_the_list(chromium, site):
    """If the words cannot be loaded, the stories that the page lists are searched, and the page says so."""
    page = chromium.new_page()
    page.route("**/words.js", lambda route: route.abort())
    page.goto(site + "search/?q=ferry")
    page.locator(".found li").first.wait_for()

    assert page.locator(".found a").all_inner_texts() == ["The ferry"]
    lost = "The texts could not be loaded, so only the list of stories was searched."
    assert page.locator("[role=status]").inner_text() == f"1 passage · {lost}"
    page.close()


def test_pagefind_finds_sections(page, large):
    """A large site is searched by Pagefind without loading all words; a passage links to its section, and is marked."""
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url.removeprefix(large)))
    page.goto(large + "search/?q=barrier")
    page.locator(".found li").first.wait_for()

    assert "search/words.js" not in called
    assert "../stories/harbour-barrier/index.html#what" in page.locator(".found a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert page.locator(".found mark").first.inner_text().casefold().strip(".,") == "barrier"
    assert page.locator(".found p").nth(1).inner_text().startswith("The council plans"), "without the heading, which stands above"
    assert re.fullmatch(r"\d+ texts?", page.locator("[role=status]").inner_text())


def test_what_pagefind_finds_is_narrowed(page, large):
    """Essays and pages are found too, and a kind leaves only its own."""
    page.goto(large + "search/?q=essay")
    page.locator(".found li").first.wait_for()

    assert page.locator(".found a").first.get_attribute("href") == "../signals/water/index.html"

    page.get_by_label("Kind").select_option("Brief")
    page.get_by_text("No passage that you chose has all of these words.").wait_for()


def test_a_large_site_is_searched_in_a_folder(page, large_folder: Path):
    """Pagefind cannot be loaded from disk; then all words are."""
    page.goto((large_folder / "search/index.html").as_uri() + "?q=barrier")
    page.locator(".found li").first.wait_for()

    assert page.locator("[role=status]").inner_text().endswith("passages")


def test_if_pagefind_is_lost_all_words_are_loaded(chromium, large):
    """A browser without WebAssembly, or a host without one of the files, finds as much."""
    page = chromium.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(large + "search/?q=barrier")
    page.locator(".found li").first.wait_for()

    assert page.locator("[role=status]").inner_text().endswith("passages")
    page.close()


TEXTS = {
    "closed": "The tidal-barrier is closed.",
    "open": "The tidal barrier is open.",
    "dear": "A barrier is dear. The basin is tidal, and “the tide” comes — twice.",
}


@pytest.fixture(scope="session", params=[300, 1], ids=["small", "large"])
def tidal_folder(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A site with pages that differ in a hyphen and in the order of words, searched whole and by Pagefind."""
    pages = tuple(Page(name, name.capitalize(), text) for name, text in TEXTS.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searchable, "MOST", request.param)
        made = folder.parent / f"tidal-{request.param}"
        write_site(plan_pages(Publication(builders.config(), pages=pages), load_theme()), made)
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("barrier tidal", {"Closed", "Open", "Dear"}),
        ("tidal-barrier", {"Closed", "Open", "Dear"}),
        ('"tidal barrier"', {"Closed", "Open"}),
        ("“tidal-barrier”", {"Closed", "Open"}),
        ("„barrier is“ «tidal barrier» open", {"Open"}),
        ('"barrier is" dear', {"Dear"}),
        ('"tidal barrier', {"Closed", "Open", "Dear"}),
        ('"barrier" ""', {"Closed", "Open", "Dear"}),
        ('"barrier tidal"', set()),
        ("comes–twice", {"Dear"}),
        ('"the tide comes"', {"Dear"}),
    ],
)
def test_words_and_phrases_are_found(page, site, tidal_folder, typed, found):
    """All words, in any order, and phrases as they stand; a hyphen separates words, in what is typed and in what is searched."""
    page.goto(f"{site.replace('/record/', f'/{tidal_folder.name}/')}search/?{urlencode({'q': typed})}")
    page.locator("[role=status]:not(:empty)").wait_for()

    assert set(page.locator(".found a").all_inner_texts()) == found


def test_a_phrase_is_marked(page, site, tidal_folder):
    """It is marked where it stands, with a hyphen or without."""
    page.goto(f"{site.replace('/record/', f'/{tidal_folder.name}/')}search/?q=%22tidal+barrier%22")
    page.locator(".found li").first.wait_for()

    marked = {re.sub(r"\W+", " ", " ".join(one.locator("mark").all_inner_texts())) for one in page.locator(".found li").all()}
    assert marked == {"tidal barrier"}
