"""What git keeps of the built site: nothing there belongs in a commit."""

from pathlib import Path

from dateline.core.errors import GitError
from dateline.core.model import Problem
from dateline.store.git import git

FOLDER = "build"
KEPT = f"{FOLDER}/.gitignore"
"""Keeps git from tracking the site; it is the one file that belongs there."""


def tracked_results(root: Path) -> tuple[Problem, ...]:
    """A problem if somebody made git track a file of the built site, past the file that prevents it; none without git.

    A build removes only what an earlier build wrote, so a file that was committed there would be published unchecked. Who keeps
    the whole site in git, without that file, means it.
    """
    try:
        told = git(root, "ls-files", "-z", "--", FOLDER).split("\0")
    except GitError:
        return ()
    found = [path for path in told if path and path != KEPT]
    return (_tracked(found),) if found and (KEPT in told or found == [FOLDER]) else ()


def _tracked(paths: list[str]) -> Problem:
    others = f" with {len(paths) - 1} more" * (len(paths) > 1)
    message = f"is in git{others}, but Dateline writes this folder, and nobody checks what is committed there"
    hint = f"Take it out of git: `git rm -r --quiet --cached {FOLDER}`, then `git add {KEPT}`."
    return Problem("unknown-file", paths[0], 1, 1, "", message, hint)
