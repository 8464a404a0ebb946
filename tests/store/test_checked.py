"""When stories were last checked, as a checkout of the branch for the state says it."""

from pathlib import Path

import pytest

from dateline.core.errors import StoreError, UsageError
from dateline.store.checked import FILE, LastChecked, checks_file, last_checked

LATE = '{"at": "2026-05-24T14:00:00Z", "stories": ["harbour-barrier", "ferry"], "usd": 0.2}\n'
EARLY = '{"stories": ["harbour-barrier"], "at": "2026-05-20T06:30:00Z"}\n'
LATER = '{"at": "2026-05-25T14:00:00Z", "stories": ["ferry"]}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def said(folder: Path, *lines: str) -> dict[str, str]:
    (folder / FILE).write_text("".join(lines), encoding="utf-8")
    return dict(last_checked(checks_file(folder)).at)


@pytest.mark.parametrize("lines", [(EARLY, LATE, LATER), (LATER, LATE, EARLY)])
def test_the_newest_line_with_a_storys_name_holds(folder, lines):
    """Whatever the order of the lines, since two runs are joined by union, and whatever else stands in them."""
    assert said(folder, *lines) == {"harbour-barrier": "2026-05-24T14:00:00Z", "ferry": "2026-05-25T14:00:00Z"}


def test_without_the_file_nothing_is_known(folder):
    """The branch is new, and no run has noted a check yet."""
    assert last_checked(checks_file(folder)) == LastChecked()


def test_a_folder_that_is_not_there_is_an_error(folder):
    """A mistyped folder is no empty state."""
    with pytest.raises(UsageError, match="there is no such folder") as caught:
        checks_file(folder / "no")

    assert caught.value.where == f"--state {folder / 'no'}"
    assert "git worktree add DIR origin/dateline-state" in caught.value.hint


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<<<<<<< HEAD",
        "[]",
        '{"at": "2026-05-24T14:00:00Z"}',
        '{"stories": []}',
        '{"at": "yesterday", "stories": []}',
        '{"at": "2026-02-30T14:00:00Z", "stories": []}',
        '{"at": "2026-05-24T14:00:00Z", "stories": "ferry"}',
        '{"at": "2026-05-24T14:00:00Z", "stories": ["../ferry"]}',
        '{"at": "2026-05-24T14:00:00Z", "stories": [1]}',
        "[" * 9999,
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_left_out(folder, line):
    """The other lines hold: a convenience does not stop the news."""
    assert said(folder, LATE, f"{line}\n", LATER) == said(folder, LATE, LATER)
    said(folder, LATE, f"{line}\n", LATER)

    assert last_checked(checks_file(folder)).skipped == (2,)


def test_a_file_that_cannot_be_read_is_an_error(folder):
    """What the disk refuses is not taken for nothing known."""
    (folder / FILE).mkdir()

    with pytest.raises(StoreError, match="cannot be read"):
        last_checked(checks_file(folder))
