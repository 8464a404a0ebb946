"""Lists that are too long for one page go on, on pages that every reader can reach."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

import builders
import pytest
from analysed import plan_pages

from dateline.core.model import Dossier, Event, Question, Signal, Story, Tombstone, Voice, Withdrawn
from dateline.core.publication import Publication
from dateline.site import essays, exports, front, history, questions, source_rows, sources_page, timeline, voices
from dateline.site.theme import load_theme

THEME = load_theme()


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (front, "NEWEST"),
        (front, "NAMES"),
        (questions, "NEWEST"),
        (voices, "NEWEST"),
        (voices, "NAMES"),
        (history, "VERSIONS"),
        (timeline, "EVENTS"),
        (sources_page, "SOURCES"),
        (essays, "ESSAYS"),
        (exports, "NEWEST"),
    ):
        monkeypatch.setattr(module, name, 2)
    monkeypatch.setattr(source_rows, "MOST_PLACES", 3)


def story(number: int) -> Dossier:
    version = builders.version(
        title=f"Story {number}",
        published=f"2026-05-{number:02d}T11:30:00Z",
        open_questions=(Question(f"cost-{number}", f"Who pays {number}?"),),
        perspectives=(Voice(f"voice-{number}", f"Voice {number}", view="Wants it [@harbour-plan]."),),
    )
    return builders.dossier(version, slug=f"story-{number}", story=Story(f"Story {number}", tags=("floods",)))


def built(*stories: Dossier, **given: object) -> dict[str, str]:
    publication = replace(Publication(builders.config(), stories), **given)  # type: ignore[arg-type]  # by name
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME)}


FIVE = tuple(map(story, range(1, 6)))


def pages(site: dict[str, str], first: str) -> Iterator[str]:
    """The pages of a list, following the links to the next one."""
    path = first
    while path:
        yield site[path]
        turn = re.search(r'<nav class="turn"[^>]*>.*?</nav>', site[path], re.DOTALL)
        found = re.search(r'rel="next" href="([^"]*)"', turn[0]) if turn else None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1])) if found else ""


@pytest.mark.parametrize(
    ("first", "start", "row"),
    [
        ("index.html", "stories/index.html", "Story {}"),
        ("tags/floods/index.html", "tags/floods/all/index.html", "Story {}"),
        ("questions/index.html", "questions/all/index.html", "Who pays {}?"),
        ("voices/index.html", "voices/all/index.html", "Voice {}"),
    ],
)
def test_the_newest_are_shown_and_all_are_listed(first: str, start: str, row: str) -> None:
    """A list shows the two stories that changed last, and leads to pages that have each story once."""
    site = built(*FIVE)

    assert [number for number in range(1, 6) if row.format(number) in site[first]] == [4, 5]
    link = posixpath.relpath(start, posixpath.dirname(first) or ".")
    assert f'href="{link}"' in site[first]
    listed = list(pages(site, start))
    assert len(listed) == 3
    assert [sum(row.format(number) in page for page in listed) for number in range(1, 6)] == [1] * 5


def test_short_lists_have_no_more_pages() -> None:
    """Two stories fit on one page, so there is no other."""
    assert not [path for path in built(*FIVE[:2]) if "/all/" in path or "/page/" in path or path == "stories/index.html"]


def test_essays_go_on() -> None:
    """Three essays are listed on two pages."""
    essays_ = tuple(Signal(slug=f"essay-{number}", title=f"Essay {number}", date="2026-05-01", body="") for number in (3, 2, 1))
    listed = list(pages(built(signals=essays_), "signals/index.html"))

    assert [re.findall(r"Essay \d", page) for page in listed] == [["Essay 3", "Essay 2"], ["Essay 1"]]


def long(count: int) -> Dossier:
    """A story whose versions each add an event and a source."""
    versions = [
        builders.version(
            number,
            timeline=tuple(Event(f"2026-04-{n:02d}", f"Event {n} happens [@s{n}].") for n in range(1, number + 1)),
            sources=(builders.source(), *(builders.source(f"s{n}") for n in range(1, number + 1))),
        )
        for number in range(1, count + 1)
    ]
    return builders.dossier(*versions, items=(builders.item(), *(builders.item(f"s{n}") for n in range(1, count + 1))))


def test_a_storys_own_lists_go_on() -> None:
    """History, timeline and sources have all their rows on numbered pages, and history and timeline begin with the newest."""
    site, below = built(long(5)), "stories/harbour-barrier/"

    for part, row in (("history", r">Version (\d)<"), ("timeline", r"Event (\d) happens")):
        assert "".join(re.findall(row, site[f"{below}{part}/index.html"])) == "54"
        numbered = [page for path, page in site.items() if path.startswith(f"{below}{part}/page/")]
        assert sorted("".join(re.findall(row, page)[0:2]) for page in numbered)[-1:] == ["5"]
        assert {found for page in numbered for found in re.findall(row, page)} == set("12345")
    listed = list(pages(site, f"{below}sources/index.html"))
    assert [len(re.findall("<details>", page)) for page in listed] == [2, 2, 2]


def test_a_full_page_of_history_stays_as_it_is() -> None:
    """A new version changes no numbered page that was full."""
    before, after = built(long(4)), built(long(5))
    full = [path for path in before if "/history/page/" in path]

    assert len(full) == 2
    assert before[full[0]] == after[full[0]]


def test_a_page_of_withdrawn_versions_is_a_list_only() -> None:
    """If all versions of a page were withdrawn, it lists them, without counting or drawing any."""
    whole = long(4)
    gone = tuple(Tombstone(1, one.version, Withdrawn("2026-05-09", "By order.", f"sha256:{0:064}")) for one in whole.versions[:2])

    site = built(replace(whole, versions=whole.versions[2:], tombstones=gone))
    page = site["stories/harbour-barrier/history/page/1/index.html"]

    assert page.count(">withdrawn<") == 2
    assert "<svg" not in page.partition("<main")[2]
    assert "reviewed by a person" not in page


def test_a_source_that_many_versions_cite_names_some() -> None:
    """The first and the newest versions are named, and the others are counted."""
    page = built(long(5))["stories/harbour-barrier/sources/index.html"]

    first = next(row for row in page.split("<li") if "<b>[1]</b>" in row)
    assert re.findall(r">version (\d)<", first) == ["1", "4", "5"]
    assert ", 2 more, <a" in first


def test_a_large_site_map_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more addresses than one map may have, the first lists the others, and each address is in one of them."""
    whole = set(re.findall("<loc>(.*?)</loc>", built(*FIVE)["sitemap.xml"]))
    monkeypatch.setattr(exports, "MOST_ADDRESSES", 8)
    site = built(*FIVE)

    maps = re.findall("<loc>https://example.org/record/(.*?)</loc>", site["sitemap.xml"])
    assert len(maps) > 2
    parts = [address for path in maps for address in re.findall("<loc>(.*?)</loc>", site[path])]
    assert len(parts) == len(set(parts))
    assert set(parts) == whole


def test_more_feeds_than_the_page_shows_are_in_the_file() -> None:
    """The page about feeds has those of the newest stories; the file for feed readers has all."""
    site = built(*FIVE)

    assert "The feeds of all 5 stories" in site["follow/index.html"]
    assert site["follow/feeds.opml"].count("xmlUrl") == 6
