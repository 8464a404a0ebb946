"""A feed has each version once, with a permanent id and the version's own time."""

import json
from dataclasses import replace
from itertools import pairwise

import builders
import feedparser
import sample
from analysed import plan_pages

from dateline.core.config import Feed
from dateline.core.model import KeyFigure
from dateline.core.publication import Publication
from dateline.site.atom import MOST_ENTRIES
from dateline.site.theme import load_theme

THEME = load_theme()


def built(publication: Publication | None = None) -> dict[str, bytes]:
    wanted = (".xml", ".json", ".opml", ".txt")
    return {one.path: one.render() for one in plan_pages(publication or sample.publication(), THEME) if one.path.endswith(wanted)}


def test_each_feed_is_atom_that_a_reader_takes():
    """Every feed is valid, with the parts that Atom requires, unique ids and absolute addresses."""
    for path, data in built().items():
        if not path.endswith("atom.xml"):
            continue
        feed = feedparser.parse(data)
        links = [link for one in (feed.feed, *feed.entries) for link in one.links]

        assert (feed.bozo, feed.version) == (False, "atom10"), path
        assert all(feed.feed.get(name) for name in ("id", "title", "updated", "author"))
        assert {"self", "alternate"} <= {link.rel for link in feed.feed.links}
        assert all(link.href.startswith("https://example.org/record/") for link in links)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0
        assert all(entry.get(name) for entry in feed.entries for name in ("id", "title", "updated", "published"))


def test_an_entry_says_what_changed_and_who_wrote_it():
    """An entry has the version's title, permanent id, changes, authorship and a link to the redline."""
    entry = feedparser.parse(built()["stories/harbour-barrier/atom.xml"]).entries[1]

    assert entry.title == "The harbour barrier (version 2)"
    assert entry.id == "tag:example.org,2026-05-02:record/stories/harbour-barrier/v2/"
    assert "The cost is told." in entry.content[0].value
    said = "<p><strong>Not reviewed by a person</strong>. Drafted by a language model (a-model) from its sources.</p>"
    assert entry.content[0].value.startswith(said)
    assert 'href="https://example.org/record/stories/harbour-barrier/changes/v2/"' in entry.content[0].value


def test_an_entry_has_the_lines_of_the_change_card():
    """After the writer's sentence stand the lines of the card, in plain HTML, in both forms of the feed."""
    first = builders.version(1, figures=(KeyFigure("cost", "Cost <1>", "40 million euros", ("harbour-plan",)),))
    second = replace(first, version=2, published="2026-05-02T11:30:00Z", changes="The cost rose.")
    second = replace(second, figures=(replace(first.figures[0], value="45 million euros"),))
    outputs = built(Publication(builders.config(), (builders.dossier(first, second),)))
    expected = (
        "<p><strong>What changed.</strong> The cost rose.</p>\n<ul>\n"
        "<li>Cost &lt;1&gt;: 40 <i>→</i> <b>45\u202fmillion euros</b></li>\n</ul>\n<p>The council plans"
    )

    assert expected in feedparser.parse(outputs["stories/harbour-barrier/atom.xml"]).entries[0].content[0].value
    assert expected in json.loads(outputs["feed.json"])["items"][0]["content_html"]
    assert "<ul>" not in json.loads(outputs["feed.json"])["items"][1]["content_html"]


def test_a_corrections_entry_says_what_was_wrong_and_since_when():
    """An entry names the versions that were wrong, what they said, what is right, why, and how long it stood."""
    content = feedparser.parse(built()["stories/harbour-barrier/atom.xml"]).entries[1].content[0].value

    assert (
        "<li>Correction to version 1. Was: <del>The quay floods.</del> Now: The quay flooded once. A title was cut off."
        " First told on 1 May 2026. Found after 1 day.</li>" in content
    )
    assert "<li>Corrected:" not in content


def test_the_newest_version_comes_first():
    """The publication's feed has every version of every story, latest first."""
    dates = [entry.published for entry in feedparser.parse(built()["atom.xml"]).entries]

    assert len(dates) == 4
    assert all(later >= earlier for later, earlier in pairwise(dates))


def test_a_minor_version_is_no_news():
    """A version that changes only the wording is in no feed, and no list calls the story changed; its page is there."""
    versions = (
        builders.version(1),
        builders.version(2, changes="The gate moved."),
        builders.version(3, kind="minor", changes="A comma."),
    )
    ferry = builders.dossier(builders.version(1, published="2026-05-02T12:30:00Z"), slug="ferry")
    publication = Publication(builders.config(), (builders.dossier(*versions), ferry))
    outputs = built(publication)
    front = {one.path: one.render() for one in plan_pages(publication, THEME) if one.path.endswith("index.html")}

    for path in ("atom.xml", "stories/harbour-barrier/atom.xml", "feed.json"):
        assert b"version 2)" in outputs[path]
        assert b"version 3)" not in outputs[path]
        assert b"2026-05-03" not in outputs[path]
    assert b"changes/v2/index.html" in front["index.html"]
    assert front["index.html"].index(b"stories/ferry/") < front["index.html"].index(b"stories/harbour-barrier/")
    assert b'<span class="chip">minor</span>' in front["stories/harbour-barrier/v3/index.html"]
    assert b'"kind":"minor"' in outputs["stories/harbour-barrier/v3.json"]


def test_a_long_story_tells_its_newest_versions():
    """A feed has a limited number of entries; the oldest versions are left out."""
    long = builders.dossier(*(builders.version(n, published=f"2026-05-01T11:{n:02d}:00Z") for n in range(1, MOST_ENTRIES + 3)))
    entries = feedparser.parse(built(Publication(builders.config(), (long,)))["atom.xml"]).entries

    assert len(entries) == MOST_ENTRIES
    assert entries[0].title.endswith(f"(version {MOST_ENTRIES + 2})")


def test_a_publication_without_a_story_has_an_empty_feed():
    """Before the first version, the feed is valid and has no entries."""
    data = built(Publication(builders.config()))["atom.xml"]

    assert (feedparser.parse(data).bozo, feedparser.parse(data).entries) == (False, [])


def test_the_json_feed_tells_the_same_entries():
    """The JSON Feed has the ids and addresses of the Atom feed, in the same order."""
    feed = json.loads(built()["feed.json"])
    atom = feedparser.parse(built()["atom.xml"])

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]
    assert [item["url"] for item in feed["items"]] == [entry.link for entry in atom.entries]


def test_a_version_as_data_carries_its_numbers_and_its_making():
    """The JSON of a version gives each source's number and evidence, its review and its address."""
    data = json.loads(built()["stories/harbour-barrier/v2.json"])

    assert data["numbers"] == {"harbour-plan": 1, "barrier-cost": 2, "quay-flood": 3}
    assert data["reviewed"] == "Not reviewed by a person"
    assert data["url"] == "https://example.org/record/stories/harbour-barrier/v2/"
    assert data["sources"]["barrier-cost"]["evidence"] == "headline"


def test_programs_can_read_in_a_feed_who_reviewed():
    """An Atom entry has categories for the review and IPTC's term; an item of JSON Feed has both as the version's data do."""
    entry, old = feedparser.parse(built()["stories/harbour-barrier/atom.xml"]).entries[:2]
    items = json.loads(built()["feed.json"])["items"]
    scheme = "tag:example.org,2026:record/review"

    assert ("edited", scheme, "Reviewed and edited by Ada Byron on 3 May 2026") in [
        (one.term, one.scheme, one.label) for one in entry.tags
    ]
    assert [(one.term, one.label) for one in old.tags if one.scheme == scheme] == [("unreviewed", "Not reviewed by a person")]
    assert "trainedAlgorithmicMedia" in [one.term for one in old.tags if "iptc" in (one.scheme or "")]
    assert {one["url"]: one["_dateline"]["review"] for one in items}[entry.link] == {
        "by": "Ada Byron",
        "on": "2026-05-03",
        "kind": "edited",
    }
    for item in items:
        data = json.loads(built()[item["url"].removeprefix("https://example.org/record/").rstrip("/") + ".json"])
        assert {name: data[name] for name in item["_dateline"]} == item["_dateline"]


def test_the_index_lists_every_version():
    """The index for programs has each story with all of its versions."""
    index = json.loads(built()["index.json"])

    assert [(one["slug"], len(one["versions"])) for one in index["stories"]] == [("harbour-barrier", 3), ("ferry", 1)]


def test_the_site_map_leaves_old_versions_and_redirects_out():
    """The site map lists a story with its last change, but not its old versions or old slugs."""
    text = built()["sitemap.xml"].decode()

    assert "<loc>https://example.org/record/stories/harbour-barrier/</loc><lastmod>2026-05-03T11:30:00Z</lastmod>" in text
    assert "/v2/</loc>" not in text.replace("/changes/v2/</loc>", "")
    assert "old-barrier" not in text


def test_the_list_of_feeds_can_be_imported():
    """The OPML file gives the absolute address of a story's feed."""
    text = built()["follow/feeds.opml"].decode()

    assert 'xmlUrl="https://example.org/record/stories/ferry/atom.xml"' in text


def test_texts_for_machines_name_absolute_addresses():
    """The addresses in robots.txt and llms.txt can be fetched exactly as written there."""
    files = built()

    assert "Sitemap: https://example.org/record/sitemap.xml" in files["robots.txt"].decode()
    assert "[The harbour barrier](https://example.org/record/stories/harbour-barrier/)" in files["llms.txt"].decode()


def test_the_list_names_the_feeds_that_are_followed():
    """The OPML file lists the publication's own sources in a separate folder, without those that have no address."""
    feeds = (Feed("wire", "Harbour & Wire", url="https://wire.example/feed"), Feed("saved", path="content/inbox"))
    held = Publication(builders.config(feeds=feeds), (builders.dossier(),))

    text = built(held)["follow/feeds.opml"].decode()

    assert '<outline type="rss" text="Harbour &amp; Wire" xmlUrl="https://wire.example/feed"/>' in text
    assert "saved" not in text
