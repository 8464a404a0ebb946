"""The cache: JSON files under `.dateline/cache` with results, by what they were computed from.

It contains data, never code. If it is missing, broken or cannot be written, a run only takes longer.
"""

import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.core import layout
from dateline.core.errors import StoreError
from dateline.core.ids import digest
from dateline.core.model import Dossier


class Cache:
    """The cache of one publication."""

    def __init__(self, root: Path) -> None:
        self.folder = root / layout.CACHE
        self.note = ""
        """Why nothing is stored, for the report; empty if all is well."""

    def get(self, kind: str, key: str) -> Any:
        """The value that is stored under this kind and key; None if there is none, or it cannot be read."""
        try:
            held = json.loads(self._path(kind, key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return held.get("value") if isinstance(held, dict) and held.get("key") == key else None

    def has(self, kind: str, key: str) -> bool:
        """Whether something is stored under this kind and key."""
        return self._path(kind, key).is_file()

    def put(self, kind: str, key: str, value: Any) -> None:
        """Stores JSON data under a kind, and a key that names everything it was computed from."""
        path = self._path(kind, key)
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"key": key, "value": value}, ensure_ascii=False), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            self.note = f"{layout.CACHE} cannot be written ({error.strerror}): the next run will compute everything again."

    def drop(self, kind: str, key: str) -> None:
        """Deletes the value that is stored under this kind and key.

        Raises:
            StoreError: if it cannot be deleted.
        """
        path = self._path(kind, key)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            hint = "Delete .dateline/cache by hand: it contains words that were taken down."
            raise StoreError(f"cannot be deleted: {error.strerror}", where=str(path), hint=hint) from error

    def _path(self, kind: str, key: str) -> Path:
        name = digest(key)
        return self.folder / kind / name[:2] / f"{name[2:]}.json"


def full_texts(root: Path, stories: Iterable[Dossier]) -> dict[str, str]:
    """Key → the full text of an item's page, from the cache."""
    cache = Cache(root)
    items = (item for dossier in stories for item in dossier.items if item.evidence == "full-text")
    held = ((item.key, cache.get("page", item.page or item.hash)) for item in items)
    return {key: text for key, text in held if isinstance(text, str)}
