"""Whatever became of the cache of builds, a build is right; without it, it only takes longer."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Never

import pytest
from three_stories import add_version, change_noted, contents, set_config, write_publication

from dateline.core import layout
from dateline.core.errors import UsageError
from dateline.flows.build import build
from dateline.flows.stories import asked
from dateline.flows.stories.asked import SEPARATOR, Built
from dateline.report.build import summary
from dateline.site.files import MANIFEST
from dateline.store import states


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """The publication just after a build."""
    root = tmp_path / "publication"
    write_publication(root)
    build(root, root / "build", jobs=1)
    return root


def again(root: Path) -> Built:
    return build(root, root / "build", jobs=1)


def rendered(built: Built) -> int:
    assert built.written
    return built.written.rendered


def clean(root: Path) -> dict[str, bytes]:
    """The site as it is made from nothing."""
    copied = root.with_name("copied")
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(root, copied, ignore=lambda *_: {"build", ".dateline"})
    assert build(copied, copied / "build", jobs=1).written
    return contents(copied / "build")


# --- errors ---


def a_feed_removed_that_a_story_names(root):
    set_config(root, feeds=())


def an_item_removed_that_another_story_cites(root):
    ledger = root / "stories/barrier/items.jsonl"
    ledger.write_text("".join(line for line in ledger.read_text().splitlines(keepends=True) if "ferry-plan" not in line))


def a_ledger_removed_with_an_item_that_another_story_cites(root):
    shutil.rmtree(root / "stories/barrier")


def a_related_story_removed(root):
    shutil.rmtree(root / "stories/ferry")


def a_version_that_cannot_be_read(root):
    (root / "stories/ferry/v002.yaml").write_text("format: [")


@pytest.mark.parametrize(
    "breaks",
    [
        a_feed_removed_that_a_story_names,
        an_item_removed_that_another_story_cites,
        a_ledger_removed_with_an_item_that_another_story_cites,
        a_related_story_removed,
        a_version_that_cannot_be_read,
    ],
    ids=lambda one: one.__name__,
)
def test_an_error_is_found_as_in_a_clean_build(publication, tmp_path, breaks):
    """A story is checked again if anything changed that its errors depend on; the site stays as it was."""
    before = contents(publication / "build")
    breaks(publication)
    built = again(publication)

    assert built.written is None
    assert built.findings
    assert built.findings == build(publication, tmp_path / "clean", jobs=1, cached=False).findings
    assert contents(publication / "build") == before


# --- the cache ---


IDS = (("id", "site"), ("site", "part"), ("site", "piece"))


def another_dateline(root):
    change_noted(root, "package:dateline/flows/build.py", "another")


def another_python(root):
    change_noted(root, next(name for name in noted(root) if name.startswith("python:")), "", "python:2.7")


def another_library(root):
    change_noted(root, next(name for name in noted(root) if name.startswith("library:")), "", "library:other-1.0.dist-info")


def garbage(root):
    (root / layout.BUILDS).write_bytes(b"garbage" * 1000)


def half_of_the_file(root):
    data = (root / layout.BUILDS).read_bytes()
    (root / layout.BUILDS).write_bytes(data[: len(data) // 2])


def an_empty_file(root):
    (root / layout.BUILDS).write_bytes(b"")


def no_cache(root):
    shutil.rmtree(root / ".dateline")


def other_tables(root):
    (root / layout.BUILDS).unlink()
    with closing(sqlite3.connect(root / layout.BUILDS)) as opened:
        opened.executescript("CREATE TABLE site (id); CREATE TABLE part (site, name); CREATE TABLE piece (site);")


def noted(root: Path) -> list[str]:
    with closing(sqlite3.connect(root / layout.BUILDS)) as opened:
        return str(opened.execute("SELECT paths FROM site").fetchone()[0]).split(SEPARATOR)


@pytest.mark.parametrize(
    "damage",
    [
        another_dateline,
        another_python,
        another_library,
        garbage,
        half_of_the_file,
        an_empty_file,
        no_cache,
        other_tables,
    ],
    ids=lambda one: one.__name__,
)
def test_without_results_that_can_be_used_everything_is_rendered_and_nothing_written(publication, damage):
    """If the results are those of another Dateline, or are lost or broken, all is rendered again, and kept for the next time."""
    before = contents(publication / "build")
    damage(publication)
    built = again(publication)

    assert built.written
    assert (built.written.rendered, built.written.written) == (len(before), 0)
    assert contents(publication / "build") == before
    if damage is other_tables:
        assert "cannot be written" in built.note
        again(publication)
    assert rendered(again(publication)) == 0


@pytest.mark.parametrize("part", range(12))
def test_a_damaged_cache_never_stops_a_build(publication, part):
    """Wherever the file is damaged, an edit is built like from nothing, and afterwards the results are kept again."""
    data = bytearray((publication / layout.BUILDS).read_bytes())
    start = len(data) * part // 12
    data[start : start + 512] = (b"stories/ferry/ 17\0" * 32)[:512]
    (publication / layout.BUILDS).write_bytes(data)
    add_version(publication, "ferry")

    assert again(publication).written
    assert contents(publication / "build") == clean(publication)
    again(publication)
    assert rendered(again(publication)) == 0


def test_a_piece_that_is_lost_is_made_again(publication):
    """If only what the front pages show of a story is lost, everything is done again."""
    with closing(sqlite3.connect(publication / layout.BUILDS)) as opened, opened:
        opened.execute("DELETE FROM piece WHERE name = 'barrier'")
    add_version(publication, "ferry")

    assert rendered(again(publication)) == len(clean(publication))
    assert contents(publication / "build") == clean(publication)


@pytest.mark.parametrize("kind", ["folder", "refused"])
def test_a_cache_that_cannot_be_written_is_noted(publication, monkeypatch, kind):
    """If the results cannot be kept, the result says so, and the site is right."""
    file = publication / layout.BUILDS
    file.unlink()
    if kind == "folder":
        file.mkdir()
    else:
        monkeypatch.setattr(sqlite3, "connect", refuse)
    add_version(publication)
    built = again(publication)

    assert built.written
    assert "build.sqlite cannot be written" in built.note
    assert built.note in summary(built)
    assert contents(publication / "build") == clean(publication)


def refuse(*_: object, **__: object) -> Never:
    raise sqlite3.OperationalError("attempt to write a readonly database")


def test_four_sites_are_kept(publication):
    """The results of the sites that were built last are kept, up to four."""
    for name in ("one", "two", "three", "four"):
        build(publication, publication.parent / name, jobs=1)

    assert rendered(build(publication, publication.parent / "four", jobs=1)) == 0
    assert rendered(again(publication)) > 0
    with closing(sqlite3.connect(publication / layout.BUILDS)) as opened:
        counts = [opened.execute(f"SELECT count(DISTINCT {name}) FROM {table}").fetchone() for name, table in IDS]
    assert counts == [(4,)] * 3


def test_sites_with_another_address_are_another_site(publication):
    """Results for one address are not used for another one."""
    built = build(publication, publication / "build", url="https://other.example/", jobs=1)

    assert b"https://other.example/" in (publication / "build/sitemap.xml").read_bytes()
    assert rendered(built) == len(contents(publication / "build"))
    assert rendered(again(publication)) > 0
    assert b"https://other.example/" not in (publication / "build/sitemap.xml").read_bytes()


# --- the clock ---

NOON = 1_700_000_000 * 10**9


def freeze(monkeypatch: pytest.MonkeyPatch, files: int, clock: int) -> None:
    """From now on all files have one time, and the clock of the disk another one, in nanoseconds after noon."""
    stat = os.stat

    def frozen(path: str | Path, *given: object, **named: Any) -> os.stat_result:
        held = stat(path, *given, **named)
        at = NOON + (clock if str(path).endswith(".clock") else files)
        return os.stat_result(held, {"st_mtime_ns": at, "st_ctime_ns": at})

    monkeypatch.setattr(os, "stat", frozen)


@pytest.mark.parametrize(
    "times",
    [
        (5, 5, True),
        (0, 1_900_000_000, True),
        (5, -3600 * 10**9, True),
        (3600 * 10**9, 5, True),
        (5, 6, False),
        (0, 2_000_000_001, False),
    ],
    ids=["same tick", "same coarse second", "clock set back", "time in the future", "next tick", "next coarse second"],
)
@pytest.mark.parametrize("first", [lambda _: None, add_version], ids=["nothing to do", "a version added"])
def test_an_edit_without_a_new_time_is_seen(publication, monkeypatch, times, first):
    """A file that changed at the time of a build is read again, even if its size and times stay as they were."""
    files, clock, is_seen = times
    freeze(monkeypatch, files, clock)
    first(publication)
    again(publication)
    version = publication / "stories/ferry/v003.yaml"
    version.write_text(version.read_text().replace("The quay floods.", "The quay dreams."))
    page = publication / "build/stories/tunnel/v1/index.html"
    page.write_bytes(page.read_bytes().swapcase())
    again(publication)
    monkeypatch.undo()

    assert (contents(publication / "build") == clean(publication)) == is_seen


def test_if_nothing_changed_no_file_is_read(publication, monkeypatch):
    """A build after which nothing changed is followed by one that only looks at the files."""
    freeze(monkeypatch, 5, 6)
    again(publication)
    monkeypatch.setattr(states, "content_hash", refuse)
    monkeypatch.setattr(asked, "content_hash", refuse)

    assert rendered(again(publication)) == 0


def test_a_page_is_put_right_although_nothing_else_changed(publication, monkeypatch):
    """A page that was edited by hand is rendered again, even if all that it is made from is as it was."""
    freeze(monkeypatch, 5, 6)
    again(publication)
    (publication / "build/voices/index.html").write_text("Nobody.")

    assert rendered(again(publication)) == 1
    monkeypatch.undo()
    assert contents(publication / "build") == clean(publication)


# --- the list of the site's files ---


def test_a_list_that_lacks_files_is_put_right(publication):
    """Files that the cache knows and the list lacks are listed again; one of them that must change is not overwritten."""
    listed = publication / "build" / MANIFEST
    listed.write_text("".join(line for line in listed.read_text().splitlines(keepends=True) if "tunnel" not in line))
    add_version(publication, "ferry")
    assert again(publication).written
    assert "tunnel" in listed.read_text()

    listed.unlink()
    add_version(publication, "ferry")
    with pytest.raises(UsageError, match="which Dateline did not make"):
        again(publication)


def test_a_list_that_has_too_many_files_removes_them(publication):
    """Files that are listed and belong to no page are removed."""
    with (publication / "build" / MANIFEST).open("a") as listed:
        listed.write("old.html\n")
    (publication / "build/old.html").write_text("old")
    add_version(publication, "ferry")
    again(publication)

    assert contents(publication / "build") == clean(publication)
