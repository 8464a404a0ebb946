"""What the working tree is compared with: the remote's default branch, or else what is committed."""

from pathlib import Path

import pytest

from dateline.store.git import git
from dateline.store.published import base_of


def commit(root: Path, said: str = "State") -> None:
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "--allow-empty", "-m", said)


def repository(path: Path, branch: str = "main") -> Path:
    path.mkdir()
    git(path, "init", "-q", "-b", branch)
    commit(path)
    return path


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository whose default branch has a name of its own."""
    git(tmp_path, "clone", "-q", str(repository(tmp_path / "remote", "trunk")), "clone")
    return tmp_path / "clone"


def test_the_default_branch_of_the_remote_is_the_base(clone: Path) -> None:
    """A clone knows the remote's default branch, whatever is checked out, and in every folder."""
    git(clone, "switch", "-q", "-c", "desk/today")
    (clone / "briefs").mkdir()

    assert base_of(clone) == base_of(clone / "briefs") == "origin/trunk"


@pytest.mark.parametrize(("branch", "base"), [("main", "origin/main"), ("master", "origin/master"), ("trunk", "HEAD")])
def test_a_remote_that_was_added_later_has_a_usual_name(tmp_path: Path, branch: str, base: str) -> None:
    """If the remote's default branch is not known, main and master are tried, and then what is committed counts."""
    root, remote = repository(tmp_path / "desk", branch), tmp_path / "remote"
    git(tmp_path, "init", "-q", "--bare", "remote")
    git(root, "remote", "add", "origin", str(remote))
    git(root, "push", "-q", "origin", branch)

    assert base_of(root) == base


def test_main_goes_before_master(tmp_path: Path) -> None:
    """A remote that has both names is asked for main."""
    remote, root = repository(tmp_path / "remote"), repository(tmp_path / "desk")
    git(remote, "branch", "master")
    git(root, "remote", "add", "-f", "origin", str(remote))

    assert base_of(root) == "origin/main"


def test_a_default_branch_that_is_gone_is_not_the_base(clone: Path) -> None:
    """If the remote renamed its default branch, the old name that the clone still has is not used."""
    git(clone.parent / "remote", "branch", "-m", "trunk", "main")
    git(clone, "fetch", "-q", "--prune", "origin")

    assert base_of(clone) == "origin/main"


@pytest.mark.parametrize(
    ("remotes", "base"), [(["hub"], "hub/trunk"), (["hub", "fork"], "HEAD"), (["hub", "origin"], "origin/trunk")]
)
def test_one_remote_is_the_base_whatever_its_name(clone: Path, remotes: list[str], base: str) -> None:
    """A single remote counts; of several, only `origin` does."""
    git(clone, "remote", "rename", "origin", remotes[0])
    for name in remotes[1:]:
        git(clone, "remote", "add", "-f", "-m", "trunk", name, str(clone.parent / "remote"))

    assert base_of(clone) == base


def test_without_a_remote_the_last_commit_is_the_base(tmp_path: Path) -> None:
    """What is committed counts as published, also if the branch has no name at the moment."""
    root = repository(tmp_path / "desk")
    git(root, "switch", "-q", "--detach")

    assert base_of(root) == "HEAD"


def test_without_a_commit_nothing_is_the_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new repository, a folder outside of any, and a machine without git have no base."""
    (tmp_path / "desk").mkdir()
    assert base_of(tmp_path / "desk") is None
    git(tmp_path / "desk", "init", "-q")
    assert base_of(tmp_path / "desk") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert base_of(tmp_path / "desk") is None
