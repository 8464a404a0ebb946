"""How bytes get onto the disk so that nothing is ever half there.

A new file is finished beside its name and then linked into place: the name is free or taken, and a second run that wants the same
name fails. A ledger grows by whole lines. What a killed run leaves behind is told by its name, or by a line without an end.
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
    errno.EROFS: "The disk is read-only: work in a folder that can be written.",
    errno.EACCES: "Check who owns the folder and whether it may be written.",
    errno.EPERM: "Check the folder's permissions, and that its file system knows hard links.",
}


def write_once(path: Path, text: str) -> Path:
    """Makes a file that is there whole or not at all, also after a power cut; its path.

    Raises:
        FileExistsError: when the name is taken; that file stays as it is.
        StoreError: when the disk fails.
    """
    with _complete_file(path, text.encode()) as finished:
        os.link(finished, path)
        sync_folder(path.parent)
    return path


def replace_text(path: Path, text: str) -> None:
    """Changes a file that is still under an editor's hands, all at once.

    Never for what is published: `fmt` and `approve` ask git first whether the file is merged.

    Raises:
        StoreError: when the disk fails; the file stays as it was.
    """
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """Changes a file all at once. Of what is published, only what is taken down is changed at all.

    Raises:
        StoreError: when the disk fails; the file stays as it was.
    """
    with _complete_file(path, data) as finished:
        finished.replace(path)
        sync_folder(path.parent)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Says what a failing disk means."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        hint = HINTS.get(error.errno or 0, "Look after the disk, then run it again; what was published is whole.")
        raise StoreError(f"cannot be written: {error.strerror}", where=path.as_posix(), hint=hint) from error


@contextmanager
def _complete_file(path: Path, data: bytes) -> Iterator[Path]:
    """A complete file beside `path`, safe on the disk, that is gone afterwards."""
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
    """Makes the folder's list of names safe on the disk."""
    with disk_errors(folder), suppress(PermissionError):  # Windows opens no folder; it needs no such step
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_lines(ledger: Path, lines: bytes) -> None:
    """Adds whole lines at the end, or, when the disk fails, nothing.

    Raises:
        StoreError: when the disk fails.
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
    """Ends the last line, or takes away the piece of one that a killed run left.

    The ledger stays append-only by this: a line counts from its line end on, and nobody was told of one that has none. Its item
    comes in again. A whole line that an editor saved without its line end is kept.

    Raises:
        StoreError: when the disk fails.
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
