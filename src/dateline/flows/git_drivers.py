"""What git calls to compare and to merge the files of stories, and the settings that tell git to do so."""

import shlex
import sys
from pathlib import Path, PurePosixPath

from dateline.core import layout
from dateline.core.errors import GitError
from dateline.flows.ledgers import merged_ledger
from dateline.store.git import git, must_be_repository

TEXTCONV, MERGE = "diff.dateline", "merge.dateline-ledger"
CACHED = "refs/notes/textconv/dateline"
"""Where git keeps the texts that it was given."""
ATTRIBUTES = ("stories/**/v*.yaml diff=dateline", "items.jsonl diff=dateline merge=dateline-ledger")
"""The lines of `.gitattributes` that name the files."""


def install(root: Path) -> tuple[str, ...]:
    """Writes the settings of this clone, and returns a line for each of them.

    Raises:
        UsageError: if this is not a repository.
        GitError: if git reports an error.
    """
    must_be_repository(root)
    command = shlex.join([sys.executable.replace("\\", "/"), "-P", "-m", "dateline"])
    settings = {
        # If this Dateline is gone, git shows and merges the files as it always does.
        f"{TEXTCONV}.textconv": f'f() {{ {command} git-diff "$1" || cat "$1"; }}; f',
        f"{TEXTCONV}.cachetextconv": "true",
        f"{MERGE}.name": "the union of two ledgers",
        f"{MERGE}.driver": f"{command} git-merge %O %A %B %P || git merge-file -L ours -L before -L theirs %A %O %B",
    }
    for name, value in settings.items():
        git(root, "config", "--local", "--replace-all", name, value)
    _forget(root)
    return tuple(f"{name} = {value}" for name, value in settings.items())


def uninstall(root: Path) -> tuple[str, ...]:
    """Removes the settings of this clone, and returns the names of the sections that were there.

    Raises:
        UsageError: if this is not a repository.
        GitError: if git reports an error.
    """
    must_be_repository(root)
    found = []
    for section in (TEXTCONV, MERGE):
        try:
            git(root, "config", "--local", "--get-regexp", f"^{section}[.]")
        except GitError:
            continue
        git(root, "config", "--local", "--remove-section", section)
        found.append(section)
    _forget(root)
    return tuple(found)


def missing_attributes(root: Path) -> tuple[str, ...]:
    """The lines that `.gitattributes` lacks."""
    version, ledger = layout.version_path("x", 1), layout.ledger_path("x")
    told = git(root, "check-attr", "-z", "diff", "merge", "--", version, ledger).split("\0")
    held = set(zip(told[::3], told[1::3], told[2::3], strict=False))
    wanted = ({(version, "diff", "dateline")}, {(ledger, "diff", "dateline"), (ledger, "merge", "dateline-ledger")})
    return tuple(line for line, attributes in zip(ATTRIBUTES, wanted, strict=True) if not attributes <= held)


def merge(ancestor: Path, ours: Path, theirs: Path, path: str) -> bool:
    """Merges a ledger for git, into the file `ours`; False, and nothing is written, if it cannot.

    It cannot if a line is missing that both had, or if the file is no ledger.

    Args:
        ancestor: the file of the common ancestor.
        ours: the file of this branch.
        theirs: the file of the other branch.
        path: the ledger's path in the repository, whose top is the current folder.
    """
    if PurePosixPath(path).name != layout.LEDGER:
        return False
    was, one, other = (file.read_bytes() for file in (ancestor, ours, theirs))
    merged = merged_ledger(Path(), path, one, other, was)
    if merged is not None:
        ours.write_bytes(merged)
    return merged is not None


def _forget(root: Path) -> None:
    """Forgets the texts that an earlier Dateline gave git."""
    git(root, "update-ref", "-d", CACHED)
