"""The cache of builds: one SQLite file with what earlier builds worked out. It contains data, never code.

Each site that is built from the publication has a part of its own. If the file is missing or broken, or was made by another
Dateline or with other libraries, a build only takes longer.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from dateline.core import layout

MOST_SITES = 4
"""Sites whose results are kept; those that were not built for the longest time are dropped."""
PATIENCE = 10.0
"""Seconds to wait for another build that is saving its results."""
BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""The codes of the errors of a file that is damaged, or that another Dateline made with other tables."""

KEYS = "keys"
"""The piece with the items that a story looked up in others: the key of each → the stories whose ledgers had it, as JSON."""

TABLES = """
CREATE TABLE IF NOT EXISTS site (id TEXT PRIMARY KEY, used INTEGER, paths TEXT, states TEXT, hashes TEXT, outcome TEXT,
  seal TEXT);
CREATE TABLE IF NOT EXISTS part (site TEXT, name TEXT, key TEXT, needs TEXT, versions INTEGER, size INTEGER, paths TEXT,
  states TEXT, fingerprints TEXT, hashes TEXT, summary TEXT, seal TEXT, PRIMARY KEY (site, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS piece (site TEXT, name TEXT, kind TEXT, data BLOB, seal TEXT, PRIMARY KEY (site, name, kind));
"""
FORM = crc32(TABLES.encode()) & 0x7FFF_FFFF
"""Marks files with these tables."""
TABLES += f"PRAGMA user_version = {FORM};"


class PieceLost(Exception):  # noqa: N818  # "lost" says it
    """A piece of a part cannot be read, although the part can."""


class KeptPart(NamedTuple):
    """What the last build knew about the files of one story, or about those of no story. Lists are text, separated by NUL."""

    name: str
    """The story's slug; empty for the files of no story."""
    key: str = ""
    """A hash of all that they were made from."""
    needs: str = ""
    """The names and titles that were looked up in other stories, as JSON."""
    versions: int = 0
    """How many versions the story has."""
    size: int = 0
    """How many bytes the files have."""
    paths: str = ""
    """The files."""
    states: str = ""
    """The state in which each was left."""
    fingerprints: str = ""
    """What each shows."""
    hashes: str = ""
    """The content of each."""
    summary: str = ""
    """What the lists of stories show, as JSON."""


class LastBuild(NamedTuple):
    """What the last build of a site left behind. Lists are text, separated by NUL."""

    paths: str
    """The files that were read, those of Dateline itself included."""
    states: str
    """The state of each."""
    hashes: str
    """The content of each."""
    outcome: str
    """What the build reported, as JSON."""


class BuildCache:
    """The results of earlier builds of one site."""

    def __init__(self, root: Path, site: str) -> None:
        """Names the cache; it is opened when it is first used.

        Args:
            root: the publication's folder.
            site: what tells this site from others that are built from the same publication.
        """
        self.file = root / layout.BUILDS
        self.folder = self.file.parent
        self.id = site
        self.note = ""
        """Why nothing is stored, for the report; empty if all is well."""
        self._opened: sqlite3.Connection | None = None

    def site(self) -> LastBuild | None:
        """What the last build left behind; None if there is nothing that can be read."""
        rows = self._read("SELECT paths, states, hashes, outcome, seal FROM site WHERE id = ?", self.id)
        return next((LastBuild(*row) for row in _intact(rows)), None)

    def parts(self) -> Iterator[KeptPart]:
        """All parts that are intact, by name."""
        wanted = f"SELECT {', '.join(KeptPart._fields)}, seal FROM part WHERE site = ? ORDER BY name"  # noqa: S608  # our own names
        return (KeptPart(*row) for row in _intact(self._read(wanted, self.id)))

    def left(self) -> Iterator[tuple[str, str]]:
        """The paths and states of the files of each part."""
        rows = self._read("SELECT paths, states FROM part WHERE site = ? ORDER BY name", self.id)
        return ((paths, states) for paths, states in rows)

    def piece(self, name: str, kind: str) -> bytes:
        """A piece of a part, such as the open questions of a story.

        Raises:
            PieceLost: if it cannot be read.
        """
        found = self.find_piece(name, kind)
        if found is None:
            raise PieceLost
        return found

    def find_piece(self, name: str, kind: str) -> bytes | None:
        """A piece of a part; None if there is none that can be read."""
        rows = self._read("SELECT data, seal FROM piece WHERE site = ? AND name = ? AND kind = ?", self.id, name, kind)
        return next((bytes(data) for (data,) in _intact(rows)), None)

    def save(
        self,
        site: LastBuild,
        parts: Iterable[KeptPart],
        pieces: Mapping[str, Mapping[str, bytes]],
        gone: Iterable[str] = (),
    ) -> None:
        """Stores the results of a build, all or nothing.

        Args:
            site: what the build leaves behind.
            parts: the parts that changed.
            pieces: the name of each part whose pieces changed → all its pieces.
            gone: the names of parts that no longer exist.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.close()  # ends the reads
            opened = self._usable()
            with opened:
                opened.execute("BEGIN IMMEDIATE")
                self._store(opened, site, parts, pieces, gone)
        except (OSError, sqlite3.Error) as error:
            self.note = f"{layout.BUILDS} cannot be written ({error}): the next build will compute everything again"
            if _is_broken(error):
                self._drop()

    def close(self) -> None:
        """Closes the file."""
        if self._opened:
            self._opened.close()
            self._opened = None

    def _read(self, wanted: str, *given: str) -> list[tuple[Any, ...]]:
        """The rows that are wanted; none if they cannot be read."""
        if not self._opened and not self.file.is_file():
            return []
        try:
            opened = self._connection()
            if not opened.in_transaction:
                opened.execute("BEGIN")  # one for all reads: the file is locked only once, and all see the same results
            return opened.execute(wanted, given).fetchall() if self._form() == FORM else []
        except sqlite3.Error:
            return []

    def _store(
        self,
        opened: sqlite3.Connection,
        site: LastBuild,
        parts: Iterable[KeptPart],
        pieces: Mapping[str, Mapping[str, bytes]],
        gone: Iterable[str],
    ) -> None:
        (number,) = opened.execute("SELECT ifnull(max(used), 0) + 1 FROM site").fetchone()
        opened.execute("REPLACE INTO site VALUES (?, ?, ?, ?, ?, ?, ?)", (self.id, number, *site, _seal(*site)))
        opened.executemany("DELETE FROM part WHERE site = ? AND name = ?", [(self.id, name) for name in gone])
        sealed = ((self.id, *part, _seal(*part)) for part in parts)
        opened.executemany("REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sealed)
        replaced = [(self.id, name) for name in (*gone, *pieces)]
        opened.executemany("DELETE FROM piece WHERE site = ? AND name = ?", replaced)
        rows = ((self.id, name, kind, data, _seal(data)) for name, held in pieces.items() for kind, data in held.items())
        opened.executemany("REPLACE INTO piece VALUES (?, ?, ?, ?, ?)", rows)
        old = opened.execute("SELECT id FROM site ORDER BY used DESC LIMIT -1 OFFSET ?", (MOST_SITES,)).fetchall()
        for deleted in ("site WHERE id", "part WHERE site", "piece WHERE site"):
            opened.executemany(f"DELETE FROM {deleted} = ?", old)  # noqa: S608  # our own names

    def _usable(self) -> sqlite3.Connection:
        """The file, opened and with its tables; a new one if it was broken, or had other tables."""
        try:
            if self._form() in (FORM, 0):
                self._connection().executescript(TABLES)
                return self._connection()
        except sqlite3.Error as error:
            if not _is_broken(error):
                raise
        self._drop()
        self._connection().executescript(TABLES)
        return self._connection()

    def _form(self) -> int:
        """What tables the file has: `FORM` for these, 0 if it has none yet.

        Raises:
            Error: if it cannot be read.
        """
        found: int = self._connection().execute("PRAGMA user_version").fetchone()[0]
        return found

    def _drop(self) -> None:
        self.close()
        with suppress(OSError):
            for path in self.folder.glob(f"{self.file.name}*"):
                path.unlink()

    def _connection(self) -> sqlite3.Connection:
        if not self._opened:
            self._opened = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
            with suppress(sqlite3.Error):
                # A power cut may lose the newest results; it cannot mix them up with older ones.
                self._opened.execute("PRAGMA journal_mode = WAL")
                self._opened.execute("PRAGMA synchronous = NORMAL")
                self._opened.execute("PRAGMA trusted_schema = OFF")
        return self._opened


def _seal(*values: object) -> str:
    """A hash of values, kept with them, so that a row that was damaged on the disk is not used."""
    return sha256(repr(values).encode()).hexdigest()[:32]


def _intact(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """The rows that are as they were written, without their seals."""
    return (values for *values, seal in rows if seal == _seal(*values))


def _is_broken(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in BROKEN
