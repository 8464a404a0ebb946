"""Whether a published file differs by tombstones alone: what `check --base` lets pass."""

from typing import NamedTuple

from dateline.core import codec, layout
from dateline.core.model import Tombstone, Version
from dateline.core.tombstones import is_hash_of, is_tombstone_of


class BaseChanges(NamedTuple):
    """What became of a published file that was changed."""

    lines: tuple[int, ...]
    """The lines, from 1, that stand in place of what the file had there; of a version the first."""
    is_edited: bool
    """Whether anything else was changed."""
    edited: int = 0
    """The first line that was, where it is known; else 0."""


def changes_from_base(path: str, before: bytes, after: bytes) -> BaseChanges:
    """What was taken down in a version or a ledger.

    Args:
        path: where it lies in the publication.
        before: its bytes in the base.
        after: its bytes now.
    """
    name = path.rpartition("/")[2]
    if name == layout.LEDGER:
        return _ledger(before.splitlines(), after.splitlines())
    return BaseChanges((1,), is_edited=False) if _is_version_withdrawn(name, before, after) else BaseChanges((), is_edited=True)


def _is_version_withdrawn(name: str, before: bytes, after: bytes) -> bool:
    was, now = (codec.parse_version(data, name, strict=False).value for data in (before, after))
    if not isinstance(now, Tombstone) or isinstance(was, Tombstone):
        return False
    filed = was.published if isinstance(was, Version) else None
    is_same = now.version == layout.version_number(name) and now.published in (None, filed)
    return is_same and is_hash_of(now.withdrawn.hash, before)


def _ledger(before: list[bytes], after: list[bytes]) -> BaseChanges:
    """Each line must be what it was, or its tombstone; further lines may follow."""
    found: list[int] = []
    for number, (was, now) in enumerate(zip(before, after, strict=False), 1):
        if was != now:
            if not _is_line_withdrawn(was, now):
                return BaseChanges(tuple(found), is_edited=True, edited=number)
            found.append(number)
    is_cut = len(after) < len(before)
    return BaseChanges(tuple(found), is_edited=is_cut, edited=(len(after) + 1) * is_cut)


def _is_line_withdrawn(before: bytes, after: bytes) -> bool:
    was, now = (codec.parse_line(line, layout.LEDGER, 1).value for line in (before, after))
    return was is not None and now is not None and is_tombstone_of(now, was, before)
