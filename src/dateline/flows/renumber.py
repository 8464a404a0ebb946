"""Settles what two branches did to one story: two versions with the same number, and their ledgers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from dateline.core import codec, layout, yamlio
from dateline.core.errors import UsageError
from dateline.core.ledger_union import missing, union
from dateline.core.model import Dossier, Problem, Tombstone, Version
from dateline.flows.ledgers import merged_ledger
from dateline.flows.renumbering import Meeting, put_on_top, to_look_at, write, write_ledger
from dateline.store import files
from dateline.store.git import file_at, must_be_repository
from dateline.store.lock import locked
from dateline.store.published import base_of, clashes
from dateline.store.sides import Branch, Branches, is_same, sides_at, sides_in_conflict, stage
from dateline.store.story import read_story


@dataclass(frozen=True, slots=True)
class Renumbered:
    """What was done."""

    done: tuple[str, ...] = ()
    """A line for each file that was written, with what it is now."""
    look: tuple[str, ...] = ()
    """What an editor should look at."""
    numbers: tuple[int, ...] = ()
    """The version that was there first, and the new numbers."""
    then: str = "git add and git commit"
    """How to go on; if a merge or rebase is in progress, git has the files in its index."""
    why: str = ""
    """Why there was nothing to do; empty if something was done."""


def renumber(root: Path, slug: str) -> Renumbered:
    """Gives one of two versions with the same number a new one, on top of the other, and merges the ledgers.

    If a merge, rebase or cherry-pick has stopped at the story, it settles that conflict; otherwise, it compares the working tree
    with the base. The version of the base keeps its number. If none is in the base, that is the one that a rebase has already, or
    the one that was filed first.

    Args:
        root: the publication's folder.
        slug: the story.

    Raises:
        UsageError: if there is no such story or no repository, a version cannot be read, or an editor has to decide.
        StoreError: if another run holds the lock, or the disk fails.
        GitError: if git reports an error.
    """
    must_be_repository(root)
    with locked(root):
        story = read_story(root, slug)
        if sides := sides_in_conflict(root, slug):
            return _settled(root, slug, sides)
        _refuse_marks(story.problems)
        done = _beside(root, slug)
        if done.why:
            _refuse_unreadable(story)
        return done


def _refuse_marks(problems: Iterable[Problem]) -> None:
    """Refuses a file with the lines of a conflict of which git does not know: nobody can tell what the two sides were.

    Raises:
        UsageError: if there is one.
    """
    for one in problems:
        if one.message == yamlio.CONFLICT:
            what = "has the lines of a merge conflict, but git has no conflict in it"
            again = f"Bring it back with `git checkout --merge -- {one.file}`, and run this again."
            hint = f"{again} If git has forgotten it, choose the right lines by hand."
            raise UsageError(what, where=f"{one.file}:{one.line}", hint=hint)


def _refuse_unreadable(story: Dossier) -> None:
    """Refuses a version that cannot be read, because nobody can tell what there is to do about it.

    Raises:
        UsageError: if there is one.
    """
    known = {*(one.version for one in story.versions), *(one.version for one in story.tombstones)}
    for one in story.problems:
        if (number := layout.version_at(one.file)) and number not in known:
            what = f"version {number} cannot be read: {one.message}"
            raise UsageError(what, where=f"{one.file}:{one.line}", hint=one.hint or "Restore the file from git, or correct it.")


def _beside(root: Path, slug: str) -> Renumbered:
    """The working tree and the base, if they have different versions with the same number."""
    base = base_of(root)
    if not base:
        return Renumbered(why="nothing is committed yet, so there is nothing to compare with")
    numbers = clashes(root, slug)
    sides = sides_at(root, slug, base, numbers)
    if not sides:
        return Renumbered(why=f"{base} and this branch have no commit in common")
    if sides.ours.versions:
        first, later = sides.theirs, sides.ours
        _refuse_published(slug, sides)
        meeting = _meeting(root, slug, first, later, union(first.ledger, later.ledger))
        _refuse_comments(meeting)
        return _renumbered(meeting)
    if numbers:
        return Renumbered(why=f"{base} changed version {numbers[0]}, and this branch did not; to take it over: git merge {base}")
    known = "the last commit, because no remote branch is known" if base == "HEAD" else f"{base}, as it was last fetched"
    return Renumbered(why=f"no version of {slug} differs from the one with its number in {known}")


def _refuse_published(slug: str, sides: Branches) -> None:
    """Refuses what is no version of its own: a published one that was changed here.

    Raises:
        UsageError: if it was.
    """
    number = min(sides.ours.versions)
    there, here = (codec.parse_version(side.versions[number], "", strict=False).value for side in (sides.theirs, sides.ours))
    is_edited = layout.version_name(number) in sides.edited
    is_published = _draft(here) == _draft(there) if here and there else is_edited
    if not is_published:
        return
    where, base = layout.version_path(slug, number), sides.theirs.name
    what = "was changed here" if is_edited else "the same draft has another text here"
    then = f"then correct it with `dateline edit {slug} --correct {number}`."
    hint = f"First restore it with `git checkout {base} -- {where}`, {then}"
    raise UsageError(f"version {number} is published, and {what}", where=where, hint=hint)


def _refuse_comments(meeting: Meeting) -> None:
    """Refuses comments in the working tree, which may be nowhere else; those of a conflict are in a commit.

    Raises:
        UsageError: if there is one.
    """
    for number, data in meeting.later.versions.items():
        if line := yamlio.first_comment(data):
            where = f"{layout.version_path(meeting.slug, number)}:{line}"
            hint = "Remove the comments by hand, and keep elsewhere what you need of them."
            raise UsageError("has a comment that would be lost", where=where, hint=hint)


def _settled(root: Path, slug: str, sides: Branches) -> Renumbered:
    """The conflict of a merge or rebase, settled in the story's versions and its ledger."""
    for name in sorted(sides.edited):
        if layout.version_number(name):
            where = layout.in_story(slug, name)
            hint = f"Keep one of the two: `git checkout --ours {where}` or `git checkout --theirs {where}`."
            raise UsageError("both sides had this version, and it was changed", where=where, hint=hint)
    path = layout.ledger_path(slug)
    is_open = layout.LEDGER in sides.unmerged
    if is_open and (lost := [line for side in (sides.ours, sides.theirs) for line in missing(sides.ancestor, side.ledger)]):
        hint = "Nothing is removed from a ledger. Resolve this conflict by hand, and run `git add` for the file."
        raise UsageError(f"one side lacks a line that both had: {lost[0][:80].decode(errors='replace')}", where=path, hint=hint)
    if sides.ours.versions and sides.theirs.versions:
        first, later = _ranked(root, slug, sides)
        both = union(first.ledger, later.ledger)
        held = b"" if is_open else files.read(root, path) if (root / path).is_file() else b""
        is_theirs = is_open or sorted(held.splitlines()) == sorted(both.splitlines())
        done = _renumbered(_meeting(root, slug, first, later, both if is_theirs else held))
    else:
        done = _ledger_alone(root, slug, sides) if is_open else Renumbered()
    own = {name for name in sides.unmerged if name == layout.LEDGER or layout.version_number(name)}
    if names := {*own, *map(layout.version_name, done.numbers)}:
        stage(root, [layout.in_story(slug, name) for name in sorted(names)])
    others = (layout.in_story(slug, name) for name in sorted(sides.unmerged - own))
    left = [f"{other}: is in conflict too; resolve it, and run git add for it" for other in others]
    return replace(done, look=(*done.look, *left), then=sides.then)


def _ledger_alone(root: Path, slug: str, sides: Branches) -> Renumbered:
    """The ledgers of both sides, if no version is in conflict."""
    path = layout.ledger_path(slug)
    merged = merged_ledger(root, path, sides.ours.ledger, sides.theirs.ledger) or b""
    write_ledger(root, slug, merged)
    return Renumbered((_told(slug, merged),))


def _ranked(root: Path, slug: str, sides: Branches) -> tuple[Branch, Branch]:
    """The side whose version keeps its number, and the other one."""
    number = min(sides.ours.versions)
    base = base_of(root)
    published = file_at(root, base, layout.version_path(slug, number)) if base else b""
    first, later = sides.ours, sides.theirs
    for one, other in ((first, later), (later, first)):
        if base and is_same(one.versions[number], published):
            return replace(one, name=base), other
    is_later = not sides.is_replay and _filed(later.versions[number]) < _filed(first.versions[number])
    return (later, first) if is_later else (first, later)


def _filed(data: bytes) -> tuple[str, bytes]:
    """When a version was filed, as far as it can be read, and its bytes, for two of the same second."""
    value = codec.parse_version(data, "", strict=False).value
    return (value and value.published) or "", data


def _meeting(root: Path, slug: str, first: Branch, later: Branch, ledger: bytes) -> Meeting:
    """What is to be done.

    Raises:
        UsageError: if both versions are one draft that was edited on one side.
    """
    number = min(later.versions)
    one, other = (codec.parse_version(side.versions[number], "", strict=False).value for side in (first, later))
    if isinstance(one, Version) and _draft(one) == _draft(other):
        where = layout.version_path(slug, number)
        what = f"one draft, edited in two ways: as {first.name} has it, and as {later.name} has it"
        raise UsageError(what, where=where, hint=f"Keep one of them; a published one stays: `git checkout REF -- {where}`.")
    theirs = first.versions
    own = takewhile(lambda n: n not in theirs or not is_same(later.versions[n], theirs[n]), later.versions)
    return Meeting(root, slug, first, replace(later, versions={n: later.versions[n] for n in own}), ledger)


def _draft(value: Version | Tombstone | None) -> object:
    """What a draft and all that editors make of it have in common; for anything else, the value itself."""
    return (value.published, value.written_by) if isinstance(value, Version) else value


def _renumbered(meeting: Meeting) -> Renumbered:
    """Writes the versions and the ledger."""
    slug, first, later = meeting.slug, meeting.first, meeting.later
    made = put_on_top(meeting)
    write(meeting, {one.version.version: codec.dump(one.version, layout.schema("version")).encode() for one in made.moved})
    on = max(first.versions)
    done = [f"{layout.version_path(slug, number)}: as {first.name} has it" for number in first.versions]
    for one in made.moved:
        what = f"was version {one.was} ({later.name}), now on top of version {one.version.version - 1}"
        done.append(f"{layout.version_path(slug, one.version.version)}: {what}")
    if meeting.ledger:
        done.append(_told(slug, meeting.ledger))
    return Renumbered(tuple(done), tuple(to_look_at(meeting, made)), (on, *(one.version.version for one in made.moved)))


def _told(slug: str, ledger: bytes) -> str:
    count = len(ledger.splitlines())
    return f"{layout.ledger_path(slug)}: the {count} lines of both sides"
