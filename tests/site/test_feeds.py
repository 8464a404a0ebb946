"""Whoever follows the site, a tag or a story gets one entry for each version that matters, and none twice."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import builders
import feedparser
import html5lib
import jsonschema
import pytest
import sample
from analysed import plan_pages

from dateline.core.model import Dossier, Story, Tombstone, Withdrawn
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

THEME = load_theme()
STANDARD = json.loads((Path(__file__).parents[1] / "fixtures/json-feed.json").read_text())
BASE = "https://example.org/record/"
HUB = "https://hub.example/push?a=1&b=2"
SLUG = "harbour-barrier"
FRONTS = ("", "daily/", f"stories/{SLUG}/", "stories/ferry/", "tags/city-budget/", "tags/floods/")
"""The addresses of all that can be followed in the sample."""


def built(publication: Publication | None = None, theme=THEME) -> dict[str, bytes]:
    return {one.path: one.render() for one in plan_pages(publication or sample.publication(), theme)}


def both(site: dict[str, bytes], front: str) -> tuple[feedparser.FeedParserDict, dict[str, Any]]:
    """A feed in both forms, each read as readers read it."""
    atom, rows = (
        feedparser.parse(site[f"{front}atom.xml"], sanitize_html=False, resolve_relative_uris=False),
        json.loads(site[f"{front}feed.json"]),
    )
    assert not atom.bozo
    jsonschema.Draft202012Validator(STANDARD).validate(rows)
    return atom, rows


def rel(feed: feedparser.FeedParserDict, name: str) -> list[str]:
    return [link.href for link in feed.feed.links if link.rel == name]


def story(*versions, slug: str = SLUG, **given) -> Dossier:
    return builders.dossier(*versions, slug=slug, story=Story("The harbour barrier", **given))


def entries(site: dict[str, bytes], front: str = "") -> list[dict[str, Any]]:
    return [*both(site, front)[1]["items"]]


# --- what there is ---------------------------------------------------------------------------------------------------------


def test_site_tags_stories_and_days_can_be_followed():
    """Each has a feed in both forms; there is no other, but for those at the older addresses of a story."""
    found = {path for path in built() if path.endswith(("atom.xml", "feed.json"))}
    fronts = (*FRONTS, "stories/old-barrier/")

    assert found == {f"{front}{name}" for front in fronts for name in ("atom.xml", "feed.json")}


@pytest.mark.parametrize("front", FRONTS)
def test_both_forms_of_a_feed_say_the_same(front):
    """Read back, Atom and JSON Feed have the same entries, with the same words, times and tags, and name their own page."""
    atom, rows = both(built(), front)

    assert (atom.feed.title, rel(atom, "self"), rel(atom, "alternate")) == (
        rows["title"],
        [f"{BASE}{front}atom.xml"],
        [rows["home_page_url"]],
    )
    assert (rows["feed_url"], rows["home_page_url"]) == (f"{BASE}{front}feed.json", f"{BASE}{front}")
    assert len(rows["items"]) == len({row["id"] for row in rows["items"]}) > 0
    for entry, row in zip(atom.entries, rows["items"], strict=True):
        assert (entry.id, entry.link, entry.title) == (row["id"], row["url"], row["title"])
        assert [entry[name].replace("+00:00", "Z") for name in ("published", "updated")] == [
            row["date_published"],
            row["date_modified"],
        ]
        assert entry.content[0].value.strip() == row["content_html"].strip()
        assert [one.term for one in entry.get("tags", ()) if not one.scheme] == row["tags"]


def test_the_feed_of_a_tag_has_its_stories_alone():
    """It has the entries that the site's feed has of these stories; an archived story is in neither, and its own feed stays."""
    archived = story(builders.version(), slug="tunnel", tags=("floods",), status="archived")
    site = built(sample.publication(stories=(*sample.publication().stories, archived)))

    assert entries(site, "tags/floods/") == [one for one in entries(site) if f"/{SLUG}/" in one["url"]]
    assert len(entries(site, "stories/tunnel/")) == 1
    assert "tunnel" not in str(entries(site))
    assert both(site, "tags/floods/")[0].feed.title == "Floods — The Harbour Record"


def test_a_renamed_story_is_still_followed_at_its_old_address():
    """The feed at an older address is the present one, which names its new address as its own."""
    site = built()

    for name in ("atom.xml", "feed.json"):
        assert site[f"stories/old-barrier/{name}"] == site[f"stories/{SLUG}/{name}"]


def links(page: bytes, here: str) -> list[str]:
    """The addresses of the feeds that a page names, without the site's own."""
    head = html5lib.parse(page.decode(), namespaceHTMLElements=False).find("head")
    found = [one for one in head.iter("link") if one.get("type") in ("application/atom+xml", "application/feed+json")]
    assert all(one.get("rel") == "alternate" and one.get("title") for one in found)
    return [urljoin(BASE + here, one.get("href")).removeprefix(BASE) for one in found]


def test_every_page_names_the_feeds_that_tell_of_it():
    """A page names the site's feeds and, if it is about a story, a tag or the days, those of that; no link leads nowhere."""
    site = built(sample.publication(stories=(sample.dossier(), gone(sample.dossier(), slug="gone"))))
    for path, page in site.items():
        if not path.endswith("index.html") or b'http-equiv="refresh"' in page:
            continue
        parts = path.split("/")
        is_story, is_tag = parts[0] == "stories" and len(parts) > 2, parts[0] == "tags"
        front = "/".join(parts[:2]) + "/" if is_story or is_tag else "daily/" if parts[0] == "daily" else None
        expected = [f"{one}{name}" for one in ("", front) if one is not None for name in ("atom.xml", "feed.json")]

        assert links(page, path) == expected
        assert set(expected) <= set(site)


def test_readers_find_the_feeds_on_the_pages():
    """The page about feeds lists both forms of each of them; the page of a tag leads to its own."""
    site = built()
    follow = site["follow/index.html"].decode()

    assert all(f'href="../{front}{name}"' in follow for front in FRONTS for name in ("atom.xml", "feed.json"))
    assert '<a href="atom.xml">Atom</a> · <a href="feed.json">JSON Feed</a>' in site["tags/floods/index.html"].decode()


# --- what is news ----------------------------------------------------------------------------------------------------------


def test_a_minor_version_changes_no_byte_of_a_feed():
    """Nobody hears of a comma: with a version of the wording alone, every feed is the same as without."""
    first = builders.version()
    minor = replace(first, version=2, kind="minor", published="2026-05-02T11:30:00Z", items=first.items)
    before, after = (built(Publication(builders.config(), (story(*some, tags=("sea",)),))) for some in ((first,), (first, minor)))

    assert "stories/harbour-barrier/v2/index.html" in after
    for front in ("", f"stories/{SLUG}/", "tags/sea/"):
        assert [after[front + name] for name in ("atom.xml", "feed.json")] == [
            before[front + name] for name in ("atom.xml", "feed.json")
        ]


def test_a_later_version_changes_no_earlier_entry():
    """A new version is one more entry at the top; id, times and words of the others stay."""
    publication = sample.publication()
    ferry, barrier = publication.stories
    shorter = replace(barrier, versions=barrier.versions[:-1])
    before = built(sample.publication(stories=(ferry, shorter)))

    assert entries(built(publication), f"stories/{SLUG}/")[1:] == entries(before, f"stories/{SLUG}/")


def test_another_look_or_release_is_no_news(tmp_path):
    """With another template and another version of Dateline, entries have the same id and time, and so has the feed."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/entry.html").write_text("<p>{{ what }}</p>\n")
    before, after = built(), built(theme=load_theme(tmp_path))
    for front in FRONTS:
        (old, _), (new, rows) = both(before, front), both(after, front)

        assert old.feed.updated == new.feed.updated
        assert [(one.id, one.updated) for one in old.entries] == [(one.id, one.updated) for one in new.entries]
        assert front == "daily/" or "redline" not in str(rows)


GONE = Withdrawn("2026-06-01", "By order of the court of Exampleton.", f"sha256:{0:064}")


def gone(dossier: Dossier, number: int = 0, **given) -> Dossier:
    """A story after one of its versions was withdrawn, or all of them."""
    went = [one for one in dossier.versions if number in (0, one.version)]
    stones = tuple(Tombstone(1, one.version, GONE, one.published) for one in went)
    story = replace(dossier.story, aliases=()) if given else dossier.story
    kept = tuple(one for one in dossier.versions if one not in went)
    return replace(dossier, versions=kept, tombstones=stones, story=story, **given)


@pytest.mark.parametrize("front", ["", f"stories/{SLUG}/", "tags/floods/"])
def test_a_withdrawn_version_keeps_its_entry_and_says_why(front):
    """Its id and its place stay; its title and its words say that it was withdrawn, when and why; no other entry is new."""
    ferry, barrier = sample.publication().stories
    before, after = entries(built(), front), entries(built(sample.publication(stories=(ferry, gone(barrier, 3)))), front)
    (changed,) = (one for one in after if one not in before)

    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert changed["title"] == "Withdrawn: The harbour barrier (version 3)"
    assert "was withdrawn on 2026-06-01.</strong> By order of the court of Exampleton." in changed["content_html"]
    assert changed["date_modified"] == "2026-06-01T00:00:00Z"


# --- hubs ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("front", FRONTS)
def test_each_feed_names_the_hub(front):
    """With `hub` in the settings, both forms name it, and so a reader can ask there to be told; without, none names one."""
    publication = sample.publication()
    atom, rows = both(built(sample.publication(config=replace(publication.config, hub=HUB))), front)

    assert (rel(atom, "hub"), rel(atom, "alternate")) == ([HUB], [f"{BASE}{front}"])
    assert rows["hubs"] == [{"type": "WebSub", "url": HUB}]
    plain, bare = both(built(), front)
    assert (rel(plain, "hub"), "hubs" in bare) == ([], False)


def test_a_new_hub_renders_the_feeds_again():
    """If the hub changes, the feeds have other fingerprints, and nothing else has."""
    publication = sample.publication()
    plans = [
        {one.path: one.fingerprint for one in plan_pages(replace(publication, config=config), THEME)}
        for config in (publication.config, replace(publication.config, hub=HUB))
    ]

    changed = {path for path in plans[0] if plans[0][path] != plans[1][path]}
    assert changed == {path for path in plans[0] if path.endswith(("atom.xml", "feed.json"))}
