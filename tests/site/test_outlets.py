"""The page of outlets says whom all stories rely on."""

import builders
import html5lib
import pytest
from analysed import chronicle, plan_pages

from dateline.core.model import Dossier, Page, Story, Tombstone, Withdrawn
from dateline.core.publication import Publication
from dateline.site import outlets_page
from dateline.site.outlet_rows import OutletRow, outlets
from dateline.site.theme import load_theme

THEME = load_theme()
GONE = Tombstone(1, 1, Withdrawn("2026-05-09", "A court ordered it.", f"sha256:{0:064}"))


def story(slug: str, feed: str = "Harbour Wire") -> Dossier:
    sources = (builders.source(feed=feed, evidence="headline"),)
    version = builders.version(1, title=f"Story {slug}", sources=sources, items=2)
    return builders.dossier(
        version, slug=slug, story=Story(slug), items=(builders.item(), builders.item("b", copy_of="harbour-plan"))
    )


def built(*stories: Dossier, **given: object) -> dict[str, str]:
    publication = Publication(builders.config(), stories, **given)  # type: ignore[arg-type]
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if one.path.endswith(".html")}


def text(shown: str) -> str:
    main = html5lib.parse(shown, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def test_a_story_counts_what_rests_on_each_outlet():
    """Sentences, sources, headlines and copies are counted in the newest version; a withdrawn story relies on nobody."""
    assert outlets(chronicle(story("a"))) == [OutletRow("Harbour Wire", 1, 5, 1, 1)]
    assert outlets(chronicle(builders.dossier(slug="b", versions=(), tombstones=(GONE,)))) == []


def test_the_outlets_of_all_stories_are_listed_by_weight():
    """An outlet is listed once, with its stories, and those whose outlet is not known are counted."""
    site = built(story("a"), story("b"), story("c", feed="Coast Wire"), story("d", feed="reactive:d"))
    shown = text(site["outlets/index.html"])

    assert "2 outlets in the newest versions of all stories." in shown
    assert "The outlet of 1 source is not recorded." in shown
    assert (
        "Harbour Wire 10 sentences rest on it · 2 sources · 2 known by headline only · 2 copies In Story a 5, Story b 5" in shown
    )
    assert shown.index("Harbour Wire") < shown.index("Coast Wire")
    assert 'href="../stories/a/sources/index.html"' in site["outlets/index.html"]


def test_long_lists_go_on(monkeypatch: pytest.MonkeyPatch):
    """More outlets than a page lists are on numbered pages, and more stories than a row names are counted."""
    monkeypatch.setattr(outlets_page, "OUTLETS", 1)
    monkeypatch.setattr(outlets_page, "MOST_STORIES", 1)
    site = built(story("a"), story("b"), story("c", feed="Coast Wire"))

    assert "Story a 5, 1 more" in text(site["outlets/index.html"])
    assert "Coast Wire" in site["outlets/page/2/index.html"]


def test_the_publications_own_words_stand_above_the_list():
    """A page in Markdown with this address is the introduction, and no second file at the address."""
    page = Page("outlets", "Whom we rely on", "We pay for *two* wires.", "Our wires.")
    shown = built(story("a"), pages=(page,))["outlets/index.html"]

    assert "Whom we rely on" in text(shown)
    assert shown.index("<em>two</em>") < shown.index('<ol class="outlets">')


def test_an_empty_page_says_what_will_be_there():
    """A publication without stories has the page all the same."""
    assert "Outlets appear here when a version cites their reports." in built()["outlets/index.html"]
