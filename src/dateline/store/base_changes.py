"""What changed in a published file: tombstones, which `check --base` allows, or anything else."""

from typing import NamedTuple

from dateline.core import codec, layout
from dateline.core.model import Tombstone, Version
from dateline.core.tombstones import is_hash_of, is_tombstone_of, tombstone_of


class BaseChanges(NamedTuple):
    """How a published file was changed."""

    lines: tuple[int, ...]
    """The numbers of the lines that are tombstones now; 1 for a version."""
    is_edited: bool
    """Whether anything else was changed."""
    edited: int = 0
    """The first line with another change; 0 if it is not known."""


def changes_from_base(path: str, before: bytes, after: bytes) -> BaseChanges:
    """How a version or a ledger differs from the base.

    Args:
        path: its path in the publication.
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
    left = tombstone_of(was if isinstance(was, Version) else None, now.version, now.withdrawn)
    is_its = now.published in (None, left.published) and now.kind in (None, left.kind)
    return is_its and now.version == layout.version_number(name) and is_hash_of(now.withdrawn.hash, before)


def _ledger(before: list[bytes], after: list[bytes]) -> BaseChanges:
    """Each line must be unchanged or the tombstone of what it was; lines may follow."""
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
