"""What the working tree is compared with: the remote's default branch, or else what is committed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import builders
import pytest
from branches import FOLDER, SLUG, Clone, Hub, hub

from dateline.core import codec
from dateline.core.model import Tombstone, Withdrawn
from dateline.core.tombstones import hash_of
from dateline.store.git import git
from dateline.store.published import all_clashes, base_of, clashes

__all__ = ["hub"]
ALPHA, BETA = "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z"


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


# --- versions that the base has with other content ------------------------------------------------------------------------


@pytest.fixture
def desk(hub: Hub) -> Clone:
    """A clone with an empty branch of its own; the base has a version 4 that it has only fetched."""
    one, two = hub.clone("one"), hub.clone("two")
    two.git("switch", "-q", "-c", "desk")
    one.file(4, "alpha", ALPHA)
    one.git("push", "-q")
    two.git("fetch", "-q")
    return two


def stone_of(data: bytes, number: int) -> str:
    return codec.dump(Tombstone(1, number, Withdrawn("2026-06-01", "By order.", hash_of(data))))


def test_a_clone_that_is_only_behind_has_no_clash(desk: Clone) -> None:
    """What the base has and the working tree lacks is no clash, nor is a next version; nor is it after a merge."""
    assert clashes(desk.root, SLUG) == ()
    desk.git("merge", "-q", "origin/main")
    desk.file(5, "beta", BETA)
    assert clashes(desk.root, SLUG) == ()
    assert all_clashes(desk.root) == {}


def test_a_second_version_with_a_number_clashes(desk: Clone) -> None:
    """It does before git knows the file, after `git add`, when it is committed, and in a stopped merge."""
    desk.write(replace(desk.read(3), version=4, published=BETA, what="A wall."))
    assert clashes(desk.root, SLUG) == (4,)
    desk.git("add", "-A")
    assert clashes(desk.root, SLUG) == (4,)
    desk.commit()
    assert clashes(desk.root, SLUG) == (4,)
    assert all_clashes(desk.root) == {SLUG: (4,)}
    desk.stops("merge", "origin/main")
    assert clashes(desk.root, SLUG) == (4,)
    assert clashes(desk.root, "other") == ()


def test_a_version_that_looks_moved_hides_no_clash(desk: Clone) -> None:
    """If git takes version 5 here for the base's version 4 under a new name, the other version 4 is still found."""
    there = git(desk.root, "show", f"origin/main:{FOLDER}/v004.yaml")
    (desk.root / FOLDER / "v005.yaml").write_text(there.replace("version: 4", "version: 5"))
    desk.commit()
    desk.write(replace(desk.read(3), version=4, published=BETA, what="A wall."))

    assert clashes(desk.root, SLUG) == (4,)


def test_a_clash_is_found_in_a_subfolder(desk: Clone) -> None:
    """A publication inside of a larger repository is compared like any other."""
    desk.git("merge", "-q", "origin/main")
    (desk.root / "briefs").mkdir()
    desk.git("mv", "stories", "briefs")
    desk.commit()
    desk.git("update-ref", "refs/remotes/origin/main", "HEAD")

    (desk.root / "briefs" / FOLDER / "v004.yaml").write_text("version: [")

    assert clashes(desk.root / "briefs", SLUG) == (4,)


def test_a_clash_that_was_merged_is_still_one(desk: Clone) -> None:
    """A version that came over the published one, from a stash or with `-X ours`, clashes in a branch that has the base."""
    desk.git("merge", "-q", "origin/main")
    for number in (4, 2):
        desk.write(replace(desk.read(number), published=BETA, what="A wall."))
    assert clashes(desk.root, SLUG) == (2, 4)
    desk.commit()
    assert clashes(desk.root, SLUG) == (2, 4)


def test_the_numbers_are_in_order(hub: Hub) -> None:
    """Version 1000 comes after version 999."""
    for number in (999, 1000):
        hub.first.write(builders.version(number, published=ALPHA))
    hub.first.commit()
    for number in (999, 1000):
        hub.first.write(builders.version(number, published=BETA))
    assert clashes(hub.first.root, SLUG) == (999, 1000)


def test_line_ends_do_not_clash(desk: Clone) -> None:
    """A checkout with Windows line endings has the same versions."""
    path = desk.root / FOLDER / "v003.yaml"
    path.write_bytes(desk.data(3).replace(b"\n", b"\r\n"))
    assert desk.git("diff", "--name-only", "origin/main", "--", FOLDER)
    assert clashes(desk.root, SLUG) == ()


def test_a_withdrawal_does_not_clash(desk: Clone) -> None:
    """A tombstone stands for the bytes that it replaces, here or in the base; one of other bytes clashes."""
    was = desk.data(3)
    path = desk.root / FOLDER / "v003.yaml"
    path.write_text(stone_of(was, 3))
    assert clashes(desk.root, SLUG) == ()
    desk.commit()
    desk.git("update-ref", "refs/remotes/origin/main", "HEAD")
    path.write_bytes(was)
    assert clashes(desk.root, SLUG) == ()
    path.write_text(stone_of(b"Other bytes.", 3))
    assert clashes(desk.root, SLUG) == (3,)


def test_without_git_nothing_clashes(make_publication: Callable[..., Path]) -> None:
    """A publication outside of a repository, and one without a commit, have no base to clash with."""
    root = make_publication(builders.dossier())
    assert clashes(root, SLUG) == ()
    git(root, "init", "-q")
    assert clashes(root, SLUG) == ()
