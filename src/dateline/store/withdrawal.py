"""Replaces withdrawn versions and items with tombstones: the only write that changes published files."""

from pathlib import Path

from dateline.core import codec, layout
from dateline.core.errors import StoreError
from dateline.core.model import LedgerEvent, Slug, Timestamp, Tombstone, Version, Withdrawn
from dateline.core.tombstones import has_words, hash_of, tombstone_of, without_words
from dateline.store import atomic, files
from dateline.store.append import story_folder


def withdraw_version(root: Path, slug: Slug, number: int, *, at: Timestamp, why: str) -> Tombstone:
    """Replaces the file of a version, which need not be readable, with a tombstone. The caller must hold the lock.

    Raises:
        StoreError: if the disk reports an error; the file stays as it was.
    """
    path = story_folder(root, slug) / layout.version_name(number)
    if layout.leaves(root, path):
        raise StoreError("leads out of the publication", where=str(path.relative_to(root)), hint="Replace the symbolic link.")
    data = files.read(root, path.relative_to(root).as_posix())
    was = codec.parse_version(data, path.name, strict=False).value
    tombstone = tombstone_of(was if isinstance(was, Version) else None, number, Withdrawn(at[:10], why, hash_of(data)))
    atomic.replace_text(path, codec.dump(tombstone, layout.schema("version")))
    return tombstone


def withdraw_item(root: Path, slug: Slug, key: Slug, *, at: Timestamp, why: str) -> int:
    """Replaces every ledger line with words of an item and adds the event; returns how many lines were replaced.

    It does all of this or nothing. The caller must hold the lock.

    Raises:
        StoreError: if the disk reports an error; the ledger stays as it was.
    """
    ledger = story_folder(root, slug) / layout.LEDGER
    lines = files.read(root, layout.ledger_path(slug)).splitlines(keepends=True)
    left = [_without_words(line, key, at[:10], why) for line in lines]
    event = codec.dump_line(LedgerEvent(key, "withdrawn", at, why)).encode()
    atomic.replace_bytes(ledger, b"".join((*left, event)))
    return sum(was != now for was, now in zip(lines, left, strict=True))


def _without_words(line: bytes, key: Slug, on: str, why: str) -> bytes:
    """The line, or its tombstone if it has words of the item, with its line ending."""
    said = line.rstrip(b"\r\n")
    entry = codec.parse_line(said, layout.LEDGER, 1).value
    if entry is None or entry.key != key or entry.withdrawn or not has_words(entry):
        return line
    tombstone = without_words(entry, Withdrawn(on, why, hash_of(said)))
    return codec.dump_line(tombstone).encode().rstrip(b"\n") + line[len(said) :]
