"""A story is closed or archived by one command, which changes two keys of its `story.yaml` and says what follows."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication

from dateline.core import codec
from dateline.core.codec.commented import story_file
from dateline.core.errors import StoreError, UsageError
from dateline.core.model import Closing, Story
from dateline.flows.ending import EndedStory, end_story
from dateline.flows.status import status
from dateline.report.ending import lines
from dateline.report.status_terminal import need
from dateline.store.git import git
from dateline.store.lock import locked
from dateline.store.reading import read_publication
from dateline.store.story import read_story

SLUG = "harbour-barrier"
FILE = f"stories/{SLUG}/story.yaml"
NOTE = "It stands: ready, at last."
Run = Callable[..., tuple[Any, str, str]]


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """A story with the file that `new` writes, full of comments."""
    text = story_file(Story("The harbour barrier", tags=("harbour",)), "../../content/schema/story.json")
    return make_publication(builders.dossier(), files={FILE: text})


def end(root: Path, status: Any = "closed", note: str = "", day: str = "2026-05-24") -> EndedStory:
    return end_story(root, SLUG, status, note, now=f"{day}T11:30:00Z")


def story(root: Path) -> Story:
    return read_story(root, SLUG).story


def test_closing_adds_two_lines(root: Path) -> None:
    """Every comment and every other byte stays; the note is on one line, without what would hide in it."""
    before = (root / FILE).read_text()
    end(root, note=" It stands:\n ready,\u202e at last. ")
    after = (root / FILE).read_text()

    assert story(root) == Story("The harbour barrier", "closed", Closing("2026-05-24", NOTE), tags=("harbour",))
    assert after.replace("\nstatus: closed", "").replace(f'\nclosing: {{on: 2026-05-24, note: "{NOTE}"}}', "") == before


def test_a_second_time_changes_nothing(root: Path) -> None:
    """A story that was closed stays as it is; another note replaces the first, and the day stays."""
    end(root, note=NOTE)
    before = (root / FILE).read_bytes()
    again = end(root, day="2026-06-01")

    assert again.story == again.was
    assert again.unpublished == ()  # there is no main branch
    assert (root / FILE).read_bytes() == before
    assert end(root, note="It fell.", day="2026-06-01").story.closing == Closing("2026-05-24", "It fell.")


def test_an_archived_story_keeps_its_closing(root: Path) -> None:
    """Archived after it was closed, and closed again, it has its first day and note, unless there is a new note."""
    end(root, note=NOTE)

    assert end(root, "archived", day="2026-06-01").story.closing == Closing("2026-05-24", NOTE)
    assert end(root, "closed", day="2026-06-01").story.status == "closed"
    assert end(root, "archived", "Gone.", day="2026-06-01").story.closing == Closing("2026-05-24", "Gone.")


def test_a_story_that_was_opened_again_is_closed_anew(root: Path) -> None:
    """The closing of a story that is followed again does not count."""
    end(root, note=NOTE)
    (root / FILE).write_text((root / FILE).read_text().replace("\nstatus: closed", "\nstatus: active"))

    assert end(root, day="2026-06-01").story.closing == Closing("2026-06-01")


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("title: T\nstatus: sleeping\n", f"{FILE}:2", "status"),
        ("title: T\nclosing:\n  on: 2026-01-01\n  # why\n  note: Over.\nstatus: active\n", f"{FILE}:2", "closing cannot be set"),
        ("", f"{FILE}:1", "empty"),
    ],
)
def test_a_file_that_cannot_be_changed_is_refused(root: Path, text: str, where: str, words: str) -> None:
    """The error names the line and says what to do; the file stays as it was."""
    (root / FILE).write_text(text)
    with pytest.raises(UsageError, match=words) as caught:
        end(root, note=NOTE)

    assert caught.value.where == where
    assert caught.value.hint
    assert (root / FILE).read_text() == text


def test_a_missing_file_and_a_missing_story_are_said(root: Path) -> None:
    """A folder without its settings, and a name that no story has."""
    (root / FILE).unlink()
    with pytest.raises(UsageError, match="is missing") as missing:
        end(root)
    assert (missing.value.where, missing.value.hint) == (FILE, f'Make it: `dateline new {SLUG} --title "…"`.')
    with pytest.raises(UsageError, match='no story "harbour"'):
        end_story(root, "harbour", "closed", "", now=builders.NOW)


def test_what_is_missing_can_be_made(root: Path, dateline: Run) -> None:
    """Nothing is written to a story without settings; the command of the hint makes them, and its versions stay."""
    (root / FILE).unlink()
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    commit(root)
    before = sorted(path.name for path in (root / FILE).parent.iterdir())
    for command in (("close", SLUG), ("archive", SLUG), ("edit", SLUG)):
        code, out, err = dateline("-C", root, *command)
        assert (code, out, err.splitlines()[0]) == (2, "", f"error: {FILE}: is missing")
    assert sorted(path.name for path in (root / FILE).parent.iterdir()) == before

    assert dateline("-C", root, "new", SLUG, "--title", "The harbour barrier")[1].startswith(f"{FILE}: written\n")
    assert dateline("-C", root, "close", SLUG)[0] == 0


def test_a_title_and_a_note_have_a_limit(root: Path, dateline: Run) -> None:
    """More than the files allow is refused, and nothing is written."""
    before = (root / FILE).read_bytes()

    assert dateline("-C", root, "close", SLUG, "--note", "x" * 2_001)[0] == 2
    assert dateline("-C", root, "new", "quay", "--title", "x" * 301)[0] == 2
    assert (root / FILE).read_bytes() == before
    assert not (root / "stories/quay").exists()


def test_a_run_in_progress_and_a_full_disk_change_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another run holds the lock, or if the new file cannot be completed, the old one stays whole."""
    before = (root / FILE).read_bytes()
    with locked(root), pytest.raises(StoreError, match="another run"):
        end(root)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(StoreError, match="No space"):
        end(root)

    assert (root / FILE).read_bytes() == before
    assert [path.name for path in (root / FILE).parent.iterdir() if path.name.startswith(".")] == []


def test_what_readers_will_see_is_said(root: Path, dateline: Run) -> None:
    """The command prints the first sentence of the page, how to open the story again, and what comes next."""
    code, out, _ = dateline("-C", root, "close", SLUG, "--note", NOTE)
    day = story(root).closing

    assert (code, day and day.note) == (0, NOTE)
    assert out.startswith(
        f"{FILE}: closed\n  readers: all lists still have it; its latest page begins:\n    This story was closed on "
    )
    assert out.count(NOTE) == 1
    assert f"to open it again: set `status: active` in {FILE}\n" in out
    assert out.endswith(f"next: commit this, then run dateline -C {root} build\n")
    assert dateline("-C", root, "close", SLUG, "--note", "It fell.")[1].startswith(f"{FILE}: closed already; the note is new\n")


def test_archiving_twice_says_so(root: Path, dateline: Run) -> None:
    """The second time there is nothing to do, and no next step."""
    dateline("-C", root, "archive", SLUG)
    code, out, _ = dateline("-C", root, "archive", SLUG)

    assert code == 0
    assert out.startswith(f"{FILE}: nothing to do: it was archived already\n  readers: only the page Archive lists it")
    assert "next:" not in out


def test_what_is_left_over_is_said(root: Path) -> None:
    """Items that no version has used, and versions that are not merged, are named; so is a story that nobody can see."""
    with (root / f"stories/{SLUG}/items.jsonl").open("a") as ledger:
        ledger.write(codec.dump_line(builders.item("tide-table")))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    commit(root)
    (root / f"stories/{SLUG}/v002.yaml").write_text(codec.dump(builders.version(2)))
    told = list(lines(end(root)))

    assert "  1 item waits in its ledger, and no version will use it while it is closed" in told
    assert "  not on the main branch yet: version 2" in told


def commit(root: Path) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *who, "commit", "-qm", "One"], cwd=root, check=True)


@pytest.mark.parametrize(("draft", "words"), [("draft: true\n", "a draft"), ("", "no version")])
def test_a_story_without_pages_shows_nothing(root: Path, draft: str, words: str) -> None:
    """Nobody sees the end of a draft, or of a story without versions."""
    (root / FILE).write_text(f"title: T\n{draft}")
    if not draft:
        (root / f"stories/{SLUG}/v001.yaml").unlink()

    assert f"  readers: nothing, because it {'is' if draft else 'has'} {words}" in list(lines(end(root)))


def test_nobody_is_asked_about_a_story_that_is_over(root: Path) -> None:
    """Items that wait, and old questions, are nothing to do for `status`; no run updates the story."""
    with (root / f"stories/{SLUG}/items.jsonl").open("a") as ledger:
        ledger.writelines(codec.dump_line(builders.item(f"item-{number}")) for number in range(20))
    for ending in ("closed", "archived"):
        end(root, ending)
        (row,) = status(root)

        assert need(row, date(2027, 1, 1)) == ("●", ending, None)
        assert read_publication(root).active([SLUG]) == ()
