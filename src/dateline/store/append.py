"""The only writing on paper: whole new files, and whole new lines at a ledger's end.

A file is published by linking a finished one into place: the name is taken or free, never half written, and a second run that
wants the same name fails. What a killed run leaves behind, `mend` clears away under the lock.
"""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline import codec
from dateline.errors import StoreError, UsageError
from dateline.model import Item, Story, Version
from dateline.store import layout

HINTS = {
    errno.ENOSPC: "Free some space on the disk, then run it again.",
    errno.EDQUOT: "Free some of your quota, then run it again.",
    errno.EFBIG: "Raise the limit on file sizes, then run it again.",
    errno.EROFS: "The disk is read-only: work in a folder that can be written.",
    errno.EACCES: "Check who owns the folder and whether it may be written.",
    errno.EPERM: "Check the folder's permissions, and that its file system knows hard links.",
}


def append_version(root: Path, slug: str, version: Version) -> Path:
    """Files a version under the next free number; the path of the new file.

    Raises:
        StoreError: when the number is taken or would leave a gap, when the version would not read back, or when the disk fails.
    """
    folder = _story_folder(root, slug)
    name = layout.version_name(version.version)
    where = layout.in_story(slug, name)
    last = max((number for path in folder.iterdir() if (number := layout.version_number(path.name))), default=0)
    if version.version > last + 1:
        raise StoreError(f"version {last + 1} is not filed yet", where=where, hint="File the versions in order.")
    if version.version <= last:
        raise _taken(version.version, where)
    text = codec.dump(version, layout.schema("version"))
    if problems := codec.parse(Version, text.encode(), where).problems:
        first = problems[0]
        raise StoreError(f"{first.at}: {first.message}", where=f"{where}:{first.line}", hint=f"Nothing was filed. {first.hint}")
    try:
        return write_once(folder / name, text)
    except FileExistsError:
        raise _taken(version.version, where) from None


def append_items(root: Path, slug: str, items: Iterable[Item]) -> int:
    """Adds lines to a story's ledger, all or none; their number.

    Raises:
        StoreError: when the disk fails.
    """
    lines = [codec.dump_item(item).encode() for item in items]
    ledger = _story_folder(root, slug) / layout.LEDGER
    if lines:
        _mend_ledger(ledger)
        _write_lines(ledger, b"".join(lines))
    return len(lines)


def new_story(root: Path, slug: str, story: Story) -> Path:
    """Makes a story's folder with its `story.yaml`; the path of that file.

    Raises:
        UsageError: when the slug is none, or is taken.
        StoreError: when the disk fails.
    """
    where = layout.in_story(slug, layout.STORY)
    if not layout.is_slug(slug):
        raise UsageError(f'"{slug}" cannot name a story', hint="Use lower-case letters and digits joined by hyphens, at most 80.")
    folder = root / layout.STORIES / slug
    with _disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        path = write_once(_story_folder(root, slug) / layout.STORY, codec.dump(story, layout.schema("story")))
    except FileExistsError:
        raise UsageError("there is such a story already", where=where, hint="Choose another slug, or edit this file.") from None
    _settle(folder.parent)
    return path


def write_once(path: Path, text: str) -> Path:
    """Makes a file that is there whole or not at all, also after a power cut; its path.

    Raises:
        FileExistsError: when the name is taken; that file stays as it is.
        StoreError: when the disk fails.
    """
    with _finished(path, text) as finished:
        os.link(finished, path)
        _settle(path.parent)
    return path


def replace_text(path: Path, text: str) -> None:
    """Changes a file that is still under an editor's hands, all at once.

    Never for what is published: `fmt` and `approve` ask git first whether the file is merged.

    Raises:
        StoreError: when the disk fails; the file stays as it was.
    """
    with _finished(path, text) as finished:
        finished.replace(path)
        _settle(path.parent)


def mend(root: Path) -> None:
    """Clears away what a killed run left behind. Only under the lock: else it may be another run's work under way.

    Raises:
        StoreError: when the disk fails.
    """
    for top in (layout.STORIES, "content"):
        for left in (root / top).glob("**/.dateline-*.part"):
            if layout.UNFINISHED.fullmatch(left.name):
                with _disk(left):
                    left.unlink()
    for ledger in (root / layout.STORIES).glob(f"*/{layout.LEDGER}"):
        if not layout.leaves(root, ledger):
            _mend_ledger(ledger)


def _taken(number: int, where: str) -> StoreError:
    return StoreError(
        f"another run filed version {number} first", where=where, hint="Nothing is lost: run `dateline update` again."
    )


def _story_folder(root: Path, slug: str) -> Path:
    folder = root / layout.STORIES / slug
    if not layout.is_slug(slug) or not folder.is_dir():
        raise UsageError(f'there is no story "{slug}"', hint=f'Make it: dateline new {slug} --title "…".')
    for path in (folder, folder / layout.LEDGER):
        if layout.leaves(root, path):
            raise StoreError("leads out of the publication", where=str(path.relative_to(root)), hint="Replace the symbolic link.")
    return folder


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """Says what a failing disk means."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        hint = HINTS.get(error.errno or 0, "Look after the disk, then run it again; what was published is whole.")
        raise StoreError(f"cannot be written: {error.strerror}", where=path.as_posix(), hint=hint) from error


@contextmanager
def _finished(path: Path, text: str) -> Iterator[Path]:
    """A complete file beside `path`, safe on the disk, that is gone afterwards."""
    finished = path.with_name(f".dateline-{secrets.token_hex(8)}.part")
    with _disk(path):
        try:
            with finished.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            yield finished
        finally:
            finished.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Makes the folder's list of names safe on the disk."""
    with suppress(PermissionError):  # Windows opens no folder; it needs no such step
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_lines(ledger: Path, lines: bytes) -> None:
    with _disk(ledger), ledger.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            while lines:
                lines = lines[file.write(lines) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
    _settle(ledger.parent)


def _mend_ledger(ledger: Path) -> None:
    """Ends the last line, or takes away the piece of one that a killed run left.

    The ledger stays append-only by this: a line counts from its line end on, and nobody was told of one that has none. Its item
    comes in again. A whole line that an editor saved without its line end is kept.
    """
    with _disk(ledger), suppress(FileNotFoundError), ledger.open("r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            return
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        tail = file.read().rpartition(b"\n")[2]
        if codec.parse_item(tail, ledger.name, 1).value:
            file.write(b"\n")
        else:
            file.truncate(size - len(tail))
        os.fsync(file.fileno())
