"""What was moved in, out or up, for people and for programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.core.text.lists import counted
from dateline.flows.export import ExportedArchive

PRIVATE = "not in it: addresses of readers, secrets, the history in git, the built site"


def exported(done: ExportedArchive) -> Iterator[str]:
    """A line for each thing to know about an archive."""
    yield f"{done.path}: {counted(done.files, 'file')} of the publication, {counted(done.texts, 'text')} as Markdown"
    yield f"  {done.bytes:,} bytes; manifest.json has the hash of each file"
    yield f"  {PRIVATE}"
    yield from (f"  left out: {one}" for one in done.left_out)
    yield from (f"  only as it is, because it cannot be read: {one}" for one in done.unread)
    yield f"to restore it: dateline -C DIR import {done.path}"


def restored(files: Sequence[str], root: Path, place: str) -> Iterator[str]:
    """A line for each thing to know about a publication that was restored from an archive."""
    yield f"{root}: {counted(len(files), 'file')} restored; each is as its hash says"
    yield f"next: dateline {place}check"


def exported_document(done: ExportedArchive) -> dict[str, Any]:
    """The same as JSON."""
    told = {"files": done.files, "texts": done.texts, "bytes": done.bytes}
    return {"archive": str(done.path), **told, "left_out": [*done.left_out], "unread": [*done.unread]}
