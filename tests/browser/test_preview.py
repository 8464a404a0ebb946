"""An open page follows the work on it: it reloads after a change and shows errors, and nothing of this is in the site's files."""

from contextlib import closing

import pytest
from serving import Serving

from dateline.core import layout
from dateline.flows.start import start

pytestmark = pytest.mark.browser

SITE = "content/site.yaml"
VERSION = "stories/tidal-barrier/v001.yaml"
BRIEF = "stories/tidal-barrier/"
TITLE = "waits for a bearing"


@pytest.fixture
def root(tmp_path):
    start(tmp_path / "example", example=True)
    return (tmp_path / "example").resolve()


@pytest.fixture
def serving(root):
    with closing(Serving(root)) as running:
        yield running


def test_a_page_reloads_where_the_reader_is(serving, page):
    """After a change, the open page shows it, and stays scrolled to where it was."""
    page.goto(serving.address + BRIEF)
    page.evaluate("scrollTo(0, 300)")

    serving.edit(SITE, "The Saltmere Record", "The Saltmere Herald")

    page.get_by_role("banner").get_by_text("The Saltmere Herald").wait_for()
    page.evaluate("new Promise(done => scrollY ? done() : addEventListener('scroll', done, { once: true }))")
    assert page.evaluate("scrollY") == 300


def test_errors_are_shown_until_they_are_corrected(serving, page, root):
    """The bar shows the file, the line and the message of each error, and goes when there is none any more."""
    page.goto(serving.address + BRIEF)
    bar = page.get_by_role("alert")

    serving.edit(VERSION, "[@closing-test", "[@nobody-said-so")
    bar.get_by_text(f"{VERSION}:").wait_for()
    assert page.get_by_role("heading", name=TITLE, level=1).is_visible()
    serving.edit(SITE, "title: ", "titel: ")
    bar.get_by_text(f"{SITE}:").wait_for()

    serving.edit(SITE, "titel: ", "title: ")
    bar.get_by_text(f"{VERSION}:").wait_for()
    serving.edit(VERSION, "[@nobody-said-so", "[@closing-test")
    bar.wait_for(state="detached")
    assert not any(b"preview.js" in path.read_bytes() for path in (root / layout.PREVIEW).rglob("*") if path.is_file())


def test_warnings_are_folded_away(serving, page):
    """The bar with warnings is folded until somebody opens it, and stays open after a reload; errors take its place."""
    page.goto(serving.address + BRIEF)
    serving.edit(VERSION, "what: |\n", "what: |\n  It cost 987 million euros.\n")

    bar = page.get_by_text("Warnings of dateline check")
    bar.wait_for()
    assert not page.get_by_text(f"{VERSION}:").is_visible()
    bar.click()
    page.get_by_text(f"{VERSION}:").wait_for()
    serving.edit(SITE, "The Saltmere Record", "The Saltmere Herald")
    page.get_by_role("banner").get_by_text("The Saltmere Herald").wait_for()
    page.get_by_text(f"{VERSION}:").wait_for()

    serving.edit(SITE, "title: ", "titel: ")
    page.get_by_role("alert").wait_for()
    assert bar.count() == 0


def test_an_error_is_text(serving, page):
    """What an error quotes from a file is shown as it is, not as markup."""
    page.goto(serving.address)

    serving.edit(SITE, "title: ", "<b>bold</b>: x\ntitle: ")

    page.get_by_role("alert").get_by_text("<b>bold</b>").wait_for()


def test_a_page_that_was_opened_too_early_comes_by_itself(root, chromium):
    """A page that is opened while there is no site yet shows the errors, and the site as soon as it is built."""
    text = (root / SITE).read_text(encoding="utf-8")
    (root / SITE).write_text("title: [", encoding="utf-8")
    with closing(Serving(root)) as serving, closing(chromium.new_page()) as page:
        page.goto(serving.address)
        page.get_by_role("alert").get_by_text(SITE).wait_for()

        serving.write(SITE, text)

        page.get_by_role("heading", name=TITLE).wait_for()


def test_many_tabs_stay_usable(serving, page):
    """Hidden tabs do not listen, so any number of them can be open; when one is looked at again, it is brought up to date."""
    context = page.context
    context.add_init_script("Object.defineProperty(document, 'hidden', { get: () => !window.looked, configurable: true })")
    tabs = [context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(serving.address + BRIEF)

    serving.edit(VERSION, TITLE, "is open")
    tabs[0].evaluate("window.looked = true; document.dispatchEvent(new Event('visibilitychange'))")

    tabs[0].get_by_role("heading", name="is open", level=1).wait_for()
    assert tabs[1].get_by_role("heading", name=TITLE, level=1).is_visible()
