"""Every change in the watched folders is noticed once."""

import os
import resource
import shutil
from pathlib import Path

import pytest

from dateline.core.errors import StoreError
from dateline.store.watching import changes

NAMES = ("content", "theme")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/about.md").write_text("One.")
    (tmp_path / "build").mkdir()
    return tmp_path.resolve()


@pytest.fixture
def watched(root):
    found = changes(root, NAMES)
    assert next(found) == set()
    yield found
    found.close()


def save_by_rename(path: Path) -> None:
    """Saves as many editors do: a new file takes the name of the old one."""
    path.with_name(".draft").write_text("Two.")
    path.with_name(".draft").rename(path)


@pytest.mark.parametrize(
    "act",
    [
        lambda root: (root / "content/pages/about.md").write_text("Two."),
        lambda root: save_by_rename(root / "content/pages/about.md"),
        lambda root: (root / "content/pages/about.md").unlink(),
        lambda root: (root / "content/pages/new.md").write_text("New."),
        lambda root: (root / "content/pages/about.md").rename(root / "content/pages/we.md"),
        lambda root: (root / "content/a/b").mkdir(parents=True),
        lambda root: shutil.rmtree(root / "content/pages"),
    ],
    ids=["written", "saved by renaming", "removed", "added", "renamed", "a folder", "a folder removed"],
)
def test_any_change_is_noticed(root, watched, act):
    """A file or folder that is added, changed, renamed or removed is noticed at any depth; other folders are not watched."""
    (root / "build/index.html").write_text("built")
    act(root)

    assert {Path(path).is_relative_to(root / "content") for path in next(watched)} == {True}


def test_a_file_in_a_new_folder_is_noticed(root, watched):
    """A folder that was added is watched too."""
    (root / "content/a/b").mkdir(parents=True)
    next(watched)
    (root / "content/a/b/file").write_text("x")

    assert str(root / "content/a/b/file") in next(watched)


def test_quick_changes_come_together(root, watched):
    """Many changes at once are not reported one by one."""
    written = {str(root / f"content/{number}") for number in range(50)}
    for path in written:
        Path(path).write_text("x")
    times, seen = 0, set[str]()
    while not written <= seen:
        times, seen = times + 1, seen | next(watched)

    assert times < 10


def test_a_folder_may_come_later_and_be_replaced(root, watched):
    """A watched folder may be missing at first, and removed and made again; its files are noticed all the same."""
    for _ in range(2):
        (root / "theme").mkdir()
        assert next(watched) == set()
        (root / "theme/site.css").write_text("x")
        assert next(watched) == {str(root / "theme/site.css")}
        shutil.rmtree(root / "theme")
        next(watched)


def test_a_folder_that_is_replaced_at_once(root, watched):
    """A folder that another one takes the place of before anybody looks is watched again."""
    (root / "new").mkdir()
    (root / "content").rename(root / "old")
    (root / "new").rename(root / "content")
    while next(watched):
        pass
    (root / "content/site.yaml").write_text("x")

    assert next(watched) == {str(root / "content/site.yaml")}


def test_a_folder_that_goes_at_the_wrong_moment(root, monkeypatch):
    """A folder that is removed just before it would be watched stops nothing."""
    (root / "theme").mkdir()
    is_dir = Path.is_dir

    def gone_after(path):
        was = is_dir(path)
        if path.name == "theme" and was:
            path.rmdir()
        return was

    monkeypatch.setattr(Path, "is_dir", gone_after)
    watched = changes(root, NAMES)

    assert next(watched) == set()
    watched.close()


def test_a_system_that_cannot_watch_is_told(root):
    """If the system refuses, there is an error with a hint."""
    import watchfiles  # noqa: F401  # loaded while files can still be opened

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, limits[1]))
    try:
        with pytest.raises(StoreError, match=r"cannot be watched: .* open files") as raised:
            next(changes(root, NAMES))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)

    assert "limit" in raised.value.hint
