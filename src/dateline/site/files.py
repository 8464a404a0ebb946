"""Writes a site: only the files that changed, each one whole or not at all, and nothing outside the folder.

A hidden manifest in the folder lists the files that Dateline made, with their fingerprints. No other file is removed, and a file
with an unchanged fingerprint is not rendered again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path, PurePosixPath

from dateline.core.errors import StoreError, UsageError
from dateline.site.frame import Output

MANIFEST = ".dateline-manifest"
TEMPORARY = ".dateline-part"


@dataclass(frozen=True, slots=True)
class Written:
    """What was done to the folder."""

    pages: int
    """Files of the site."""
    rendered: int
    """Those that were rendered."""
    written: int
    """Those whose bytes changed."""
    unchanged: int
    """Those whose bytes did not change."""
    removed: int
    """Files that no longer belong to the site."""
    bytes: int
    """The size of the site."""


def write_site(outputs: Sequence[Output], out: Path, *, fresh: bool = False, executor: Executor | None = None) -> Written:
    """Writes the outputs into the folder, removes what Dateline made there earlier, and leaves all other files alone.

    Args:
        outputs: the files, as planned.
        out: the folder; created if it does not exist.
        fresh: render everything, whatever the manifest says.
        executor: renders stories in parallel; None: one after another.

    Raises:
        StoreError: if a file cannot be written, or there is a symbolic link in its path.
        UsageError: if the folder has files that Dateline did not make, and nothing is written; or if a template is wrong, and
            nothing of its story is.
    """
    try:
        return _write_site(outputs, out, fresh=fresh, executor=executor)
    except OSError as error:
        hint = "Check its permissions and the free space on the disk, or choose another folder with `--out`."
        raise StoreError(f"cannot be written: {error.strerror}", where=str(_refused(error, out)), hint=hint) from error


def _refused(error: OSError, out: Path) -> Path:
    """The path that cannot be written; for a temporary file, its folder."""
    place = Path(error.filename or out)
    return place.parent if place.suffix == TEMPORARY else place


def _write_site(outputs: Sequence[Output], out: Path, *, fresh: bool, executor: Executor | None) -> Written:
    _refuse_foreign(out)
    known = _manifest(out)
    for output in outputs:
        _refuse_links(out, output.path)
        if output.path not in known and (out / output.path).exists() and not _holds(out / output.path, output.render()):
            raise _foreign(out, output.path)
    due = [one for one in outputs if fresh or known.get(one.path) != one.fingerprint or not (out / one.path).is_file()]
    planned = {one.path: one.fingerprint for one in outputs}
    out.mkdir(parents=True, exist_ok=True)
    _replace(out / MANIFEST, _listed({**known, **planned} | {one.path: "" for one in due}))  # due again if killed here
    written = sum(_put(out, path, data) for path, data in _rendered(due, executor))
    removed = sum(_remove(out, path) for path in sorted(known.keys() - planned.keys()))
    _replace(out / MANIFEST, _listed(planned))
    size = sum((out / path).stat().st_size for path in planned)
    return Written(len(outputs), len(due), written, len(outputs) - written, removed, size)


def _rendered(due: Iterable[Output], executor: Executor | None) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file, one story at a time, so that what its pages share is worked out once."""
    in_groups = sorted(due, key=lambda one: one.group)
    groups = [tuple(group) for _, group in groupby(in_groups, lambda one: one.group)]
    for group in executor.map(_render, groups) if executor else map(_render, groups):
        yield from group


def _render(group: tuple[Output, ...]) -> list[tuple[str, bytes]]:
    return [(output.path, output.render()) for output in group]


def _put(out: Path, path: str, data: bytes) -> bool:
    """Writes a file if its bytes changed; whether it did."""
    file = out / path
    if _holds(file, data):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    _replace(file, data)
    return True


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data


def _replace(file: Path, data: bytes) -> None:
    temporary = file.with_name(f".{file.name}{TEMPORARY}")
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as stream:
        stream.write(data)
    temporary.replace(file)


def _remove(out: Path, path: str) -> bool:
    """Removes a file and the folders that become empty; whether the file existed."""
    _refuse_links(out, path)
    file = out / path
    if not file.is_file():
        return False
    file.unlink()
    with suppress(OSError):  # stops at the first folder with other files
        for folder in takewhile(lambda folder: folder != out, file.parents):
            folder.rmdir()
    return True


def _refuse_foreign(out: Path) -> None:
    """Refuses a folder with files that no build has made; hidden files, such as `.gitignore`, are ignored."""
    if (out / MANIFEST).is_file() and not (out / MANIFEST).is_symlink():
        return
    found = min(out.glob("[!.]*"), default=None)
    if found:
        raise _foreign(out, found.name)


def _foreign(out: Path, name: str) -> UsageError:
    what = f"contains {name}, which Dateline did not make, so nothing is written there"
    return UsageError(what, where=str(out), hint="Move it away, or choose an empty or new folder with `--out`.")


def _refuse_links(out: Path, path: str) -> None:
    """Refuses a path that leads out of the folder, by its name or by a symbolic link."""
    parts = PurePosixPath(path)
    places = [out / part for part in (parts, *parts.parents[:-1])]
    if parts.is_absolute() or ".." in parts.parts or any(place.is_symlink() for place in places):
        raise StoreError("leads out of the site's folder", where=str(out / path), hint="Delete the symbolic link.")


def _listed(fingerprints: Mapping[str, str]) -> bytes:
    return (json.dumps(fingerprints, indent=0, sort_keys=True) + "\n").encode()


def _manifest(out: Path) -> Mapping[str, str]:
    """Path → fingerprint of each file; empty if the manifest cannot be read, so that everything is rendered again."""
    file = out / MANIFEST
    if file.is_symlink() or not file.is_file():
        return {}
    try:
        held = json.loads(file.read_bytes())
    except ValueError:
        return {}
    is_manifest = isinstance(held, dict) and all(isinstance(value, str) for value in held.values())
    return held if is_manifest else {}
