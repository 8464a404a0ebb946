"""Writes a site: only the files that changed, each one whole or not at all, and nothing outside the folder.

Files are first rendered into a folder of their own, and moved into the site when everything is rendered. A hidden list in the
site's folder names the files that Dateline made; no other file is ever removed or replaced.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from dateline.core.errors import StoreError, UsageError
from dateline.core.written import Written
from dateline.site.frame import Output

MANIFEST = ".dateline-manifest"
TEMPORARY = ".dateline-part"
STALE = 3600
"""Seconds after which what a killed build left is removed."""
HINT = "Check its permissions and the free space on the disk, or choose another folder with `--out`."


class Rendered(NamedTuple):
    """A file of the site that is ready."""

    path: str
    """Relative to the site's folder, with `/`."""
    fingerprint: str
    """Of what it shows."""
    hash: str
    """Of its bytes."""
    size: int
    """The number of its bytes."""
    staged: str
    """The file that replaces the one in the site; empty if that has these bytes already."""


def due(outputs: Iterable[Output], known: Mapping[str, str]) -> list[Output]:
    """The files that must be rendered.

    Args:
        outputs: the files, as planned.
        known: path → fingerprint of each file that is in the site as it was written.
    """
    return [one for one in outputs if known.get(one.path) != one.fingerprint]


def render(outputs: Iterable[Output], out: Path, stage: Path) -> list[Rendered]:
    """Renders files, and stages those that differ from what is in the site.

    Args:
        outputs: the files.
        out: the site's folder, which is only read.
        stage: an existing folder on the same disk.

    Raises:
        StoreError: if a file cannot be staged.
        UsageError: if a template is wrong.
    """
    with _explained(stage):
        return [_stage(one, one.render(), out, stage) for one in outputs]


def _stage(output: Output, data: bytes, out: Path, stage: Path) -> Rendered:
    hashed = sha256(data).hexdigest()[:32]
    staged = ""
    if not _holds(f"{out}/{output.path}", data):
        staged = f"{stage}/{sha256(output.path.encode()).hexdigest()[:32]}"
        with open(staged, "wb") as file:  # noqa: PTH123  # a `Path` for each file takes as long as a call of the system
            file.write(data)
    return Rendered(output.path, output.fingerprint, hashed, len(data), staged)


def _holds(file: str, data: bytes) -> bool:
    try:
        return os.stat(file).st_size == len(data) and Path(file).read_bytes() == data  # noqa: PTH116  # likewise
    except OSError:
        return False


class SiteFolder:
    """The folder of a site, and which of its files Dateline made."""

    def __init__(self, out: Path) -> None:
        """Reads the list of the folder's files.

        Raises:
            UsageError: if there are files and no list, so that no build made them.
        """
        self.out = out
        self._safe: set[str] = set()
        found = min(out.glob("[!.]*"), default=None)  # first: another build may be writing, and lists its files before it does
        self.listed = self._read()
        """The paths of the files that Dateline made; None if it made none yet."""
        if self.listed is None and found:
            raise self._foreign(found.name)
        self.made = self.listed or frozenset()
        """The same; empty if it made none."""

    def _read(self) -> frozenset[str] | None:
        manifest = self.out / MANIFEST
        if manifest.is_symlink() or not manifest.is_file():
            return None
        with suppress(OSError, ValueError):
            told = manifest.read_text(encoding="utf-8")
            return frozenset(json.loads(told) if told.startswith("{") else told.splitlines())  # older releases wrote JSON
        return frozenset()

    def place(self, rendered: Sequence[Rendered], paths: Sequence[str]) -> tuple[int, int]:
        """Moves staged files into the site, and removes what no longer belongs to it; how many files it moved and removed.

        Args:
            rendered: the files that were rendered.
            paths: all files of the site, those that were not rendered included.

        Raises:
            StoreError: if a file cannot be written, or there is a symbolic link in its path.
            UsageError: if a file that Dateline did not make is in the place of one of the site's; then nothing is written.
        """
        planned = frozenset(paths)
        staged = [one for one in rendered if one.staged]
        for one in staged:
            self._refuse_links(one.path)
            if one.path not in self.made and os.path.lexists(f"{self.out}/{one.path}") and one.path not in (self._read() or ()):
                raise self._foreign(one.path)
        with _explained(self.out):
            if self.listed is None or not planned <= self.made:
                # So that a build that is killed from here on has listed all that it made.
                self._list([*paths, *(self.made - planned)])
            for one in staged:
                _move(one.staged, f"{self.out}/{one.path}")
            removed = sum(map(self._remove, sorted(self.made - planned)))
            if not planned >= self.made:
                self._list(paths)
        return len(staged), removed

    def _refuse_links(self, path: str) -> None:
        """Refuses a path that leads out of the folder, by its name or by a symbolic link."""
        folders = [*takewhile(lambda folder: folder not in self._safe, _folders(path))]
        is_outside = path.startswith("/") or ".." in path.split("/")
        if is_outside or any(os.path.islink(f"{self.out}/{place}") for place in (path, *folders)):  # noqa: PTH114  # likewise
            raise StoreError("leads out of the site's folder", where=str(self.out / path), hint="Delete the symbolic link.")
        self._safe.update(folders)

    def _remove(self, path: str) -> bool:
        """Removes a file and the folders that become empty; whether the file existed."""
        self._refuse_links(path)
        file = self.out / path
        if not file.is_file():
            return False
        file.unlink(missing_ok=True)
        with suppress(OSError):  # stops at the first folder with other files
            for folder in takewhile(lambda folder: folder != self.out, file.parents):
                folder.rmdir()
        return True

    def _list(self, paths: Iterable[str]) -> None:
        with staging(self.out) as stage:
            listed = stage / MANIFEST
            listed.write_text("".join(f"{path}\n" for path in sorted(paths)), encoding="utf-8")
            listed.replace(self.out / MANIFEST)

    def _foreign(self, name: str) -> UsageError:
        what = f"contains {name}, which Dateline did not make, so nothing is written there"
        hint = "Move it away, or choose an empty or new folder with `--out`."
        return UsageError(what, where=str(self.out), hint=hint)


def _folders(path: str) -> Iterator[str]:
    """The folders that a file of the site is in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _move(staged: str, file: str) -> None:
    try:
        os.replace(staged, file)  # noqa: PTH105  # likewise
    except FileNotFoundError:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged, file)  # noqa: PTH105  # likewise


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A hidden folder in the site's, on the same disk, that is gone afterwards; so is what a killed build left an hour ago.

    Raises:
        StoreError: if it cannot be made.
    """
    with _explained(out):
        is_new = not out.exists()
        out.mkdir(parents=True, exist_ok=True)
        stage = Path(mkdtemp(prefix=f"{TEMPORARY}-", dir=out))
        now = stage.stat().st_mtime  # by the clock of the disk, which may be another machine's
        for old in out.glob(f"{TEMPORARY}-*"):
            with suppress(OSError):  # another build may remove its own just now
                if now - old.stat().st_mtime > STALE:
                    rmtree(old, ignore_errors=True)
    try:
        yield stage
    finally:
        rmtree(stage, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # the site is there now
                out.rmdir()


@contextmanager
def _explained(place: Path) -> Iterator[None]:
    """Turns an error of the operating system into one that says what to do."""
    try:
        yield
    except OSError as error:
        where = Path(error.filename2 or error.filename or place)
        place = where.parent if where.name.startswith(TEMPORARY) else where
        raise StoreError(f"cannot be written: {error.strerror}", where=str(place), hint=HINT) from error


def write_site(outputs: Sequence[Output], out: Path, known: Mapping[str, str] | None = None) -> Written:
    """Writes these files into the folder, removes what Dateline made there earlier, and leaves all other files alone.

    Args:
        outputs: the files, as planned.
        out: the folder; created if it does not exist.
        known: path → fingerprint of files that are in the folder as they were written, and need not be rendered.

    Raises:
        StoreError: if a file cannot be written, or there is a symbolic link in its path.
        UsageError: if the folder has files that Dateline did not make, or a template is wrong; then nothing is written.
    """
    folder = SiteFolder(out)
    with staging(out) as stage:
        rendered = render(due(outputs, known or {}), out, stage)
        written, removed = folder.place(rendered, [one.path for one in outputs])
    size = sum((out / one.path).stat().st_size for one in outputs)
    return Written(len(outputs), len(rendered), written, len(outputs) - written, removed, size)
