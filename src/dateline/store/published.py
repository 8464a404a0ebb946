"""The base: the commit that counts as published, with which the working tree is compared."""

from pathlib import Path

from dateline.core.errors import GitError
from dateline.store.git import git

USUAL = ("main", "master")
"""The possible names of the default branch of a remote that does not tell which it is."""


def base_of(root: Path) -> str | None:
    """The remote's default branch as it was last fetched, such as `origin/main`.

    The remote is `origin`, or else the only one. Without such a branch it is `HEAD`; without a commit or a repository it is None.

    Args:
        root: the publication's folder; it may be inside a larger repository.
    """
    try:
        remotes = git(root, "remote").split()
        told = git(root, "for-each-ref", "--format=%(refname:lstrip=2) %(symref:lstrip=2)", "refs/remotes/")
    except GitError:
        return None
    branches = dict(row.split(" ") for row in told.splitlines())
    remote = next((name for name in remotes if name == "origin" or len(remotes) == 1), "")
    default = branches.get(f"{remote}/HEAD")
    named = next((name for usual in USUAL if (name := f"{remote}/{usual}") in branches), None)
    return default or named or _head(root)


def is_published(root: Path, path: str) -> bool:
    """Whether the base has a file; without git, nothing is published."""
    base = base_of(root)
    return base is not None and bool(git(root, "ls-tree", "--name-only", base, "--", path))


def _head(root: Path) -> str | None:
    """`HEAD`, if there is a commit."""
    try:
        git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except GitError:
        return None
    return "HEAD"
