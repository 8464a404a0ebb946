"""Adds versions, ledger lines and stories to a publication. Nothing is changed or deleted, except by `withdrawal`."""

from collections.abc import Iterable
from pathlib import Path

from dateline.core import codec, layout
from dateline.core.codec.commented import story_file
from dateline.core.codec.lengths import overlong, texts
from dateline.core.errors import StoreError, UsageError
from dateline.core.model import Item, LedgerEvent, Story, Version
from dateline.store import atomic
from dateline.store.files import read
from dateline.store.story import must_exist, must_have_settings


def append_version(root: Path, slug: str, version: Version) -> Path:
    """Files a version under the next free number, and returns the path of the new file.

    Raises:
        UsageError: if there is no such story, or it has no `story.yaml`.
        StoreError: if the number is taken or would leave a gap, if the version could not be read again, if a new text
            in it is longer than a draft allows, or if the disk reports an error.
    """
    folder = story_folder(root, slug)
    must_have_settings(root, slug)
    name = layout.version_name(version.version)
    where = layout.in_story(slug, name)
    last = max((number for path in folder.iterdir() if (number := layout.version_number(path.name))), default=0)
    if version.version > last + 1:
        raise StoreError(f"version {last + 1} is not filed yet", where=where, hint="File the versions in order.")
    if version.version <= last:
        raise _taken(version.version, where)
    if long := next(overlong(version, _filed(root, slug, last)), None):
        raise StoreError(f"{long.at}: {long.objection}", where=where, hint="Use fewer words. Nothing was filed.")
    text = codec.dump(version, layout.schema("version"))
    if problems := codec.parse(Version, text.encode(), where).problems:
        first = problems[0]
        raise StoreError(f"{first.at}: {first.message}", where=f"{where}:{first.line}", hint=f"{first.hint} Nothing was filed.")
    try:
        return atomic.write_once(folder / name, text)
    except FileExistsError:
        raise _taken(version.version, where) from None


def append_lines(root: Path, slug: str, entries: Iterable[Item | LedgerEvent]) -> int:
    """Adds items and events to a story's ledger, all or none, and returns how many.

    Raises:
        StoreError: if the disk reports an error.
    """
    lines = [codec.dump_line(entry).encode() for entry in entries]
    ledger = story_folder(root, slug) / layout.LEDGER
    if lines:
        atomic.repair_ledger(ledger)
        atomic.write_lines(ledger, b"".join(lines))
    return len(lines)


def check_slug(slug: str) -> None:
    """Does nothing if a story can have this slug.

    Raises:
        UsageError: if it cannot.
    """
    if not layout.is_slug(slug):
        hint = "Use at most 80 characters: lower-case letters and digits, joined by hyphens."
        raise UsageError(f'"{slug}" cannot be the name of a story', hint=hint)


def new_story(root: Path, slug: str, story: Story) -> Path:
    """Makes a story's folder with a commented `story.yaml`, and returns the path of that file.

    Raises:
        UsageError: if the slug is not valid, or is taken, or if the file could not be read again.
        StoreError: if the disk reports an error.
    """
    where = layout.story_path(slug)
    check_slug(slug)
    text = story_file(story, layout.schema("story"))
    if problems := codec.parse(Story, text.encode(), where).problems:
        raise UsageError(f"{problems[0].at}: {problems[0].message}", hint=f"{problems[0].hint} Nothing was written.")
    folder = root / layout.STORIES / slug
    with atomic.disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        path = atomic.write_once(story_folder(root, slug) / layout.STORY, text)
    except FileExistsError:
        raise UsageError("this story already exists", where=where, hint="Choose another slug, or edit this file.") from None
    atomic.sync_folder(folder.parent)
    return path


def remove_leftovers(root: Path) -> None:
    """Removes what a killed run left behind. The caller must hold the lock, or the files may belong to a run in progress.

    Raises:
        StoreError: if the disk reports an error.
    """
    for top in (layout.STORIES, "content"):
        for left in (root / top).glob("**/.dateline-*.part"):
            if layout.UNFINISHED.fullmatch(left.name):
                with atomic.disk_errors(left):
                    left.unlink()
    for ledger in (root / layout.STORIES).glob(f"*/{layout.LEDGER}"):
        if not layout.leaves(root, ledger):
            atomic.repair_ledger(ledger)


def _taken(number: int, where: str) -> StoreError:
    hint = "Run `dateline update` again. Nothing is lost."
    return StoreError(f"another run filed version {number} first", where=where, hint=hint)


def _filed(root: Path, slug: str, number: int) -> set[str]:
    """The texts of a filed version; empty if there is no such version or it cannot be read."""
    where = layout.version_path(slug, number)
    filed = codec.parse(Version, read(root, where), where, strict=False).value if number else None
    return {one.words for one in texts(filed)} if filed else set()


def story_folder(root: Path, slug: str) -> Path:
    """The folder of a story, checked for writing.

    Raises:
        UsageError: if there is no such story.
        StoreError: if its ledger is a symbolic link that leads out of the publication.
    """
    must_exist(root, slug)
    folder = root / layout.STORIES / slug
    if layout.leaves(root, folder / layout.LEDGER):
        where = layout.ledger_path(slug)
        raise StoreError("leads out of the publication", where=where, hint="Replace the symbolic link.")
    return folder
