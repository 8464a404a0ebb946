"""The state of files: whether a file is still the one that was read or written, told by size and times, and else by content."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

WHOLE = 1_000_000_000
"""Nanoseconds in a second."""
COARSE = 2 * WHOLE
"""Some disks only store every second second."""
GONE = "gone"
"""The state of a file that does not exist."""
UNSETTLED = "unsettled"
"""The state of a file whose times cannot be relied on; it equals the state of no file."""


class Noted(NamedTuple):
    """What is known about a file."""

    state: str
    """Its size and times; `UNSETTLED` if they cannot be relied on."""
    hash: str
    """The hash of its content."""


def states_of(paths: Iterable[str]) -> list[str]:
    """The size and times of each file; `GONE` for those that do not exist."""
    found = []
    for path in paths:  # one loop without calls of our own: there are ten thousands of files
        try:
            held = os.stat(path)  # noqa: PTH116
        except OSError:
            found.append(GONE)
        else:
            found.append(f"{held.st_size} {held.st_mtime_ns} {held.st_ctime_ns}")
    return found


def state_of(path: str) -> str:
    """The size and times of a file; `GONE` if there is none."""
    return states_of([path])[0]


def files_below(folder: str) -> Iterator[str]:
    """The path of each file in a folder and its folders, in no order; nothing if there is no such folder.

    Bytecode and hidden folders are left out. A symbolic link is followed once, and only to what is in this folder or beside it.
    """
    beside, seen = f"{os.path.realpath(os.path.dirname(folder))}{os.sep}", set[str]()  # noqa: PTH120  # faster

    def is_folder(entry: os.DirEntry[str]) -> bool:
        if not entry.is_symlink():
            return entry.is_dir()
        there = os.path.realpath(entry.path)
        is_new = there.startswith(beside) and there not in seen and os.path.isdir(there)  # noqa: PTH112  # raises nothing
        seen.add(there)
        return is_new

    waiting = [folder] if os.path.realpath(folder).startswith(beside) else []
    while waiting:
        try:
            entries = os.scandir(waiting.pop())
        except OSError:
            continue
        with entries:
            for entry in entries:
                if not is_folder(entry):
                    yield entry.path
                elif not entry.name.startswith((".", "__pycache__")):
                    waiting.append(entry.path)


def settled(state: str, now: int) -> str:
    """A state as it may be noted: a file that changed at this very moment, or later, could change again without a new time.

    Args:
        state: size and times.
        now: the time on the clock of the disk, before the state was read, in nanoseconds; 0 if it is not known.
    """
    if not state or state == GONE:
        return state
    changed = max(map(int, state.split()[1:]))  # Windows does not tell when a file was put in its place
    return state if changed < now - (0 if changed % WHOLE else COARSE) else UNSETTLED


def clock_of(folder: Path) -> int:
    """The time on the clock of the disk that a folder is on, in nanoseconds; 0 if nothing can be written there.

    The folder is made if it does not exist.

    The computer's own clock may differ, on a network drive for example.
    """
    probe = folder / f".dateline-{os.getpid()}.clock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        changed = probe.stat().st_ctime_ns
        probe.unlink()
    except OSError:
        return 0
    return changed


def content_hash(path: str) -> str:
    """The hash of a file's content; `GONE` if it cannot be read, or is none, such as a device."""
    try:
        with open(path, "rb", opener=_without_waiting) as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                return GONE
            return hashlib.file_digest(opened, "sha256").hexdigest()[:32]
    except OSError:
        return GONE


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file; a pipe that nobody writes to does not hold the run up."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def noted(files: Iterable[tuple[str, str, str]], known: Mapping[str, Noted]) -> dict[str, Noted]:
    """The state and content of files; only those are read whose state differs from the known one.

    Args:
        files: name, path and present state of each.
        known: name → what was noted earlier.
    """
    found = {}
    for name, path, state in files:
        was = known.get(name)
        found[name] = was if was and was.state == state else Noted(state, content_hash(path) if path else "")
    return found
