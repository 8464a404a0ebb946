"""Merges the ledgers of two branches."""

from pathlib import Path

from dateline.core.ledger_union import in_order, missing, union
from dateline.store.git import file_at
from dateline.store.published import base_of


def merged_ledger(root: Path, path: str, ours: bytes, theirs: bytes, ancestor: bytes = b"") -> bytes | None:
    """The union of two ledgers, the lines of the base first; None if one of them lacks a line that both had.

    Args:
        root: a folder of the repository.
        path: the ledger's path, relative to it.
        ours: the ledger of one branch.
        theirs: the ledger of the other one.
        ancestor: the ledger that both had before.
    """
    if any(missing(ancestor, side) for side in (ours, theirs)):
        return None
    base = base_of(root)
    return union(*in_order(ours, theirs, file_at(root, base, path) if base else b""))
