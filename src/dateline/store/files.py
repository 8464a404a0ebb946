"""Reads files and folders of the publication, and reports what does not belong there; no link out of it is followed."""

import os
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from dateline.core import layout
from dateline.core.errors import StoreError
from dateline.core.model import Problem

LEAVES, _OWN_FILE = "a symbolic link that leads out of the publication; it was not read", "Put the file itself here."


class Entry(NamedTuple):
    """Something in a folder of the publication."""

    path: Path
    """Its path."""
    is_folder: bool
    """Whether it is a folder, or a link to one."""
    is_file: bool
    """Whether it is a file, or a link to one."""
    is_link: bool
    """Whether it is a symbolic link."""
    leaves: bool
    """Whether it is outside of the publication, because it or the folder is a symbolic link that leads there."""


def entries(root: Path, folder: Path, *, is_inside: bool = False) -> tuple[Entry, ...]:
    """Everything in the folder by name, except the file that keeps it in git; empty if there is no folder.

    Args:
        root: the publication's folder.
        folder: the folder.
        is_inside: whether the folder is known to be inside of the publication.

    Raises:
        StoreError: if it cannot be listed.
    """
    try:
        with os.scandir(folder) as listing:
            listed = sorted(listing, key=lambda one: one.name)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unreadable(folder, error) from error
    leaves = not is_inside and layout.leaves(root, folder)
    return tuple(_listed(root, folder, one, leaves=leaves) for one in listed if one.name != layout.PLACEHOLDER)


def _listed(root: Path, folder: Path, one: os.DirEntry[str], *, leaves: bool) -> Entry:
    path = folder / one.name
    if one.is_symlink():
        return entry(root, path)
    return Entry(path, one.is_dir(follow_symlinks=False), one.is_file(follow_symlinks=False), is_link=False, leaves=leaves)


def entry(root: Path, path: Path) -> Entry:
    """What is at a path."""
    return Entry(path, path.is_dir(), path.is_file(), path.is_symlink(), layout.leaves(root, path))


def read(root: Path, file: str) -> bytes:
    """The bytes of a file of the publication.

    Raises:
        StoreError: if it cannot be read, or is a symbolic link that leads out of the publication.
    """
    path = root / file
    if path.is_symlink() and layout.leaves(root, path):
        raise StoreError(LEAVES, where=file, hint=_OWN_FILE)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(Path(file), error) from error


def read_held(root: Path, file: str) -> bytes:
    """The bytes of a file of the publication, or no bytes if it is missing or leads out of the publication.

    Raises:
        StoreError: if it cannot be read.
    """
    found = entry(root, root / file)
    return read(root, file) if found.is_file and not found.leaves else b""


def unsafe_entry(root: Path, entry: Entry) -> Problem | None:
    """Why a file or folder must not be read, whatever its name; None if it may be."""
    path = entry.path
    if entry.leaves:
        return _stray(root, path, LEAVES, _OWN_FILE)
    if layout.UNFINISHED.fullmatch(path.name):
        return _stray(
            root, path, "left behind by a run that was stopped", "Remove it, or run `dateline update`, which removes it too."
        )
    if not (entry.is_folder or entry.is_file):
        return _stray(root, path, "neither a file nor a folder", "Remove it.")
    return None


def stray_in_story(root: Path, path: Path) -> Problem:
    """The problem with something in a story's folder that is not part of a story."""
    name = path.name.lower()
    hint = "Move it elsewhere: a story has only story.yaml, items.jsonl and v001.yaml, v002.yaml …"
    if path.is_dir():
        return _stray(root, path, "a folder does not belong in a story", hint)
    near = re.fullmatch(r"v0*([1-9]\d{0,5})\.ya?ml", name, re.ASCII)
    meant = (
        layout.version_name(int(near[1]))
        if near
        else next((one for one in (layout.STORY, layout.LEDGER) if one[:5] == name[:5]), "")
    )
    return _stray(root, path, "not the name of a story's file", f"Did you mean {meant}?" if meant else hint)


def stray_story(root: Path, path: Path) -> Problem:
    """The problem with something among the stories that is not a story."""
    if not path.is_dir():
        return _stray(root, path, "not a story's folder", "Move it elsewhere: only folders of stories belong here.")
    others = (one.path for one in entries(root, path.parent) if one.path != path)
    twin = next((one.name for one in others if _folded(one) == _folded(path)), None)
    if twin:
        what = f'the same name as "{twin}" except for capitals or accents: some disks can keep only one of them'
        return _stray(root, path, what, "Move its versions to one of the two, and remove the other.")
    what = "a story's name has only lower-case letters, digits and hyphens, at most 80 characters"
    return _stray(root, path, what, "Rename the folder.")


def stray_page(root: Path, path: Path) -> Problem:
    """The problem with something among pages or essays that is neither."""
    return _stray(root, path, "not the name of a page", "Name it like about-us.md, in lower-case letters, digits and hyphens.")


def stray_intro(root: Path, path: Path) -> Problem:
    """The problem with something among the introductions to daily issues that is none."""
    return _stray(root, path, "not the name of an introduction", "Name it by the day of its issue, like 2026-05-27.md.")


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", path.name).casefold()


def _stray(root: Path, path: Path, message: str, hint: str) -> Problem:
    name = os.fsencode(path.relative_to(root).as_posix()).decode(errors="replace")  # it may be no text
    return Problem("unknown-file", name, 1, 1, "", message, hint)


def _unreadable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"cannot be read: {error.strerror}", where=path.as_posix(), hint="Check who owns it, and whether you may read it."
    )
