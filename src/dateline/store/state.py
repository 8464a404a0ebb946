"""The state branch: what a run must know of the runs before it, on whatever machine they were (docs/adr/0040).

It has files of JSON lines that only grow. If two runs add to it at the same time, it gets the lines of both.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.core import layout
from dateline.core.errors import GitError
from dateline.store.branch_tree import DATELINE, commit, entries_at, prefix_of, stored
from dateline.store.git import git, git_bytes
from dateline.store.published import base_of
from dateline.store.remote import STATE, branches_of, fetch, push, remote_of

README = "README.md"
ABOUT = b"""\
# State

Dateline's runs write here what the next run must know: items that no version uses yet, the health of feeds, what was spent.
Each file has JSON lines and only grows. Nothing that is published depends on this branch. If you delete it, the next run begins
a new one.
"""
MOST_TRIES = 5
"""How often a push is tried again after another run pushed first."""

StateRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StateBranch:
    """The state branch at one time."""

    commit: str = ""
    """Its newest commit; empty if there is no branch."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Name → content."""
    _read: dict[str, "_Rows"] = field(default_factory=dict, compare=False, repr=False)
    """What was read of it so far."""

    def lines(self, name: str) -> tuple[bytes, ...]:
        """The lines of a file, without those that are cut."""
        return tuple(self.files.get(name, b"").split(b"\n")[:-1])

    def rows(self, name: str) -> tuple[StateRow, ...]:
        """What the lines of `NAME.jsonl` say; a line that cannot be read says nothing."""
        return self._rows(name).rows

    def rows_about(self, name: str, story: str, version: int) -> tuple[StateRow, ...]:
        """Those of them that are about one version."""
        return tuple(self._rows(name).about.get((story, str(version)), ()))

    def _rows(self, name: str) -> "_Rows":
        if name not in self._read:
            self._read[name] = _Rows(tuple(row for line in self.lines(f"{name}.jsonl") if (row := _row(line)) is not None))
        return self._read[name]

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The place of each line that cannot be read, apart from lines of ledgers."""
        return tuple(
            f"{STATE}:{name}:{number}"
            for name in sorted(self.files)
            for number, line in enumerate(self.lines(name), 1)
            if name.endswith(".jsonl") and not name.startswith(f"{layout.STORIES}/") and _row(line) is None
        )


class _Rows:
    """The rows of a file."""

    def __init__(self, rows: tuple[StateRow, ...]) -> None:
        self.rows = rows
        self.about: defaultdict[tuple[str, str], list[StateRow]] = defaultdict(list)
        """The story and the number of a version → the rows about it."""
        for row in rows:
            self.about[str(row.get("story")), str(row.get("version"))].append(row)


def _row(line: bytes) -> StateRow | None:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def line_of(row: StateRow) -> bytes:
    """A line of the state, without its line ending."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def main_branch(root: Path) -> str:
    """The name of the main branch of the remote; empty without one: then there is no state to share."""
    remote, base = remote_of(root), base_of(root) or ""
    return base.removeprefix(f"{remote}/") if remote and base.startswith(f"{remote}/") else ""


def read_state(root: Path) -> StateBranch:
    """The state as it was last fetched; empty if there is none.

    Raises:
        GitError: if git reports an error.
    """
    newest = branches_of(root).get(STATE, "")
    if not newest:
        return StateBranch()
    prefix = prefix_of(root)
    held = {path.removeprefix(prefix): entry for path, entry in entries_at(root, newest).items() if path.startswith(prefix)}
    return StateBranch(newest, dict(zip(held, _blobs(root, held.values()), strict=True)))


def add_to_state(
    root: Path,
    added: Mapping[str, Sequence[StateRow | bytes]],
    *,
    known: StateBranch | None = None,
    tries: int = MOST_TRIES,
) -> StateBranch:
    """Adds lines to files of the state, and pushes it. Returns the new state; a line that is there is not added again.

    Args:
        root: the publication's folder.
        added: the name of a file → rows, or whole lines.
        known: the state as it was read before; it is read again only if there is a newer one.
        tries: how often it is tried again if another run pushes at the same time.

    Raises:
        GitError: if the remote does not take it.
    """
    state = known if known and branches_of(root).get(STATE, "") == known.commit else read_state(root)
    files = {name: grown for name, rows in added.items() if (grown := _grown(state, name, rows))}
    if not files:
        return state
    made = _commit(root, state.commit, files)
    try:
        push(root, made, STATE)
    except GitError:
        fetch(root, main_branch(root))
        if not tries or branches_of(root).get(STATE, "") == state.commit:
            raise
        return add_to_state(root, added, tries=tries - 1)
    return StateBranch(made, {**state.files, **files})


def _grown(state: StateBranch, name: str, rows: Iterable[StateRow | bytes]) -> bytes:
    """A file with the lines that it lacks; empty if it lacks none."""
    known = set(state.lines(name))
    lines = dict.fromkeys(row if isinstance(row, bytes) else line_of(row) for row in rows)
    new = [line for line in lines if line not in known]
    return state.files.get(name, b"") + b"".join(line + b"\n" for line in new) if new else b""


def _commit(root: Path, parent: str, files: Mapping[str, bytes]) -> str:
    """The commit that replaces these files."""
    if not parent:
        files = {README: ABOUT, **files}
    prefix = prefix_of(root)
    entries = {f"{prefix}{name}": stored(root, data) for name, data in files.items()}
    empty = git(root, "mktree").strip()
    return commit(root, parent or empty, entries, (parent,) if parent else (), "Add to the state", DATELINE)


def _blobs(root: Path, entries: Iterable[str]) -> list[bytes]:
    """The content of entries, read by one process."""
    names = "".join(f"{entry.split(' ')[1]}\n" for entry in entries)
    held = git_bytes(root, "cat-file", "--batch", data=names.encode())
    found = []
    while held:
        head, _, held = held.partition(b"\n")
        size = int(head.split(b" ")[2])
        found.append(held[:size])
        held = held[size + 1 :]
    return found
