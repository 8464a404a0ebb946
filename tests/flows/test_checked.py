"""With `--state`, the front page and the newest briefs say when they were last checked; everything else keeps its bytes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from three_stories import add_version, contents, set_story, write, write_publication

from dateline.flows.build import build
from dateline.flows.stories.asked import Built

ALL = ("barrier", "ferry", "tunnel")
SAYING = {"index.html", *(f"stories/{slug}/index.html" for slug in ALL)}
"""The files that may say when a story was checked."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_publication(tmp_path / "publication")
    (tmp_path / "state").mkdir()
    return tmp_path / "publication"


def note(root: Path, at: str, *slugs: str) -> None:
    """A run looked for news of these stories."""
    with root.with_name("state").joinpath("checks.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": at, "stories": slugs}) + "\n")


def built(root: Path, **given: Any) -> Built:
    return build(root, root / "build", jobs=1, **{"state": root.with_name("state"), **given})


def rendered(result: Built) -> int:
    assert result.written
    return result.written.rendered


def clean(root: Path, **given: Any) -> dict[str, bytes]:
    place = root.with_name("clean")
    assert build(root, place, jobs=1, cached=False, **{"state": root.with_name("state"), **given}).written
    return contents(place)


def page(root: Path, name: str = "index.html") -> str:
    return (root / "build" / name).read_text(encoding="utf-8")


def different(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]}


def test_the_front_page_and_the_newest_briefs_say_it(root):
    """The time stands there to the minute, as that of a version, with seconds for programs; each story has its own."""
    note(root, "2026-05-24T14:00:00Z", "barrier", "ferry")
    note(root, "2026-05-24T19:05:59Z", "ferry")
    built(root)

    words = 'Last checked <time datetime="2026-05-24T{}Z">2026-05-24 {} UTC</time></p>'
    assert words.format("19:05:59", "19:05") in page(root)
    assert words.format("14:00:00", "14:00") in page(root, "stories/barrier/index.html")
    assert words.format("19:05:59", "19:05") in page(root, "stories/ferry/index.html")
    assert "hecked" not in page(root, "stories/tunnel/index.html")


def test_every_other_file_stays_as_it_is(root):
    """With and without the state, permanent pages, lists, feeds and data have the same bytes."""
    note(root, "2026-05-24T14:00:00Z", *ALL)

    assert different(clean(root), clean(root, state=None)) == SAYING


def test_a_newer_check_renders_only_what_says_it(root):
    """Of three stories, the newest brief of the one that was checked again, and the front page; nothing without a new check."""
    note(root, "2026-05-24T14:00:00Z", *ALL)
    built(root)
    before = contents(root / "build")
    assert rendered(built(root)) == 0

    note(root, "2026-05-24T18:00:00Z", "ferry")

    assert rendered(built(root)) == 2
    assert different(before, contents(root / "build")) == {"index.html", "stories/ferry/index.html"}
    assert contents(root / "build") == clean(root)


def test_lines_that_change_nothing_render_nothing(root):
    """An older check that another run adds, or one of a story that is not there, is read and changes no page."""
    note(root, "2026-05-24T14:00:00Z", *ALL)
    built(root)

    note(root, "2026-05-01T14:00:00Z", *ALL)
    note(root, "2026-05-30T14:00:00Z", "gone")

    assert rendered(built(root)) == 0


@pytest.mark.no_cover
def test_from_the_cache_or_from_nothing_the_bytes_are_the_same(root):
    """Switched on and off, moved on, and after edits, the site is that of a build from nothing."""
    edits: list[Callable[[], object]] = [
        lambda: note(root, "2026-05-24T14:00:00Z", "barrier"),
        lambda: note(root, "2026-05-29T14:00:00Z", "ferry"),
        lambda: add_version(root, "ferry"),
        lambda: set_story(root, "barrier", status="closed"),
        lambda: set_story(root, "ferry", draft=True),
    ]
    (root / "content/signals/water.md").unlink()  # it cites the story that becomes a draft
    for edit in edits:
        edit()
        for state in (None, root.with_name("state"), root.with_name("state"), None):
            built(root, state=state)
            assert contents(root / "build") == clean(root, state=state)


def test_another_checkout_with_the_same_lines_renders_nothing(root):
    """A runner has a fresh checkout each time, with new times of files."""
    note(root, "2026-05-24T14:00:00Z", *ALL)
    built(root)
    shutil.copytree(root.with_name("state"), root.with_name("again"))

    assert rendered(built(root, state=root.with_name("again"))) == 0


def test_a_state_that_knows_nothing_says_nothing(root):
    """Without `checks.jsonl`, the site is that of a build without a state; with its first line, pages say it."""
    assert clean(root) == clean(root, state=None)

    built(root)
    note(root, "2026-05-24T14:00:00Z", *ALL)

    assert rendered(built(root)) == len(SAYING)


@pytest.mark.parametrize("status", ["closed", "archived"])
def test_nobody_looks_for_news_of_a_story_that_is_over(root, status):
    """A closed or archived story does not say when it was checked: its page says that it is over."""
    note(root, "2026-05-24T14:00:00Z", *ALL)
    set_story(root, "ferry", status=status)
    built(root)

    assert "Last checked" not in page(root, "stories/ferry/index.html")
    assert "Last checked" in page(root, "stories/tunnel/index.html")


def test_a_row_says_it_only_if_the_story_was_left_out_for_long(root):
    """On the front page, an active story that was checked over a day before the newest check says when; the others are quiet."""
    note(root, "2026-05-20T14:00:00Z", "barrier", "ferry", "tunnel")
    note(root, "2026-05-21T14:00:00Z", "tunnel")
    set_story(root, "ferry", status="dormant")
    built(root)
    assert page(root).count("last checked") == 0

    note(root, "2026-05-21T14:00:01Z", "tunnel")
    built(root)

    (barrier,) = (row for row in page(root).split("<article>") if "last checked" in row)
    assert "The barrier" in barrier
    assert ' · last checked <time datetime="2026-05-20' in barrier
    assert "last checked" not in page(root, "search/index.html")


def test_an_archived_storys_check_is_not_the_publications(root):
    """The front page counts the stories that it lists."""
    note(root, "2026-05-20T14:00:00Z", "barrier")
    note(root, "2026-05-24T14:00:00Z", "ferry")
    set_story(root, "ferry", status="archived")
    built(root)

    assert 'Last checked <time datetime="2026-05-20T14:00:00Z">' in page(root)


def test_a_build_with_state_from_the_command_line(root, dateline):
    """`--state` names the checkout; what it says about pages that were rendered is counted in JSON."""
    note(root, "2026-05-24T14:00:00Z", "barrier")
    run = ("-C", root, "build", "--format", "json", "--state", root.with_name("state"))
    dateline(*run)
    note(root, "2026-05-25T14:00:00Z", "barrier")

    code, out, _ = dateline(*run)

    assert (code, json.loads(out)["rendered"], json.loads(out)["written"]) == (0, 2, 2)


def test_a_wrong_line_stops_nothing(root, dateline):
    """Each build, also one with nothing to do, names the line and uses the others."""
    state = root.with_name("state")
    write(state, "checks.jsonl", "{}\n")
    note(root, "2026-05-24T14:00:00Z", "barrier")

    for _ in range(2):
        code, _, err = dateline("-C", root, "build", "--state", state)
        said = f"warning: {state / 'checks.jsonl'}:1: does not say when which stories were checked; it was left out\n"
        assert (code, err.startswith(said)) == (0, True)
        assert '{"at": "2026-05-24T14:00:00Z", "stories": ["harbour-barrier"]}' in err
    assert "Last checked" in page(root, "stories/barrier/index.html")
    write(state, "checks.jsonl", "{}\nno\n[]\n")
    _, out, err = dateline("-C", root, "build", "--state", state, "--format", "json")
    assert "were checked, nor do 2 other lines; they were left out" in err
    assert json.loads(out)["state_lines_left_out"] == [1, 2, 3]


def test_a_wrong_folder_stops_the_build(root, dateline):
    """A folder that is not there ends with 2 and writes nothing."""
    state = root.with_name("elsewhere")

    code, _, err = dateline("-C", root, "build", "--state", state)

    assert (code, f"--state {state}: " in err) == (2, True)
    assert not (root / "build").exists()
