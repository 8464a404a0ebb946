"""Commits made beside the working tree and the index: a tree from blobs, in which what two sides changed is joined."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.core import codec, layout
from dateline.core.config import Config
from dateline.core.errors import GitError, UsageError
from dateline.core.ledger_union import union
from dateline.store.git import git, git_bytes
from dateline.store.remote import EMAIL

Entries = dict[str, str]
"""The path of a file from the top of the repository → its mode and its blob; empty where there is no file."""

_WHO = ("AUTHOR", "COMMITTER")
DATELINE = {f"GIT_{who}_NAME": "dateline" for who in _WHO} | {f"GIT_{who}_EMAIL": EMAIL for who in _WHO}
"""The environment in which git commits in Dateline's own name."""
_NEW = "100644"


def prefix_of(root: Path) -> str:
    """The path of the publication in its repository, with a slash at the end; empty if it is at the top.

    Raises:
        GitError: if git reports an error.
    """
    return git(root, "rev-parse", "--show-prefix").rstrip("\n")


def entries_at(root: Path, commit: str, *paths: str) -> Entries:
    """The files of a commit at or below paths of the publication.

    Raises:
        GitError: if git reports an error.
    """
    prefix = prefix_of(root)
    told = git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *(f"{prefix}{path}" for path in paths))
    rows = (row.partition("\t") for row in filter(None, told.split("\0")))
    return {path: _entry(*head.split(" ")[::2]) for head, _, path in rows}


def changes_between(root: Path, before: str, after: str) -> dict[str, tuple[str, str]]:
    """Each file that differs between two commits → what it was, and what it is.

    Raises:
        GitError: if git reports an error.
    """
    words = git(root, "diff-tree", "-r", "-z", "--no-renames", f"{before}^{{commit}}", f"{after}^{{commit}}").split("\0")
    found = {}
    for told, path in zip(words[::2], words[1::2], strict=False):
        was, now, old, new, _ = told.removeprefix(":").split(" ")
        found[path] = (_entry(was, old), _entry(now, new))
    return found


def written(root: Path, path: str, data: bytes) -> str:
    """Writes a file of the publication to git's objects, as `git add` would, and returns its entry.

    Raises:
        GitError: if git reports an error.
    """
    return f"{_NEW} {git(root, 'hash-object', '-w', '--stdin', '--path', path, data=data).strip()}"


def bytes_of(root: Path, entry: str) -> bytes:
    """The bytes of an entry; empty if there is no file."""
    return git_bytes(root, "cat-file", "blob", entry.split(" ")[1]) if entry else b""


def joined(root: Path, path: str, onto: str, side: str, before: str) -> str:
    """What a file is after what one side changed is put on the other.

    Args:
        root: the publication's folder.
        path: the file, from the top of the repository.
        onto: the file at the other side.
        side: the file at this side; in a ledger its lines come last.
        before: the file that both sides had; empty if it was not there.

    Raises:
        UsageError: if both sides changed the same lines.
        GitError: if git reports an error.
    """
    if side in (onto, before):
        return onto
    if onto == before:
        return side
    ours, theirs = bytes_of(root, side), bytes_of(root, onto)
    if path.endswith(f"/{layout.LEDGER}"):
        return stored(root, union(theirs, ours))
    return stored(root, _merged(root, path, ours, bytes_of(root, before), theirs))


def branch_with_base(root: Path, base: str, head: str) -> tuple[str, Entries]:
    """The tree of a branch after the base is merged into it: a commit to start from, and the files that differ from it.

    Raises:
        UsageError: if the branch and the base changed the same lines.
        GitError: if git reports an error.
    """
    fork = git(root, "merge-base", base, head).strip()
    if fork == _hash_of(root, base):
        return head, {}
    theirs = changes_between(root, fork, base)
    ours = changes_between(root, fork, head)
    return base, {path: joined(root, path, theirs.get(path, (was, was))[1], now, was) for path, (was, now) in ours.items()}


def commit(  # noqa: PLR0913, PLR0917  # what a commit consists of
    root: Path, start: str, files: Entries, parents: tuple[str, ...], message: str, author: Mapping[str, str]
) -> str:
    """Makes a commit, without a branch, from a commit's tree and the files that differ from it; returns its hash.

    Args:
        root: the publication's folder.
        start: the commit whose tree is changed.
        files: the files that differ; an empty entry removes a file.
        parents: the commits before it.
        message: the commit's message.
        author: the environment variables that say who commits.

    Raises:
        GitError: if git reports an error.
    """
    with TemporaryDirectory() as folder:
        index = Path(folder, "index")
        git(root, "read-tree", start, index=index)
        none = f"0 {'0' * len(_hash_of(root, start))}"
        rows = "".join(f"{entry or none}\t{path}\0" for path, entry in sorted(files.items()))
        git(root, "update-index", "-z", "--index-info", data=os.fsencode(rows), index=index)
        tree = git(root, "write-tree", index=index).strip()
    before = (word for parent in parents for word in ("-p", parent))
    return git(root, "commit-tree", tree, *before, "-m", message, environment=author).strip()


def must_have_identity(root: Path) -> None:
    """Stops if git does not know who commits.

    Raises:
        UsageError: if it does not.
    """
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        try:
            git(root, "-c", "user.useConfigOnly=true", "var", who)
        except GitError as error:
            hint = 'Say who you are: `git config user.name "…"` and `git config user.email …`, then run this again.'
            raise UsageError("git does not know in whose name to commit a version by hand", hint=hint) from error


def _hash_of(root: Path, revision: str) -> str:
    return git(root, "rev-parse", "--verify", revision).strip()


def _entry(mode: str, blob: str) -> str:
    return f"{mode} {blob}" if blob.strip("0") else ""


def stored(root: Path, data: bytes) -> str:
    """Writes bytes to git's objects as they are, and returns their entry."""
    return f"{_NEW} {git(root, 'hash-object', '-w', '--stdin', data=data).strip()}"


def _is_right(settings: bytes) -> bool:
    """Whether these settings can be read."""
    return not codec.parse(Config, settings, layout.SITE).problems


def _merged(root: Path, path: str, side: bytes, before: bytes, onto: bytes) -> bytes:
    """A file that both sides changed in different places."""
    with TemporaryDirectory() as folder:
        for name, data in (("side", side), ("before", before), ("onto", onto)):
            Path(folder, name).write_bytes(data)
        names = [f"{folder}/{name}" for name in ("side", "before", "onto")]
        try:
            return git_bytes(root, "merge-file", "-p", "--quiet", *names)
        except GitError as error:
            if path.endswith(layout.SITE) and _is_right(both := git_bytes(root, "merge-file", "-p", "--union", *names)):
                return both  # each side added a feed in the same place
            hint = "Merge the main branch into your branch by hand, then run this again."
            raise UsageError("was changed here and in the main branch, in the same place", where=path, hint=hint) from error
