"""Atomic writes: a file is complete or not there, whenever the program is killed.

A new file is written under a temporary name and then linked to its own name: if that is taken, the link fails. A ledger grows by
whole lines. Leftovers of a killed run have a temporary name, or are a line without a line ending.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.core import codec
from dateline.core.errors import StoreError

HINTS = {
    errno.ENOSPC: "Free some space on the disk, then run it again.",
    errno.EDQUOT: "Free some of your quota, then run it again.",
    errno.EFBIG: "Raise the limit on file sizes, then run it again.",
    errno.EROFS: "Work in a folder that can be written: this disk is read-only.",
    errno.EACCES: "Check who owns the folder, and whether you may write to it.",
    errno.EPERM: "Check the folder's permissions, and that its file system supports hard links.",
}


def write_once(path: Path, text: str) -> Path:
    """Creates a file, complete or not at all, even after a power cut, and returns its path.

    Raises:
        FileExistsError: if the file exists; it is not changed.
        StoreError: if the disk reports an error.
    """
    return write_bytes_once(path, text.encode())


def write_bytes_once(path: Path, data: bytes) -> Path:
    """The same for bytes.

    Raises:
        FileExistsError: if the file exists; it is not changed.
        StoreError: if the disk reports an error.
    """
    with _complete_file(path, data) as finished:
        os.link(finished, path)
        sync_folder(path.parent)
    return path


def replace_text(path: Path, text: str) -> None:
    """Replaces the text of a file, see `replace_bytes`.

    Raises:
        StoreError: if the disk reports an error; the file stays as it was.
    """
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """Replaces a file at once. Only a withdrawal replaces a published file; `fmt` asks git first whether a file is published.

    Raises:
        StoreError: if the disk reports an error; the file stays as it was.
    """
    with _complete_file(path, data) as finished:
        finished.replace(path)
        sync_folder(path.parent)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turns an error of the disk into a StoreError with a hint."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        hint = HINTS.get(error.errno or 0, "Check the disk, then run it again. Published files are intact.")
        raise StoreError(f"cannot be written: {error.strerror}", where=path.as_posix(), hint=hint) from error


@contextmanager
def _complete_file(path: Path, data: bytes) -> Iterator[Path]:
    """A complete file on disk, under a temporary name in the folder of `path`; it is deleted at the end."""
    finished = path.with_name(f".dateline-{secrets.token_hex(8)}.part")
    with disk_errors(path):
        try:
            with finished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            yield finished
        finally:
            finished.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Writes the folder's list of names to the disk."""
    with disk_errors(folder), suppress(PermissionError):  # Windows cannot open a folder, and does not need this
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_lines(ledger: Path, lines: bytes) -> None:
    """Adds whole lines at the end of a ledger, or nothing if the disk reports an error.

    Raises:
        StoreError: if the disk reports an error.
    """
    with disk_errors(ledger), ledger.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            while lines:
                lines = lines[file.write(lines) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
    sync_folder(ledger.parent)


def repair_ledger(ledger: Path) -> None:
    """Adds a missing line ending to the last line, or removes a part of a line that a killed run left.

    The ledger is still append-only: a line counts once it has its line ending, and no run has reported a line without one.
    Its item is collected again. A complete line that an editor saved without a line ending is kept.

    Raises:
        StoreError: if the disk reports an error.
    """
    with disk_errors(ledger), suppress(FileNotFoundError), ledger.open("r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            return
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        tail = file.read().rpartition(b"\n")[2]
        if codec.parse_line(tail, ledger.name, 1).value:
            file.write(b"\n")
        else:
            file.truncate(size - len(tail))
        os.fsync(file.fileno())
