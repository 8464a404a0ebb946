"""Adding to a publication: complete, once, in order."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication

from dateline.core import codec
from dateline.core.errors import StoreError, UsageError
from dateline.core.model import Correction, Story
from dateline.store.append import append_lines, append_version, new_story, remove_leftovers
from dateline.store.atomic import replace_text, write_once
from dateline.store.story import read_story

SLUG = "harbour-barrier"


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    return make_publication(builders.dossier())


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file may grow beyond `room` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_version_is_filed_in_canonical_form(root: Path) -> None:
    """The file names its schema first, contains the version, and is readable as the umask allows."""
    version = builders.version(2)
    mask = os.umask(0o022)
    os.umask(mask)

    path = append_version(root, SLUG, version)

    assert path == root / "stories/harbour-barrier/v002.yaml"
    assert path.read_text() == codec.dump(version, "../../content/schema/version.json")
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask
    assert read_story(root, SLUG).latest == version


@pytest.mark.parametrize(("number", "says"), [(1, "another run filed version 1 first"), (3, "version 2 is not filed yet")])
def test_only_the_next_number_is_free(root: Path, number: int, says: str) -> None:
    """A taken number and a gap are refused, and nothing changes."""
    before = contents(root)

    with pytest.raises(StoreError, match=says):
        append_version(root, SLUG, builders.version(number))

    assert contents(root) == before


def test_what_would_not_read_back_is_not_filed(root: Path) -> None:
    """An unknown key that was kept from an older file is refused when it is filed."""
    before = contents(root)

    with pytest.raises(StoreError, match='unknown key "mood"'):
        append_version(root, SLUG, replace(builders.version(2), unknown=((("mood",), "calm"),)))

    assert contents(root) == before


def test_a_taken_name_stays_as_it_is(tmp_path: Path) -> None:
    """An existing file is never overwritten, not even a link that leads nowhere."""
    (tmp_path / "v001.yaml").write_text("first")
    (tmp_path / "v002.yaml").symlink_to("nowhere")

    for name in ("v001.yaml", "v002.yaml"):
        with pytest.raises(FileExistsError):
            write_once(tmp_path / name, "second")

    assert (tmp_path / "v001.yaml").read_text() == "first"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v001.yaml", "v002.yaml"]


def test_a_run_that_comes_second_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the number is taken between looking and linking, the existing version stays."""
    link = os.link
    monkeypatch.setattr(os, "link", lambda source, path: (path.write_text("first"), link(source, path)))

    with pytest.raises(StoreError, match="another run filed version 2 first"):
        append_version(root, SLUG, builders.version(2))

    assert (root / "stories/harbour-barrier/v002.yaml").read_text() == "first"


def test_items_are_lines_at_the_end(root: Path) -> None:
    """Items are added after the existing ones; without items nothing is written."""
    ledger = root / "stories/harbour-barrier/items.jsonl"
    before = ledger.read_bytes()
    more = [builders.item("tide-table"), builders.item("quay-report")]

    assert append_lines(root, SLUG, []) == 0
    assert ledger.read_bytes() == before
    assert append_lines(root, SLUG, more) == 2
    assert ledger.read_bytes() == before + "".join(map(codec.dump_line, more)).encode()


@pytest.mark.parametrize("cut", [1, 30, -2])
def test_a_torn_line_is_taken_away(root: Path, cut: int) -> None:
    """A part of a line that a killed run left is replaced by whole lines, and no whole line is lost."""
    ledger = root / "stories/harbour-barrier/items.jsonl"
    before = ledger.read_bytes()
    ledger.write_bytes(before + codec.dump_line(builders.item("torn")).encode()[:cut])

    append_lines(root, SLUG, [builders.item("torn"), builders.item("next")])

    assert [item.key for item in read_story(root, SLUG).items] == ["harbour-plan", "torn", "next"]
    assert ledger.read_bytes().startswith(before)


def test_a_whole_line_without_its_end_is_kept(root: Path) -> None:
    """An editor may save the last line without a line ending: the ending is added, and the line stays."""
    ledger = root / "stories/harbour-barrier/items.jsonl"
    before = ledger.read_bytes()
    ledger.write_bytes(before.rstrip(b"\n"))

    remove_leftovers(root)

    assert ledger.read_bytes() == before


def test_mending_clears_only_what_a_run_left(root: Path) -> None:
    """Leftovers are removed; an empty ledger and everything else stay."""
    before = contents(root)
    (root / "stories/harbour-barrier/.dateline-0123456789abcdef.part").write_text("half")
    (root / "content/.dateline-0123456789abcdef.part").write_text("half")
    remove_leftovers(root)
    assert contents(root) == before

    others = {"stories/harbour-barrier/.dateline-notes.part": b"mine", "stories/quiet/items.jsonl": b""}
    for name, data in others.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    remove_leftovers(root)

    assert contents(root) == {**before, **others}


def test_mending_follows_no_link_out(root: Path, tmp_path: Path) -> None:
    """A ledger that is a link out of the publication is not touched, and nothing is added to it."""
    outside = tmp_path / "diary"
    outside.write_text("no line end")
    ledger = root / "stories/harbour-barrier/items.jsonl"
    ledger.unlink()
    ledger.symlink_to(outside)

    remove_leftovers(root)
    with pytest.raises(StoreError, match="leads out of the publication"):
        append_lines(root, SLUG, [builders.item()])

    assert outside.read_text() == "no line end"


def test_a_new_story_has_its_settings(root: Path) -> None:
    """A new story can be read at once and accepts items and versions; a second one of that name is refused."""
    new_story(root, "tide-gauge", Story("The tide gauge"))
    append_lines(root, "tide-gauge", [builders.item()])
    append_version(root, "tide-gauge", builders.version())

    dossier = read_story(root, "tide-gauge")
    assert (dossier.story.title, len(dossier.versions), len(dossier.items), dossier.problems) == ("The tide gauge", 1, 1, ())
    with pytest.raises(UsageError, match="this story already exists"):
        new_story(root, "tide-gauge", Story("Another"))


@pytest.mark.parametrize("slug", ["../outside", "China-AI", "", "a" * 81])
def test_a_story_cannot_lie_elsewhere(root: Path, slug: str) -> None:
    """Only a slug can name a folder to write in."""
    before = contents(root.parent)

    with pytest.raises(UsageError, match="cannot be the name of a story"):
        new_story(root, slug, Story("T"))
    with pytest.raises(UsageError, match="there is no story"):
        append_lines(root, slug, [builders.item()])

    assert contents(root.parent) == before


def test_a_new_story_can_be_read(root: Path) -> None:
    """Settings that `check` would refuse are refused before anything is written."""
    before = contents(root)

    with pytest.raises(UsageError, match=r'tags\[0\]: should be lower-case letters .*, not "Not A Slug"') as refused:
        new_story(root, "quay", Story("The quay", tags=("Not A Slug",)))

    assert refused.value.hint.endswith("Nothing was written.")
    assert contents(root) == before


def test_a_version_needs_a_story_with_settings(root: Path) -> None:
    """A folder without `story.yaml` gets no version; its ledger can still grow."""
    (root / "stories/quay").mkdir()
    append_lines(root, "quay", [builders.item()])

    with pytest.raises(UsageError, match="is missing") as refused:
        append_version(root, "quay", builders.version())

    assert (refused.value.where, refused.value.hint) == ("stories/quay/story.yaml", 'Make it: `dateline new quay --title "…"`.')


def test_an_open_file_is_replaced_whole(root: Path) -> None:
    """Replacing leaves the new text and no other file."""
    path = root / "stories/harbour-barrier/story.yaml"
    before = contents(root)

    replace_text(path, "title: Another\n")

    assert contents(root) == {**before, "stories/harbour-barrier/story.yaml": b"title: Another\n"}


def test_a_full_disk_leaves_the_old_state(root: Path) -> None:
    """If the disk is full, the error says so and what to do, and every file stays as it was."""
    before = contents(root)
    long = builders.item("long", text="x" * 2000)

    with full_disk(600):
        for write in (
            lambda: append_lines(root, SLUG, [builders.item("short"), long]),
            lambda: append_version(root, SLUG, builders.version(2)),
            lambda: replace_text(root / "stories/harbour-barrier/story.yaml", "x" * 2000),
        ):
            with pytest.raises(StoreError, match="cannot be written: File too large") as error:
                write()
            assert error.value.hint == "Raise the limit on file sizes, then run it again."

    assert contents(root) == before


def test_an_unforeseen_fault_has_a_hint_too(root: Path) -> None:
    """A folder where a file should be is an error with a hint."""
    ledger = root / "stories/harbour-barrier/items.jsonl"
    ledger.unlink()
    ledger.mkdir()

    with pytest.raises(StoreError, match="Is a directory") as error:
        append_lines(root, SLUG, [builders.item()])

    assert error.value.hint.startswith("Check the disk")


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"title": "m" * 301}, "title"),
        ({"changes": "m" * 10_001}, "changes"),
        ({"narrative": ("Fine [@harbour-plan].", "m" * 10_001)}, "narrative[1]"),
        ({"corrections": (Correction(1, "It said so.", "m" * 2_001),)}, "corrections[0].now"),
    ],
)
def test_a_draft_with_a_text_that_is_too_long_is_not_filed(root: Path, given: dict[str, Any], at: str) -> None:
    """Whoever wrote the text, the error names the place and the limit, and nothing is filed."""
    with pytest.raises(StoreError, match=re.escape(f"{at}: ")) as caught:
        append_version(root, SLUG, builders.version(2, written_by=None, **given))

    assert "a draft may have" in caught.value.what
    assert not (root / "stories" / SLUG / "v002.yaml").exists()


def test_what_was_filed_at_any_length_is_read_and_carried(root: Path) -> None:
    """A filed version may have texts of any length, and so may the next one that keeps them."""
    long = builders.version(1, title="m" * 5_000, changes="m" * 20_000)
    (root / "stories" / SLUG / "v001.yaml").write_text(codec.dump(long), encoding="utf-8")

    assert read_story(root, SLUG).problems == ()
    append_version(root, SLUG, replace(long, version=2, published="2026-05-02T11:30:00Z", what="Short [@harbour-plan]."))
    assert read_story(root, SLUG).versions[1].title == "m" * 5_000


RACE = """
import sys
sys.path[:0] = [sys.argv[2]]
from pathlib import Path
import builders
from dateline.core.errors import StoreError
from dateline.store.append import append_version
version = builders.version(2, written_by=None, title=sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
try:
    append_version(Path(sys.argv[1]), "harbour-barrier", version)
    print("filed")
except StoreError as error:
    print(error)
"""


def test_of_two_runs_at_once_one_files(root: Path) -> None:
    """If processes file the same number at the same moment, one succeeds, the others report it, and its text stays."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, root, Path(builders.__file__).parent, f"Run {number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 4
    for run in runs:
        assert run.stdin
        run.stdin.write("go\n")
        run.stdin.flush()
    said = [run.communicate()[0].strip() for run in runs]

    lost = "stories/harbour-barrier/v002.yaml: another run filed version 2 first"
    assert sorted(said) == sorted(["filed", lost, lost, lost])
    assert read_story(root, SLUG).versions[1].title == f"Run {said.index('filed')}"
    assert sorted(path.name for path in (root / "stories/harbour-barrier").iterdir()) == [
        "items.jsonl",
        "story.yaml",
        "v001.yaml",
        "v002.yaml",
    ]
