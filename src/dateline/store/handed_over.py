"""Files that are on a branch of the remote by now: the working tree is put back to what is committed here, and loses nothing."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dateline.core import layout
from dateline.core.ledger_union import missing
from dateline.store.atomic import disk_errors, replace_bytes
from dateline.store.branch_tree import bytes_of, entries_at, prefix_of, written
from dateline.store.git import file_at, git, git_bytes


def hand_over(root: Path, commit: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Removes files that are not committed, or makes them again what is committed, if a commit has them as they are here.

    A file that was staged, or changed since it was read, stays. So `git pull` can bring the commit back once it is merged.

    Args:
        root: the publication's folder.
        commit: a commit that the remote has.
        files: the path of each file in the publication → its bytes as they were read.

    Returns:
        The paths of the files that were put back.

    Raises:
        GitError: if git reports an error.
        StoreError: if the disk reports an error.
    """
    there, prefix = entries_at(root, commit, *files), prefix_of(root)
    done = []
    for path, is_new in _not_committed(root, prefix, files):
        file, held = root / path, there.get(f"{prefix}{path}", "")
        if not held or file.is_symlink() or file.read_bytes() != files[path] or not _has(root, path, held, files[path]):
            continue
        if is_new:
            with disk_errors(file):
                file.unlink()
        else:
            replace_bytes(file, git_bytes(root, "cat-file", "--filters", f"HEAD:./{path}"))
        done.append(path)
    for folder in {(root / path).parent for path in done}:
        with suppress(OSError):  # it has other files
            folder.rmdir()
    return tuple(done)


def _not_committed(root: Path, prefix: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bool]]:
    """The files that differ from what is committed, and of which nothing is staged; whether each is new."""
    told = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *files)
    for row in filter(None, told.split("\0")):
        path = row[3:].removeprefix(prefix)
        if row[:2] in ("??", " M") and path in files:
            yield path, row[:2] == "??"


def _has(root: Path, path: str, held: str, data: bytes) -> bool:
    """Whether a commit has a file as it is here; of a ledger, every line."""
    if path.endswith(f"/{layout.LEDGER}"):
        return not missing(data, bytes_of(root, held))
    return written(root, path, data) == held


def has_had(root: Path, commit: str, path: str) -> bool:
    """Whether the current branch has a commit, or had a file at some time as it is there: who works here knows that text."""
    entry = git(root, "rev-parse", f"{commit}:./{path}").strip() if file_at(root, commit, path) else ""
    return bool(entry) and entry in git(root, "log", "--format=", "--raw", "--no-abbrev", "--no-renames", "HEAD", "--", path)
