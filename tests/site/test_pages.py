"""The plan of a site lists its files, and a change affects only the files that it must."""

from dataclasses import replace

import builders
import pytest
from analysed import plan_pages

from dateline.core.config import Feed
from dateline.core.errors import UsageError
from dateline.core.model import Correction, Page, Signal, Story
from dateline.core.publication import Publication
from dateline.site.chronicle import label_of_tag
from dateline.site.frame import Output
from dateline.site.pages import refuse_collisions
from dateline.site.theme import load_theme

THEME = load_theme()


def plan(*stories, **given) -> dict[str, Output]:
    return {one.path: one for one in plan_pages(Publication(builders.config(), stories, **given), THEME)}


def changed(before: dict[str, Output], after: dict[str, Output]) -> set[str]:
    return {path for path in after if path not in before or before[path].fingerprint != after[path].fingerprint}


def three(count: int = 3):
    return builders.dossier(*(builders.version(n) for n in range(1, count + 1)))


def test_every_address_of_a_story_is_planned():
    """A story with three versions has exactly the promised addresses, and nothing else below its own."""
    story = "stories/harbour-barrier"
    parts = ["", "v1/", "v2/", "v3/", "changes/", "changes/v2/", "changes/v3/", "history/", "sources/", "timeline/"]
    expected = {f"{story}/{part}index.html" for part in parts}
    expected |= {f"{story}/{name}" for name in ("v1.json", "v2.json", "v3.json", "atom.xml", "feed.json")}

    assert expected == {path for path in plan(three()) if path.startswith("stories/")}


def test_the_publications_own_pages_are_planned():
    """Besides the stories, there are the front page, lists, search, feeds, essays, pages and files for programs."""
    site = plan(
        three(), pages=(Page("about", "About", ""),), signals=(Signal(slug="essay", title="Essay", date="2026-05-01", body=""),)
    )
    expected = {"index.html", "questions/index.html", "voices/index.html", "search/index.html", "404.html", "about/index.html"}
    expected |= {
        "signals/index.html",
        "signals/essay/index.html",
        "atom.xml",
        "feed.json",
        "sitemap.xml",
        "robots.txt",
        "index.json",
    }
    expected |= {"llms.txt", ".nojekyll", "follow/index.html", "follow/feeds.opml"}

    assert expected <= set(site)


def test_a_story_without_a_version_has_no_page():
    """A story without a version adds no file to the site."""
    assert not [path for path in plan(replace(three(), versions=())) if path.startswith("stories/")]


def test_a_tag_has_a_page_with_its_stories():
    """Each tag of a story has an address at which the story is listed."""
    dossier = replace(three(), story=Story("The harbour barrier", tags=("floods",)))

    assert b"The harbour barrier" in plan(dossier)["tags/floods/index.html"].render()


@pytest.mark.parametrize(("tag", "label"), [("floods", "Floods"), ("open-weights", "Open weights"), ("eu", "EU"), ("ai", "AI")])
def test_a_tag_is_in_sentence_case(tag, label):
    """Readers see a tag as words with one capital letter; two letters are an abbreviation."""
    assert label_of_tag(tag) == label


def test_an_alias_redirects_to_the_story():
    """The address with an older slug redirects to the current one."""
    dossier = replace(three(), story=Story("The harbour barrier", aliases=("old-barrier",)))

    assert b'url=../harbour-barrier/index.html"' in plan(dossier)["stories/old-barrier/index.html"].render()


def test_a_new_version_touches_its_predecessor_and_no_older_page():
    """Filing version 4 changes the page of version 3, which links to it, and not those of 1 and 2."""
    touched = changed(plan(three(3)), plan(three(4)))

    assert "stories/harbour-barrier/v3/index.html" in touched
    assert not {path for path in touched if "/v2" in path or "/v1" in path}


def test_a_correction_touches_the_page_of_the_version_that_was_wrong():
    """A correction in version 4 of version 1 appears on the page of version 1, which is rendered again."""
    fourth = builders.version(4, corrections=(Correction(1, "2 metres", "3 metres"),))
    after = builders.dossier(*three().versions, fourth)

    assert "stories/harbour-barrier/v1/index.html" in changed(plan(three()), plan(after))
    assert b"3 metres" in plan(after)["stories/harbour-barrier/v1/index.html"].render()


def test_a_page_depends_on_its_own_part_of_the_ledger():
    """An item changes the pages of versions filed after it was collected, and no earlier ones."""
    counted = tuple(builders.version(n, items=n) for n in (1, 2, 3))
    items = [builders.item(key) for key in ("harbour-plan", "second", "third")]
    before = plan(builders.dossier(*counted, items=tuple(items)))
    items[1] = builders.item("second", copy_of="harbour-plan")
    touched = changed(before, plan(builders.dossier(*counted, items=tuple(items))))

    assert "stories/harbour-barrier/v2/index.html" in touched
    assert "stories/harbour-barrier/v1/index.html" not in touched


def test_another_storys_version_leaves_a_storys_pages_alone():
    """A new version of one story does not change the pages of another."""
    other = replace(three(1), slug="other")
    before, after = plan(three(), other), plan(three(), replace(three(2), slug="other"))

    assert not {path for path in changed(before, after) if path.startswith("stories/harbour-barrier")}


def test_capitals_alone_are_no_collision():
    """Names with capitals or accents are fine as long as no other name is the same without them."""
    refuse_collisions(["static/Logo.svg", "static/Übersicht.svg"])


@pytest.mark.parametrize("slug", ["search", "harbour"])
def test_two_pages_of_one_name_are_refused(slug):
    """Two pages whose addresses differ only in capitals stop the plan, even if one address is built in."""
    pages = (Page(slug, "A", ""), Page("Harbour", "B", ""))
    with pytest.raises(UsageError, match="the same address"):
        plan(pages=pages)


def test_the_same_publication_renders_the_same_bytes_twice():
    """Two plans of one publication give the same files, byte for byte."""
    first, second = plan(three()), plan(three())

    assert {path: one.render() for path, one in first.items()} == {path: one.render() for path, one in second.items()}


def test_what_was_saved_counts_for_the_feed_that_holds_it():
    """An item from an outlet that came by one of our feeds belongs to that feed."""
    config = builders.config(feeds=(Feed("saved", "Saved by the desk", path="saved"),))
    saved = builders.dossier(items=(builders.item(feed="The Quay Letter via Saved by the desk"),))
    held = Publication(config, (saved,), (Page("about", "About", ""),))

    pages = {one.path: one.render().decode() for one in plan_pages(held, THEME)}

    assert 'data-label="Items" class="r">1</td>' in pages["about/index.html"]


def test_the_about_page_tells_what_is_followed():
    """About lists each feed of the settings with its items and the day of the latest; another page lists none."""
    config = builders.config(feeds=(Feed("wire", "Harbour Wire", path="a.xml"), Feed("quay", path="b.xml")))
    held = Publication(config, (builders.dossier(),), (Page("about", "About", ""), Page("method", "Method", "")))

    pages = {one.path: one.render().decode() for one in plan_pages(held, THEME)}

    text = " ".join(pages["about/index.html"].split())
    assert '<bdi>Harbour Wire</bdi></th><td data-label="Items" class="r">1</td><td data-label="Last item">2026-05-24</td>' in text
    assert '<bdi>quay</bdi></th><td data-label="Items" class="r">0</td><td data-label="Last item">none yet</td>' in text
    assert "Harbour Wire" not in pages["method/index.html"]
