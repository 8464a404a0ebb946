"""What git keeps of the folders that Dateline writes: nothing there belongs in a commit."""

from pathlib import Path

from dateline.core.errors import GitError
from dateline.core.model import Problem
from dateline.store.git import git

FOLDERS = ("build", ".dateline")
"""The site, and what runs keep for each other."""
KEPT = "build/.gitignore"
"""Keeps git from tracking the site; it is the one file that belongs there."""


def tracked_results(root: Path) -> tuple[Problem, ...]:
    """A problem for each of these folders of which git tracks a file; none without git.

    A build removes only what an earlier build wrote, so a file that was committed there would be published unchecked.
    """
    try:
        told = git(root, "ls-files", "-z", "--", *FOLDERS).split("\0")
    except GitError:
        return ()
    found = [[path for path in told if path.split("/")[0] == folder and path != KEPT] for folder in FOLDERS]
    return tuple(_tracked(paths) for paths in found if paths)


def _tracked(paths: list[str]) -> Problem:
    folder = paths[0].split("/")[0]
    others = f" with {len(paths) - 1} more" * (len(paths) > 1)
    message = f"is in git{others}, but Dateline writes this folder, and nobody checks what is committed there"
    back = f", then `git add {KEPT}`" * KEPT.startswith(f"{folder}/")
    hint = f"Take it out of git: `git rm -r --quiet --cached {folder}`{back}."
    return Problem("unknown-file", paths[0], 1, 1, "", message, hint)
