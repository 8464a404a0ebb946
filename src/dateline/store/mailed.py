"""The journal of what was mailed from this folder: JSON lines, each on disk before the next step is taken."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.core import layout, strict_json
from dateline.core.errors import StoreError
from dateline.store import atomic


class Journal:
    """What was mailed of the letter of one day. The caller holds the lock."""

    def __init__(self, root: Path, day: str) -> None:
        """Removes a line that a killed run began.

        Args:
            root: the publication's folder.
            day: the day of the letter.

        Raises:
            StoreError: if the disk reports an error.
        """
        self.where = layout.mailed_path(day)
        self._path = root / self.where
        atomic.repair_ledger(self._path)

    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """What the lines say; empty if nothing was mailed yet.

        Raises:
            StoreError: if a line cannot be read.
        """
        with atomic.disk_errors(self._path):
            lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        return tuple(self._row(line, number) for number, line in enumerate(lines, 1))

    def add(self, *rows: Mapping[str, Any]) -> None:
        """Adds lines, and returns when they are on disk.

        Raises:
            StoreError: if the disk reports an error.
        """
        with atomic.disk_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_lines(self._path, b"".join(json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in rows))

    def _row(self, line: str, number: int) -> Mapping[str, Any]:
        try:
            row = strict_json.decode(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            hint = "Put back the line as it was, or remove it. Nothing was sent, since it might say who has the letter."
            raise StoreError("this line cannot be read", where=f"{self.where}:{number}", hint=hint)
        return row


def own_key(root: Path) -> str:
    """A secret of this folder alone, made when it is first asked for, for a mail server that needs no password.

    Raises:
        StoreError: if the disk reports an error.
    """
    path = root / layout.MAIL_KEY
    if not path.is_file():
        with atomic.disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_once(path, f"{secrets.token_hex(32)}\n")
    with atomic.disk_errors(path):
        return path.read_text(encoding="utf-8").strip()
