"""The pictures of a publication: what is in content/images and its folders."""

import re
from hashlib import sha256
from pathlib import Path

from dateline.core import layout
from dateline.core.ids import slug
from dateline.core.model import Picture, Problem
from dateline.store import files
from dateline.store.picture_headers import KINDS, size_of

LARGEST = 10_000_000
"""The most bytes of a picture."""
_NAME = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9._-]*({'|'.join(map(re.escape, KINDS))})")
_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def read_pictures(root: Path) -> tuple[tuple[Picture, ...], tuple[Problem, ...]]:
    """The pictures that pages and essays can show, by name, and what is in the folder besides.

    Raises:
        StoreError: if a file or a folder cannot be read.
    """
    found, problems, waiting = list[Picture](), list[Problem](), [root / layout.IMAGES]
    while waiting:
        for entry in files.entries(root, waiting.pop()):
            file = entry.path.relative_to(root).as_posix()
            if problem := files.unsafe_entry(root, entry) or _stray(file, entry):
                problems.append(problem)
            elif entry.is_folder:
                waiting.append(entry.path)
            else:
                picture, damage = _read(root, file)
                found += picture
                problems += damage
    return tuple(sorted(found, key=lambda one: one.name)), tuple(sorted(problems, key=lambda one: one.file))


def _stray(file: str, entry: files.Entry) -> Problem | None:
    """The problem with something that is neither a picture nor a folder of pictures."""
    if entry.is_link:
        return Problem("unknown-file", file, 1, 1, "", "a symbolic link", "Put the file itself here.")
    if (_FOLDER if entry.is_folder else _NAME).fullmatch(entry.path.name):
        return None
    hint = f"Name it in plain letters, digits, hyphens and dots, with one of the endings {', '.join(KINDS)}."
    name = _right_name(entry)
    return Problem("unknown-file", file, 1, 1, "", "not the name of a picture" + f": call it {name}" * bool(name), hint)


def _right_name(entry: files.Entry) -> str:
    """The name that a picture or folder with a wrong one could have; empty if there is none."""
    path, ending = entry.path, "" if entry.is_folder else entry.path.suffix.lower()
    stem = slug(path.name if entry.is_folder else path.stem)
    return f"{stem}{ending}" if stem and (entry.is_folder or ending in KINDS) else ""


def _read(root: Path, file: str) -> tuple[list[Picture], list[Problem]]:
    """The picture, or what is wrong with it."""
    path = root / file
    if path.stat().st_size > LARGEST:
        said, hint = (
            f"has more than {LARGEST // 1_000_000} MB",
            "Save it with fewer pixels: no page shows more than 2,000 across.",
        )
        return [], [Problem("bad-picture", file, 1, 1, "", said, hint)]
    data = files.read(root, file)
    try:
        width, height = size_of(data, path.suffix)
    except ValueError as error:
        return [], [Problem("bad-picture", file, 1, 1, "", str(error), "Save it again as a plain picture, or remove it.")]
    name = file.removeprefix(f"{layout.IMAGES}/")
    return [Picture(name, path, sha256(data).hexdigest()[:32], width, height)], []
