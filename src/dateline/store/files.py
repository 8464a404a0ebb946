"""Reads files and folders of the publication, and reports what does not belong there; no link out of it is followed."""

import re
import unicodedata
from pathlib import Path

from dateline.core import layout
from dateline.core.errors import StoreError
from dateline.core.model import Problem


def entries(folder: Path) -> tuple[Path, ...]:
    """Everything in the folder by name, except the file that keeps it in git; empty if there is no folder.

    Raises:
        StoreError: if it cannot be listed.
    """
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.name != layout.PLACEHOLDER))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unreadable(folder, error) from error


def read(root: Path, file: str) -> bytes:
    """The bytes of a file of the publication.

    Raises:
        StoreError: if it cannot be read.
    """
    try:
        return (root / file).read_bytes()
    except OSError as error:
        raise _unreadable(Path(file), error) from error


def unsafe_entry(root: Path, path: Path) -> Problem | None:
    """Why a file or folder must not be read, whatever its name; None if it may be."""
    if layout.leaves(root, path):
        return _stray(
            root, path, "a symbolic link that leads out of the publication; it was not read", "Put the file itself here."
        )
    if layout.UNFINISHED.fullmatch(path.name):
        return _stray(
            root, path, "left behind by a run that was stopped", "Remove it, or run `dateline update`, which removes it too."
        )
    if not (path.is_dir() or path.is_file()):
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
    twin = next((one.name for one in entries(path.parent) if one != path and _folded(one) == _folded(path)), None)
    if twin:
        what = f'the same name as "{twin}" except for capitals or accents: some disks can keep only one of them'
        return _stray(root, path, what, "Move its versions to one of the two, and remove the other.")
    what = "a story's name has only lower-case letters, digits and hyphens, at most 80 characters"
    return _stray(root, path, what, "Rename the folder.")


def stray_page(root: Path, path: Path) -> Problem:
    """The problem with something among pages or essays that is neither."""
    return _stray(root, path, "not the name of a page", "Name it like about-us.md, in lower-case letters, digits and hyphens.")


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", path.name).casefold()


def _stray(root: Path, path: Path, message: str, hint: str) -> Problem:
    return Problem("unknown-file", path.relative_to(root).as_posix(), 1, 1, "", message, hint)


def _unreadable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"cannot be read: {error.strerror}", where=path.as_posix(), hint="Check who owns it, and whether you may read it."
    )
