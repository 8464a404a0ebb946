"""Works out which versions get a new number, and writes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dateline.core import codec, layout, yamlio
from dateline.core.errors import UsageError
from dateline.core.ledger import items_of, most_counted, seen
from dateline.core.model import Item, Story, Tombstone, Version
from dateline.core.on_top import on_top, says_nothing_new
from dateline.store import atomic
from dateline.store.sides import Branch, is_same

_CONFLICT = b"<<<<<<< "
"""What git writes into a file that is in conflict."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Whose versions keep their numbers, and whose do not."""

    root: Path
    """The publication's folder."""
    slug: str
    """The story."""
    first: Branch
    """The side that keeps its numbers."""
    later: Branch
    """The side that gets new ones."""
    ledger: bytes
    """The lines of both."""


class Moved(NamedTuple):
    """A version with a new number."""

    was: int
    """The number that it had."""
    version: Version
    """What it is now."""
    both: tuple[str, ...]
    """The places that it and the other side both changed."""


class Renumbering(NamedTuple):
    """What becomes of the versions of the later side."""

    moved: tuple[Moved, ...]
    """Those that get a new number."""
    dropped: tuple[int, ...]
    """The numbers of those that say nothing that the other side does not say."""


def put_on_top(meeting: Meeting) -> Renumbering:
    """The later side's versions on top of the first side's, one after the other.

    Raises:
        UsageError: if a version cannot be read, was withdrawn, or has keys that this Dateline does not know.
    """
    was = _before(meeting)
    later = [(number, _version(meeting, meeting.later, number)) for number in meeting.later.versions]
    top = [_version(meeting, meeting.first, number) for number in meeting.first.versions][-1]
    items = _items(meeting, top, later[-1][1])
    moved: list[Moved] = []
    dropped: list[int] = []
    for number, version in later:
        new = max(meeting.first.versions) + len(moved) + 1
        merged, both = on_top(was, top, version, number=new, items=items)
        merged, was = codec.canonical(merged), version
        if says_nothing_new(merged, top):
            dropped.append(number)
            continue
        held = _held(meeting, new)
        if held and replace(held, items=items) == merged:  # a run that was killed wrote it, and all that come after it
            moved = [one._replace(version=replace(one.version, items=held.items)) for one in moved]
            moved.append(Moved(number, held, both))
            break
        moved.append(Moved(number, merged, both))
        top = merged
    return Renumbering(tuple(moved), tuple(dropped))


def write(meeting: Meeting, texts: Mapping[int, bytes]) -> None:
    """Writes the versions and the ledger, so that a run that is killed loses nothing, and another one finishes.

    New files come first, then the ledger, then what replaces a file, the highest number first.

    Args:
        meeting: whose versions they are.
        texts: number → the text of a version with a new number.

    Raises:
        UsageError: if a number is taken by a file that git does not know, or that was changed and not committed.
        StoreError: if the disk reports an error.
    """
    folder = meeting.root / layout.folder_of(meeting.slug)
    wanted = {**meeting.first.versions, **texts}
    paths = {number: folder / layout.version_name(number) for number in sorted(wanted, reverse=True)}
    held = {number: path.read_bytes() for number, path in paths.items() if path.is_file()}
    for number, data in held.items():
        sides = (meeting.later.versions.get(number), meeting.first.versions.get(number), wanted[number])
        if _CONFLICT not in data and not any(one is not None and is_same(data, one) for one in sides):
            where = layout.version_path(meeting.slug, number)
            hint = "Move it elsewhere, and run this again; then put what you need of it into the new version."
            raise UsageError("is here, but is no version of either side", where=where, hint=hint)
    for number, path in paths.items():
        if number not in held:
            atomic.write_once(path, wanted[number].decode())
    write_ledger(meeting.root, meeting.slug, meeting.ledger)
    for number, path in paths.items():
        if number in held and not is_same(held[number], wanted[number]):
            atomic.replace_bytes(path, wanted[number])


def write_ledger(root: Path, slug: str, data: bytes) -> None:
    """Writes a ledger if it is not the same already.

    Raises:
        StoreError: if the disk reports an error.
    """
    path = root / layout.ledger_path(slug)
    if data != (path.read_bytes() if path.is_file() else b""):
        atomic.replace_bytes(path, data)


def to_look_at(meeting: Meeting, made: Renumbering) -> Iterator[str]:
    """What an editor should know about the versions."""
    name = meeting.later.name
    for was, version, both in made.moved:
        file = layout.version_path(meeting.slug, version.version)
        if both:
            kept = f"what both reworded is as in version {was} ({name})"
            yield f"{file}: both sides changed {', '.join(both)}: read it again; {kept}"
        if review := _version(meeting, meeting.later, was).review:
            yield f"{file}: the review by {review.by} is dropped, because the text is another one now"
        if line := yamlio.first_comment(meeting.later.versions[was]):
            yield f"{file}: comments were left out; the first one is in line {line} of version {was}, as {name} has it in git"
    for number in made.dropped:
        yield f"version {number} ({name}): says nothing that {meeting.first.name} does not say, so it gets no new number"
    taken = {*meeting.first.versions, *(one.version.version for one in made.moved)}
    for number in sorted(meeting.later.versions.keys() - taken):
        yield f"{layout.version_path(meeting.slug, number)}: says nothing new, and nothing takes its place; delete it"
    yield from _waivers(meeting, made)


def _waivers(meeting: Meeting, made: Renumbering) -> Iterator[str]:
    """The waivers for a number that means another version now."""
    file = layout.story_path(meeting.slug)
    path = meeting.root / file
    story = codec.parse(Story, path.read_bytes(), file).value if path.is_file() else None
    new = {one.was: one.version.version for one in made.moved}
    for place, waiver in enumerate(story.waive if story else ()):
        if waiver.version in new:
            told = f"waives {waiver.rule} of version {waiver.version}"
            yield f"{file}: waive[{place}] {told}; if it is for what is now version {new[waiver.version]}, change its number"


def _version(meeting: Meeting, side: Branch, number: int) -> Version:
    """A version of one side."""
    return _read(side.versions[number], layout.version_path(meeting.slug, number), side.name)


def _before(meeting: Meeting) -> Version | None:
    """The version before those of the later side; None if there is none, or it was withdrawn."""
    before, number = meeting.later.before, min(meeting.later.versions) - 1
    file = layout.version_path(meeting.slug, number)
    if before is None or isinstance(codec.parse_version(before, file, strict=False).value, Tombstone):
        return None
    return _read(before, file, meeting.later.name)


def _read(data: bytes, file: str, side: str) -> Version:
    parsed = codec.parse_version(data, "")  # a conflict in it is not for this command
    if isinstance(parsed.value, Tombstone):
        hint = "Decide by hand which file stays; the tombstone of a published version must."
        raise UsageError(f"was withdrawn ({side})", where=file, hint=hint)
    if parsed.value is None:
        first = parsed.problems[0]
        raise UsageError(f"cannot be read ({side}): {first.message}", where=f"{file}:{first.line}", hint=first.hint)
    return parsed.value


def _held(meeting: Meeting, number: int) -> Version | None:
    """The version that is on disk under a number."""
    path = meeting.root / layout.version_path(meeting.slug, number)
    found = codec.parse_version(path.read_bytes(), path.name).value if path.is_file() else None
    return found if isinstance(found, Version) else None


def _items(meeting: Meeting, top: Version, last: Version) -> int:
    """How many items the new versions may count: those that both sides have read, as far as no other is between them."""
    read: list[Item] = []
    for side, version in ((meeting.first, top), (meeting.later, last)):
        items = _items_of(side.ledger)
        read += items[: seen(items, version)]
    counted = replace(last, items=top.items, published=max(top.published, last.published))
    return most_counted(_items_of(meeting.ledger), read, counted)


def _items_of(data: bytes) -> Sequence[Item]:
    return items_of(codec.parse_ledger(data, layout.LEDGER).value or ())
