"""The lists of events and of sources are filtered by plain links, without a script and from a folder."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import builders
import pytest
from analysed import plan_pages
from chromium import PATIENCE

from dateline.core.model import Event
from dateline.core.publication import Publication
from dateline.site.files import write_site
from dateline.site.theme import load_theme

pytestmark = pytest.mark.browser

EVENTS = (
    Event("2026-03-06", "The first gate is shut [@a]."),
    Event("2026-04-14", "The second gate is shut [@a]."),
    Event("2026-05-02", "The third gate opens [@b]."),
)
FOLDER = "stories/harbour-barrier/"
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A story with events of two outlets, in a folder."""
    sources = (builders.source(), builders.source("a"), builders.source("b", feed="Coast Wire"))
    version = builders.version(1, timeline=EVENTS, sources=sources)
    root: Path = tmp_path_factory.mktemp("lists")
    write_site(plan_pages(Publication(builders.config(), (builders.dossier(version),)), load_theme()), root)
    return f"file://{root}/{FOLDER}"


@pytest.fixture
def plain(chromium: Any) -> Iterator[Any]:
    """A narrow tab without JavaScript."""
    context = chromium.new_context(viewport=NARROW, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def shown(tab: Any, rows: str) -> list[str]:
    return [one.inner_text() for one in tab.locator(rows).all() if one.is_visible()]


def test_a_filter_shows_only_its_events(plain, lists):
    """A link shows the events of an outlet, without the heads of empty months; another shows all again."""
    plain.goto(f"{lists}timeline/index.html")
    assert len(shown(plain, ".rail > li")) == 3

    plain.get_by_role("link", name="Harbour Wire").click()
    assert ["shut" in row for row in shown(plain, ".rail > li")] == [True, True]
    assert shown(plain, "section h2") == ["APRIL 2026", "MARCH 2026"]

    plain.get_by_role("link", name="All 3").click()
    assert len(shown(plain, ".rail > li")) == 3


def test_the_chosen_filter_is_the_current_one(page, lists):
    """A screen reader hears which filter is chosen; without a choice, it is the one for everything."""
    page.goto(f"{lists}timeline/index.html")
    current = page.locator(".by [aria-current]")
    assert current.all_inner_texts() == ["All 3"]

    page.get_by_role("link", name="Harbour Wire").click()
    page.locator("#of-harbour-wire[aria-current]").wait_for()
    assert current.all_inner_texts() == ["Harbour Wire 2"]


def test_an_event_that_is_gone_is_said_to_be(page, lists):
    """The timeline says that it does not have the event that a link leads to."""
    page.goto(f"{lists}timeline/index.html#e-deadbeef")

    assert page.get_by_role("status").inner_text() == "This passage is not on this page. See the history."


def test_a_filter_shows_only_its_sources(plain, lists):
    """The same links stand on the page of sources."""
    plain.goto(f"{lists}sources/index.html#of-harbour-wire")

    assert len(shown(plain, ".list > li")) == 2


def test_filters_are_large_enough_to_touch(plain, lists):
    """Each is 44 pixels high, and the row scrolls instead of the page."""
    plain.goto(f"{lists}timeline/index.html")

    assert min(one.bounding_box()["height"] for one in plain.locator(".by a").all()) >= 44
    assert plain.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_the_letters_of_the_picture_keep_their_size(plain, lists):
    """However narrow the page, a label is 13 pixels high, lies within the picture, and touches no other."""
    plain.goto(f"{lists}timeline/index.html")
    labels = [one.bounding_box() for one in plain.locator(".times text").all()]

    assert labels
    assert plain.locator(".times text").first.evaluate("one => getComputedStyle(one).fontSize") == "13px"
    ends = sorted((one["x"], one["x"] + one["width"]) for one in labels)
    assert ends[0][0] >= 19
    assert ends[-1][1] <= 301
    assert all(right < left for (_, right), (left, _) in pairwise(ends))
