"""A publication in one file: writes an archive with the hash of each file, and unpacks one after it verified them.

An archive may come from anybody. Nothing is written outside of the folder, no link is made, and nothing is there before all is.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from dateline.core import strict_json
from dateline.core.errors import UsageError
from dateline.store.atomic import disk_errors, sync_folder

FORMAT = 1
"""The number of the archive's form."""
MANIFEST = "manifest.json"
WITHIN = "publication/"
"""Where the files of the publication are in the archive."""
MOST_FILES, MOST_BYTES, MOST_TIMES = 200_000, 4_000_000_000, 50
"""The most files and bytes that are unpacked, and how many times as large as the archive they may be."""
FREE_BYTES = 100_000_000
"""What any archive may unpack to, however small it is."""
PRIVATE = (".git", ".dateline")
"""Folders at the top that are never packed or unpacked: what is in them can run programs, or is about readers."""
_BLOCK = 1 << 20
_UNSAFE = re.compile(r"[\x00-\x1f\x7f:\\]")
_WHOLE = "Export the publication again, or use another copy of the archive."


class PackedFile(NamedTuple):
    """A file for an archive."""

    name: str
    """Its path in the archive, with `/`."""
    data: bytes
    """Its bytes."""
    is_program: bool = False
    """Whether it can be run."""


def pack(path: Path, files: Iterable[PackedFile], told: Mapping[str, object]) -> int:
    """Writes an archive, complete or not at all, and returns its size. The same files give the same bytes.

    Args:
        path: where; nothing may be there.
        files: the files, sorted.
        told: what the manifest says besides the hashes.

    Raises:
        UsageError: if something is there.
        StoreError: if the disk reports an error.
    """
    part, hashes = path.with_name(f".dateline-{secrets.token_hex(8)}.part"), dict[str, object]()
    with disk_errors(path):
        try:
            with ZipFile(part, "x", ZIP_DEFLATED) as archive:
                for one in files:
                    hashes[one.name] = {"sha256": hashlib.sha256(one.data).hexdigest(), "bytes": len(one.data)}
                    archive.writestr(_entry(one.name, is_program=one.is_program), one.data)
                manifest = {"format": FORMAT, **told, "files": hashes}
                archive.writestr(_entry(MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
            os.link(part, path)
            sync_folder(path.parent)
        except FileExistsError:
            raise UsageError("is there already", where=str(path), hint="Name another file, or move this one away.") from None
        finally:
            part.unlink(missing_ok=True)
    return path.stat().st_size


def _entry(name: str, *, is_program: bool = False) -> ZipInfo:
    entry = ZipInfo(name)  # with the same date always
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | (0o755 if is_program else 0o644)) << 16
    return entry


def unpack(path: Path, folder: Path) -> tuple[str, ...]:
    """Unpacks the publication in an archive into a new or empty folder, and returns the paths of its files.

    Args:
        path: the archive.
        folder: the folder; a `.git` may be there.

    Raises:
        UsageError: if the folder is not empty, if it is no archive of a publication, or if a file is not what the manifest says.
        StoreError: if the disk reports an error.
    """
    if folder.exists() and (not folder.is_dir() or any(one.name != ".git" for one in folder.iterdir())):
        hint = "Name a new or empty folder with -C: a restored publication replaces nothing."
        raise UsageError("the folder is not empty", where=str(folder), hint=hint)
    with _opened(path) as archive, disk_errors(folder):
        wanted = _wanted(path, archive)
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = folder.with_name(f".dateline-{secrets.token_hex(8)}.part")
        try:
            for entry, expected in wanted:
                _write(path, archive, entry, expected, part / entry.filename.removeprefix(WITHIN))
            folder.mkdir(exist_ok=True)
            for one in sorted(part.iterdir()):
                one.rename(folder / one.name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return tuple(entry.filename.removeprefix(WITHIN) for entry, _ in wanted)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise UsageError("there is no such file", where=str(path), hint="Check its name.") from None
    except (BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise UsageError(f"is damaged, or no archive: {error}", where=str(path), hint=_WHOLE) from error


def _wanted(path: Path, archive: ZipFile) -> list[tuple[ZipInfo, str]]:
    """The files of the publication with the hash that the manifest has of each, after all that can be refused was looked at."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise UsageError(f"has more than {MOST_FILES:,} files", where=str(path), hint=_WHOLE)
    if sum(one.file_size for one in entries) > min(MOST_BYTES, max(FREE_BYTES, MOST_TIMES * path.stat().st_size)):
        raise UsageError("would unpack to far more than a publication has", where=str(path), hint=_WHOLE)
    seen = set[str]()
    for entry in entries:
        said = _refused(entry) or "another file has the same name" * (entry.filename.casefold() in seen)
        if said:
            raise UsageError(f"{entry.filename!r}: {said}; nothing was unpacked", where=str(path), hint=_WHOLE)
        seen.add(entry.filename.casefold())
    listed = _manifest(path, archive)
    found = {one.filename: one for one in entries if one.filename.startswith(WITHIN)}
    named = {name for name in listed if name.startswith(WITHIN)}
    for name in sorted(found.keys() ^ named):
        said = "is missing" if name in named else "is not in the manifest"
        raise UsageError(f"{name} {said}; nothing was unpacked", where=str(path), hint=_WHOLE)
    return [(one, listed[name]) for name, one in found.items()]


def _manifest(path: Path, archive: ZipFile) -> Mapping[str, str]:
    """Path → hash of each file."""
    try:
        manifest = strict_json.decode(archive.read(MANIFEST).decode())
        number, listed = manifest["format"], manifest["files"]
        listed = {str(name): str(one["sha256"]) for name, one in listed.items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        hint = "Only an archive that `dateline export` wrote can be restored."
        raise UsageError("is no archive of a publication", where=str(path), hint=hint) from error
    if number != FORMAT:
        hint = "Install a newer Dateline, then run this again."
        said = f"was written by a newer Dateline (format {number}; this one reads format {FORMAT})"
        raise UsageError(said, where=str(path), hint=hint)
    return listed


def _refused(entry: ZipInfo) -> str:
    """Why an entry must not be unpacked; empty if it may be."""
    parts = entry.filename.split("/")
    if _UNSAFE.search(entry.filename) or any(one in ("", ".", "..") for one in parts):
        return "a name that leads out of the folder, or that no file may have"
    if entry.filename.startswith(WITHIN) and parts[1].casefold().rstrip(". ") in PRIVATE:
        return f"a folder {parts[1]} is never unpacked"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return "it is a link, and no file"
    return ""


def _write(path: Path, archive: ZipFile, entry: ZipInfo, expected: str, file: Path) -> None:
    """Writes a file into the folder in the making, if its bytes are those of the manifest."""
    file.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with archive.open(entry) as packed, file.open("xb") as out:
        while block := packed.read(_BLOCK):
            digest.update(block)
            out.write(block)
    if digest.hexdigest() != expected:
        said = f"{entry.filename} is not as it was exported; nothing was unpacked"
        raise UsageError(said, where=str(path), hint=_WHOLE)
    if (entry.external_attr >> 16) & stat.S_IXUSR:
        file.chmod(0o755)
