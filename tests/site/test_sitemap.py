"""The site map says when each page changed last, where that is known."""

import re
from dataclasses import replace
from typing import Any

import builders
import pytest
import sample
from analysed import plan_pages

from dateline.core.config import Daily
from dateline.core.model import Correction, Dossier, Page, Signal, Story, Tombstone, Withdrawn
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

THEME = load_theme()
AT = "https://example.org/record/"
QUAY = "stories/harbour-barrier/"


def pages(publication: Publication) -> dict[str, bytes]:
    return {one.path: one.render() for one in plan_pages(publication, THEME) if one.path.endswith((".html", ".xml"))}


def listed(*stories: Dossier, **given: Any) -> dict[str, str]:
    """Address → the date of the last change; empty if none is told."""
    told = pages(Publication(builders.config(daily=Daily(enabled=True)), stories, **given))["sitemap.xml"].decode()
    rows = re.findall(rf"<url><loc>{AT}([^<]*)</loc>(?:<lastmod>([^<]+)</lastmod>)?</url>", told)
    assert len(rows) == told.count("<url>")
    return dict(rows)


def story(slug: str, *numbers: int, **settings: Any) -> Dossier:
    return builders.dossier(*map(builders.version, numbers), slug=slug, story=Story(slug, **settings))


def test_a_story_changed_when_more_than_wording_changed():
    """Its pages have the time of the newest version that is no minor one; a redline has that of its own version."""
    found = listed(builders.dossier(builders.version(1), builders.version(2), builders.version(3, kind="minor")))

    parts = {address.removeprefix(QUAY): when for address, when in found.items() if address.startswith(QUAY)}
    changed = "2026-05-02T11:30:00Z"
    redlines = {"changes/v2/": changed, "changes/v3/": "2026-05-03T11:30:00Z"}
    assert parts == {**dict.fromkeys(("", "history/", "changes/", "timeline/", "sources/"), changed), **redlines}


def test_a_story_of_minor_versions_has_the_time_of_the_first():
    """If the versions that changed more were merged away, the oldest one that stands is told."""
    found = listed(builders.dossier(builders.version(3, kind="minor"), builders.version(4, kind="minor")))

    assert found[QUAY] == "2026-05-03T11:30:00Z"


def test_a_withdrawal_changes_a_story():
    """The pages of the story have the day of the withdrawal; those of the withdrawn version are not listed."""
    stone = Tombstone(1, 2, Withdrawn("2026-05-09", "A court ordered it.", f"sha256:{0:064}"), "2026-05-02T11:30:00Z")
    found = listed(replace(builders.dossier(builders.version(1)), tombstones=(stone,)))

    assert found[QUAY] == "2026-05-09"
    assert not [one for one in found if "v2" in one]


def test_lists_have_the_newest_date_of_what_they_list():
    """The front page, tags and lists of all stories, the archive, and the corrections."""
    wrong = Correction(1, "It was shut.", "It stood open.")
    corrected = builders.dossier(builders.version(1), builders.version(4, corrections=(wrong,)), slug="b", story=Story("b"))
    found = listed(
        story("a", 1, 5, tags=("floods",)), corrected, story("c", 2, tags=("floods",)), story("d", 9, status="archived")
    )

    newest = "2026-05-05T11:30:00Z"
    assert {found[one] for one in ("", "tags/floods/", "questions/", "voices/", "outlets/")} == {newest}
    assert (found["archive/"], found["corrections/"]) == ("2026-05-09T11:30:00Z", "2026-05-04T11:30:00Z")


def test_essays_and_issues_have_their_day():
    """Their lists have the newest of these days; a week, a page in Markdown, the search and the feeds have none."""
    essays = [Signal(slug=slug, title=slug, date=date, body="A.") for slug, date in (("x", "2026-05-03"), ("y", "2026-04-01"))]
    found = listed(story("a", 1, 2), signals=tuple(essays), pages=(Page("about", "About", "We."),))

    assert (found["signals/x/"], found["signals/y/"], found["signals/"]) == ("2026-05-03", "2026-04-01", "2026-05-03")
    assert (found["daily/2026-05-02/"], found["daily/"]) == ("2026-05-02", "2026-05-02")
    unknown = ("about/", "search/", "follow/", "daily/week/2026-18/")
    assert {found[one] for one in unknown} == {""}


def test_a_publication_without_stories_knows_no_dates():
    """Nothing is told that is not known."""
    assert set(listed().values()) == {""}


@pytest.mark.parametrize("is_draft", [False, True])
def test_only_pages_that_may_be_indexed_are_listed(is_draft):
    """A page that asks not to be indexed is not in the site map, and each other page is, with or without drafts."""
    held = sample.publication()
    draft = replace(story("secret", 1, 8), story=Story("Secret", draft=True, tags=("floods",)))
    essay = Signal(slug="later", title="Later", date="2026-05-09", body="A.", draft=True)
    if is_draft:
        held = replace(held, stories=(*held.stories, draft), signals=(*held.signals, essay))
    files = pages(held)
    told = dict(re.findall(r"<loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", files["sitemap.xml"].decode()))
    open_pages = {
        AT + path.removesuffix("index.html")
        for path, page in files.items()
        if path.endswith("index.html") and not re.search(rb'<meta name="robots" content="noindex', page)
    }

    assert set(told) == open_pages
    assert (told[AT], told[f"{AT}signals/"]) == ("2026-05-03T11:30:00Z", "2026-05-03")
