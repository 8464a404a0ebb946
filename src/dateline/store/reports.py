"""Reports for editors, in a folder that may have other files too: only files in a manifest are ever replaced or removed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from dateline.core.errors import StoreError
from dateline.store import atomic

MANIFEST = ".dateline-reports.json"

KnownReports = Mapping[str, tuple[str, ...]]
"""File name → the hashes of what Dateline wrote, or is about to write, under it."""


def write_reports(folder: Path, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Replaces the reports of an earlier run with these; returns the names of earlier ones that a person changed.

    A file that Dateline did not write, or that was changed since, stays as it is.

    Raises:
        StoreError: if such a file has the name of a report (the others are written first), or if the disk reports an error.
    """
    with atomic.disk_errors(folder), suppress(FileExistsError):
        folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    ours = {name for name in known if _is_ours(folder / name, known[name])}
    taken = [name for name in texts if name not in ours and _is_there(folder / name)]
    planned = {name: (_hash(text.encode()),) for name, text in texts.items() if name not in taken}
    # First, so that the reports of a run that is killed are still ours.
    _list(folder, {name: (*known.get(name, ()), *planned.get(name, ())) for name in {*ours, *planned}})
    for name in ours - planned.keys():
        with atomic.disk_errors(folder / name):
            (folder / name).unlink(missing_ok=True)
    for name in planned:
        atomic.replace_text(folder / name, texts[name])
    _list(folder, planned)
    if taken:
        raise _taken(folder, taken)
    return tuple(sorted(name for name in known.keys() - ours if _is_there(folder / name)))


def _taken(folder: Path, names: Iterable[str]) -> StoreError:
    return StoreError(
        f"reports not written, because they would overwrite files that Dateline did not write: {', '.join(sorted(names))}",
        where=str(folder),
        hint="Move these files away, or name another folder with --reports. Everything else was done.",
    )


def _is_there(file: Path) -> bool:
    return file.is_symlink() or file.exists()


def _is_ours(file: Path, hashes: Iterable[str]) -> bool:
    """Whether the file is as Dateline wrote it, or is gone."""
    if not _is_there(file):
        return True
    if file.is_symlink() or not file.is_file():
        return False
    with atomic.disk_errors(file):
        return _hash(file.read_bytes()) in hashes


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _list(folder: Path, hashes: KnownReports) -> None:
    atomic.replace_text(folder / MANIFEST, json.dumps(hashes, indent=0, sort_keys=True) + "\n")


def _known(folder: Path) -> KnownReports:
    """What the manifest lists; empty if it cannot be read, so that every file counts as another program's."""
    try:
        held = json.loads((folder / MANIFEST).read_bytes())
        return {name: tuple(hashes) for name, hashes in held.items() if Path(name).name == name and name.endswith(".md")}
    except (OSError, ValueError, RecursionError, AttributeError, TypeError):
        return {}
