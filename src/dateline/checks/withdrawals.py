"""What was taken down since the base of a merge: everything is reported, and only what the base has can be taken down."""

from collections.abc import Iterator

from dateline.checks.context import StoryFolder
from dateline.checks.rule import Objection
from dateline.core import layout
from dateline.core.model import EVERY_LINE, Touched, Withdrawn

LOOK = "Check that this is what was meant to be taken down; the words are still in git history."


def told(folder: StoryFolder) -> Iterator[Objection]:
    """A note for each version and each item that was taken down, so that nothing disappears silently."""
    mine = [one for one in folder.touched if one.status == "withdrawn" and layout.recorded_in(one.path) == folder.slug]
    for key, one in {_name(folder, one): one for one in reversed(mine)}.items():
        what = f"version {key}" if layout.version_at(one.path) else f"the item {key}"
        if why := _why(folder, one):
            said = f"{what} was taken down on {why.on}: {why.why}"
            yield Objection("", "", said, LOOK, "note", one.path, one.line, 1)


def _name(folder: StoryFolder, one: Touched) -> str:
    """The number of a version, or the key of the item that a line of the ledger is about."""
    lines = {line.number: line.entry.key for line in folder.dossier.lines}
    return str(layout.version_at(one.path) or lines.get(one.line, ""))


def _why(folder: StoryFolder, one: Touched) -> Withdrawn | None:
    if number := layout.version_at(one.path):
        return next((stone.withdrawn for stone in folder.dossier.tombstones if stone.version == number), None)
    return next((line.entry.withdrawn for line in folder.dossier.lines if line.number == one.line), None)


def unfounded(folder: StoryFolder) -> Iterator[Objection]:
    """Tombstones for what the base does not have, since nobody can check what they replaced."""
    if folder.published.lines == EVERY_LINE:
        return
    for stone in folder.dossier.tombstones:
        if stone.version not in folder.published.versions:
            message = f"a tombstone for version {stone.version}, which is not published"
            hint = "Remove the file; a version that is not merged yet needs no tombstone."
            yield Objection("", "", message, hint, None, layout.version_path(folder.slug, stone.version), 1, 1)
    known = {line.entry.key for line in folder.dossier.lines if line.number <= folder.published.lines}
    for line in folder.dossier.lines:
        if line.entry.withdrawn and line.number > folder.published.lines and line.entry.key not in known:
            message = f"a tombstone for the item {line.entry.key}, which is not published"
            hint = "Remove the line; an item that is not merged yet needs no tombstone."
            yield Objection("", "", message, hint, None, layout.ledger_path(folder.slug), line.number, 1)
