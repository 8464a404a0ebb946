"""Tombstones: they replace what was taken down, and contain the hash of its bytes but none of its words."""

import hashlib
from dataclasses import replace

from dateline.core.ids import fingerprint
from dateline.core.model import Item, LedgerEvent, Tombstone, Version, Withdrawn


def hash_of(data: bytes) -> str:
    """The hash in a tombstone of the bytes that it replaces."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def is_hash_of(said: str, data: bytes) -> bool:
    """Whether a tombstone's hash is that of these bytes, with either kind of line ending."""
    plain = data.replace(b"\r\n", b"\n")
    return said in map(hash_of, (data, plain, plain.replace(b"\n", b"\r\n")))


def tombstone_of(version: Version | None, number: int, withdrawn: Withdrawn) -> Tombstone:
    """The tombstone of a version; None: one that cannot be read."""
    if version is None:
        return Tombstone(1, number, withdrawn)
    return Tombstone(1, number, withdrawn, version.published, "minor" if version.kind == "minor" else None)


def has_words(entry: Item | LedgerEvent) -> bool:
    """Whether a line of a ledger contains words of its item."""
    return bool(entry.title or entry.text)


def without_words(entry: Item | LedgerEvent, withdrawn: Withdrawn) -> Item | LedgerEvent:
    """A line of a ledger without the words of its item.

    An item keeps the fingerprint of the feed's words, so that it is never collected again.
    """
    if isinstance(entry, Item):
        words = fingerprint(entry.title, entry.text)
        return replace(entry, title="", text="", hash=words, withdrawn=withdrawn)
    return replace(entry, title=None, text="", withdrawn=withdrawn)


def is_tombstone_of(now: Item | LedgerEvent, was: Item | LedgerEvent, line: bytes) -> bool:
    """Whether a line of a ledger is exactly what a withdrawal leaves of another line.

    Args:
        now: what the line says now.
        was: what it said before.
        line: its bytes before, without the line ending.
    """
    if now.withdrawn is None or was.withdrawn or not has_words(was) or not is_hash_of(now.withdrawn.hash, line):
        return False
    left = without_words(was, now.withdrawn)
    # In an early ledger the hash may be that of the page; it may stay.
    return now == left or (isinstance(left, Item) and isinstance(was, Item) and now == replace(left, hash=was.hash))
