"""A commit as files in a folder of its own, for as long as something is read there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.core.errors import GitError
from dateline.store.branch_tree import prefix_of
from dateline.store.git import git

PLACE = ".dateline/proposed"


@contextmanager
def files_of(root: Path, commit: str) -> Iterator[Path]:
    """The publication as it is in a commit. What a killed run left there is removed first; the caller holds the lock.

    Raises:
        GitError: if git cannot write it.
    """
    place = root / PLACE
    _remove(root, place)
    try:
        git(root, "-c", f"core.hooksPath={os.devnull}", "worktree", "add", "--detach", "--quiet", "--force", str(place), commit)
        yield place / prefix_of(root)
    finally:
        _remove(root, place)


def _remove(root: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    with suppress(GitError):
        git(root, "worktree", "prune")
