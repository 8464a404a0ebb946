"""Takes down a version, a story or an item, and lists what still contains the words."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dateline.core import entered, layout
from dateline.core.errors import StoreError, UsageError
from dateline.core.model import Dossier, Item, LedgerEvent, Timestamp, Version
from dateline.core.publication import Publication
from dateline.core.text import sentences
from dateline.core.text.lists import counted
from dateline.core.tombstones import has_words
from dateline.store.cache import Cache
from dateline.store.git import commits_of
from dateline.store.lock import locked
from dateline.store.published import base_of, is_published
from dateline.store.reading import read_publication
from dateline.store.remote import STATE, branches_of, remote_of
from dateline.store.withdrawal import withdraw_item, withdraw_version

GUIDE = "Dateline's docs/taking-down.md"
"""The page of the documentation on removing words from git history and from other places."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was taken down, and what still contains the words."""

    gone: tuple[str, ...]
    """A line for each version or item that was taken down, or would be."""
    still: tuple[str, ...]
    """A line for each place that still contains the words, with what to do."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A request to take something down."""

    root: Path
    publication: Publication
    story: Dossier
    at: Timestamp
    why: str
    dry: bool


def withdraw(  # noqa: PLR0913  # an option each
    root: Path, slug: str, what: str | None, why: str, *, now: str, dry: bool = False
) -> Withdrawal:
    """Replaces a version, an item's words or all versions of a story with tombstones.

    Args:
        root: the publication's folder.
        slug: the story.
        what: the number of a version, or the key of an item; None: all versions.
        why: the reason, for readers.
        now: the time, UTC.
        dry: whether nothing is changed, and the result only says what would be.

    Raises:
        UsageError: if there is no such story, version or item, if it is already withdrawn, or if there is no reason.
        StoreError: if another run holds the lock, or the disk fails; the rest is not changed.
    """
    why = entered.reason(why, readers=True)
    with nullcontext() if dry else locked(root):
        publication = read_publication(root)
        (story,) = publication.only([slug]).stories
        order, numbers = _Order(root, publication, story, now, why, dry), _numbers(story)
        if what is None or (what.isdecimal() and int(what) in numbers):
            return _versions(order, [int(what)] if what else numbers)
        if any(item.key == what for item in story.items):
            return _item(order, what)
    raise _unknown(story, what)


def _numbers(story: Dossier) -> list[int]:
    """The numbers of all versions, including withdrawn and unreadable ones."""
    files = (one.file.rpartition("/")[2] for one in story.problems if one.rule != "unknown-file")
    unread = filter(None, map(layout.version_number, files))
    return sorted({*unread, *story.numbers})


def _unknown(story: Dossier, what: str) -> UsageError:
    near = get_close_matches(what, sorted({item.key for item in story.items}), 1)
    hint = (
        f'Did you mean "{near[0]}"?' if near else f"Give the number of a version, or a key from {layout.ledger_path(story.slug)}."
    )
    return UsageError(f'there is no version and no item "{what}"', where=layout.folder_of(story.slug), hint=hint)


# --- versions --------------------------------------------------------------------------------------------------------------


def _versions(order: _Order, numbers: list[int]) -> Withdrawal:
    story = order.story
    known = {one.version: one.withdrawn for one in story.tombstones}
    due = [number for number in numbers if number not in known]
    if not due:
        what = f"version {numbers[-1]}" if len(numbers) == 1 else "every version"
        raise _nothing_left(
            story, f"{what} was already withdrawn on {known[numbers[-1]].on}" if numbers else "there is no version"
        )
    files = [_file(story, number) for number in due]
    if base_of(order.root) and (waiting := [file for file in files if not is_published(order.root, file)]):
        hint = "What is not published leaves no tombstone: delete the file."
        raise UsageError("is not published yet", where=waiting[0], hint=hint)
    if order.dry:
        gone = [f"{_file(story, number)}: the text of version {number}, and its redlines" for number in due]
    else:
        _forget(order.root, layout.BUILDS)
        gone = [_take_down(order, number) for number in due]
    standing = [one for one in story.versions if one.version not in due]
    return Withdrawal(tuple(gone), (*_said_elsewhere(story, due, standing), *_kept(order.root, files)))


def _take_down(order: _Order, number: int) -> str:
    stone = withdraw_version(order.root, order.story.slug, number, at=order.at, why=order.why)
    return f"{_file(order.story, number)}: version {number} is withdrawn; its hash was {stone.withdrawn.hash}"


def _said_elsewhere(story: Dossier, due: list[int], standing: list[Version]) -> Iterator[str]:
    """The versions that share sentences with it, or quote it under corrections."""
    words = {sentence for one in story.versions if one.version in due for sentence in _sentences(one)}
    for one in standing:
        if shared := len(words.intersection(_sentences(one))):
            yield f"{_file(story, one.version)}: has {shared} of the {len(words)} sentences; withdraw it too if they must go"
        if any(correction.of in due for correction in one.corrections):
            yield f"{_file(story, one.version)}: repeats words of it under corrections; pages leave them out"
    if story.items:
        yield f"{_ledger(story.slug)}: the items that it cites were not changed; to withdraw one, use its key"


def _sentences(version: Version) -> set[str]:
    return {sentence for field in version.text_fields() for sentence in sentences(field.text)}


# --- items -----------------------------------------------------------------------------------------------------------------


def _item(order: _Order, key: str) -> Withdrawal:
    root, story = order.root, order.story
    entries = [line.entry for line in story.lines if line.entry.key == key]
    if not any(has_words(one) for one in entries):
        raise _nothing_left(story, f"{key} was already withdrawn")
    titles = {one.title for one in entries if one.title}
    lines = counted(sum(has_words(one) and not one.withdrawn for one in entries), "line")
    if order.dry:
        gone = f"{_ledger(story.slug)}: the words of {key}, in {lines}; the key and the address stay"
    else:
        _forget(root, layout.BUILDS)
        _forget_pages(root, entries)  # first: afterwards the ledger may not show which pages they are
        withdraw_item(root, story.slug, key, at=order.at, why=order.why)
        gone = f"{_ledger(story.slug)}: the words of {key} are withdrawn, in {lines}; the key and the address stay"
    still = (
        *_held_elsewhere(order.publication, story, key),
        *_in_content(root, key, titles),
        *_kept(root, [_ledger(story.slug)]),
    )
    return Withdrawal((gone,), still)


def _forget_pages(root: Path, entries: Iterable[Item | LedgerEvent]) -> None:
    """Deletes the item's pages from the cache, and the stored answers of all feeds, because any of them may contain it."""
    cache = Cache(root)
    for one in entries:
        for page in filter(None, (one.page, one.hash if isinstance(one, Item) else "")):
            cache.drop("page", page)
    _forget(root, layout.ANSWERS)


def _forget(root: Path, file: str) -> None:
    """Deletes a database of the cache, with the files that belong to it."""
    try:
        for path in (root / file).parent.glob(f"{Path(file).name}*"):
            path.unlink()
    except OSError as error:
        hint = "Delete the folder .dateline/cache: it contains words that were taken down."
        raise StoreError(f"cannot be deleted: {error.strerror}", where=file, hint=hint) from error


def _held_elsewhere(publication: Publication, story: Dossier, key: str) -> Iterator[str]:
    for other in publication.stories:
        if other.slug != story.slug and any(one.entry.key == key and has_words(one.entry) for one in other.lines):
            yield f"{_ledger(other.slug)}: also has the item; to withdraw it there: dateline withdraw {other.slug} {key}"
        for version in other.versions:
            if any(source.key == key for source in version.sources):
                what = "contains its title and quotes, which pages do not show"
                yield f"{_file(other, version.version)}: cites it and {what}; withdraw that version too if they must go"
    copies = {item.key for item in story.items if key in (item.copy_of, item.key) and item.is_usable} - {key}
    copies |= {item.copy_of for item in story.items if item.key == key and item.copy_of}
    yield from (f"{_ledger(story.slug)}: {copy} has the same words; withdraw it too" for copy in sorted(copies))


def _in_content(root: Path, key: str, titles: set[str]) -> Iterator[str]:
    """The files in `content/` that contain its title or cite it, found by plain text search."""
    for path in sorted((root / "content").rglob("*")):
        if path.is_file() and not layout.leaves(root, path):
            text = path.read_text(encoding="utf-8", errors="replace")
            if f"@{key}" in text or f"/{key}" in text or any(title in text for title in titles):
                yield f"{path.relative_to(root).as_posix()}: contains its title or cites it; edit or delete the file"


def _nothing_left(story: Dossier, what: str) -> UsageError:
    return UsageError(what, where=layout.folder_of(story.slug), hint="There is nothing left to withdraw.")


def _kept(root: Path, files: list[str]) -> Iterator[str]:
    """What git history still contains of files."""
    for file in files:
        if commits := commits_of(root, file):
            count = f"{len(commits)} commit{'s' * (len(commits) != 1)}, the newest {commits[0]}"
            yield f"git history: {count}, still contains the words of {file}; see {GUIDE}"
    if STATE in branches_of(root):
        yield f"the branch {STATE} of {remote_of(root)} may contain the words; delete it (the next run makes one); see {GUIDE}"


def _ledger(slug: str) -> str:
    return layout.ledger_path(slug)


def _file(story: Dossier, number: int) -> str:
    return layout.version_path(story.slug, number)
