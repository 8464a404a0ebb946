"""What was moved in, out or up, for people and for programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.core import layout
from dateline.core.text.lists import counted, listed
from dateline.flows.export import ExportedArchive
from dateline.flows.importing.run import ImportedSite
from dateline.flows.migrate import Migrated

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


def imported(done: ImportedSite, path: Path, place: str) -> Iterator[str]:
    """What an import did, or would do: a line for each text, for each thing that was not kept, and the sum.

    Args:
        done: the import.
        path: what was imported.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    yield f"{path}: {done.kind}"
    for one in done.texts:
        yield f"  {one.path}{', in place of the page that `init` wrote' * (one.path in done.replaced)}"
        yield f"    from {one.file}{f', {one.day}' if one.day else ''}{', a draft' if one.head.draft else ''}"
        cites = f"cites {counted(one.cited, 'source')}" * bool(one.cited)
        if told := [*filter(None, (cites, f"redirects from {listed(one.addresses, len(one.addresses))}" * bool(one.addresses)))]:
            yield f"    {'; '.join(told)}"
    yield from (f"  {layout.picture_path(one)}" for one in done.pictures)
    yield from (f"  {one}: there already; not changed" for one in done.there)
    yield from (f"{'not imported' if one.is_refused else 'note'}: {one.file}:{one.line}: {one.said}" for one in done.notices)
    yield _sum(done)
    if done.there:
        yield "to import what is there already: move its file away, and import again"
    if done.texts and not done.is_planned:
        yield f"next: dateline {place}check"


def _sum(done: ImportedSite) -> str:
    """What was written, in one line."""
    essays = sum(1 for one in done.texts if one.day)
    parts = [counted(essays, "essay"), counted(len(done.texts) - essays, "page"), counted(len(done.pictures), "picture")]
    parts += [f"{counted(done.items, 'item')} in the ledger of {done.story}"]
    refused = sum(one.is_refused for one in done.notices)
    more = f"; {counted(refused, 'file')} could not be imported" * bool(refused)
    if not (done.texts or done.there or refused):
        return "no text in Markdown here that can be imported: name the folder that has the texts"
    if not (done.texts or done.items):
        return f"nothing new{more}"
    return f"{'would write' if done.is_planned else 'wrote'} {listed(parts)}{more}"


def imported_document(done: ImportedSite) -> dict[str, Any]:
    """The same as JSON."""
    texts = [
        {
            "file": one.file,
            "path": one.path,
            "address": one.address,
            "title": one.title,
            "date": one.day or None,
            "draft": one.head.draft,
            "aliases": [*one.addresses],
            "cited": one.cited,
        }
        for one in done.texts
    ]
    notices = [{"file": one.file, "line": one.line, "said": one.said, "refused": one.is_refused} for one in done.notices]
    return {
        "kind": done.kind,
        "dry_run": done.is_planned,
        "story": done.story,
        "new_story": done.is_new_story,
        "items": done.items,
        "texts": texts,
        "there": [*done.there],
        "replaced": [*done.replaced],
        "pictures": [layout.picture_path(one) for one in done.pictures],
        "notices": notices,
    }


def migrated(done: Migrated, place: str, *, is_shown: bool) -> Iterator[str]:
    """What was moved up, or would be, and which files to look at.

    Args:
        done: the migration.
        place: the option `-C DIR` for commands that are shown, with a space after it.
        is_shown: whether the differences of these files are shown.
    """
    for one in done.changes:
        yield f"{one.path}: {'would be' * done.is_planned or 'is'} renewed: {one.said}"
    if not done.changes:
        yield f"nothing {'is renewed' if done.watched else 'to do'}: schemas and texts are as this Dateline writes them"
    for file in done.watched:
        yield f"note: {file.path}: {'not here' if file.is_missing else 'differs'}, and `init` writes it now; not changed"
        yield from file.diff if is_shown else ()
    if done.watched and not is_shown:
        yield f"to see how they differ: dateline {place}migrate --diff"
    if done.changes and not done.is_planned:
        yield f"next: {'look at the changes with git, then run ' * done.is_in_git}dateline {place}check"


def migrated_document(done: Migrated) -> dict[str, Any]:
    """The same as JSON."""
    changes = [{"file": one.path, "said": one.said} for one in done.changes]
    watched = [{"file": one.path, "missing": one.is_missing, "diff": [*one.diff]} for one in done.watched]
    return {"dry_run": done.is_planned, "changes": changes, "watched": watched}


def exported_document(done: ExportedArchive) -> dict[str, Any]:
    """The same as JSON."""
    told = {"files": done.files, "texts": done.texts, "bytes": done.bytes}
    return {"archive": str(done.path), **told, "left_out": [*done.left_out], "unread": [*done.unread]}
