"""Corrects the title, the address or the date of an item, in every ledger that has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.core import entered, layout
from dateline.core.errors import UsageError
from dateline.core.ledger import next_moment
from dateline.core.model import Dossier, Item, LedgerEvent, Number, Source
from dateline.core.publication import Publication
from dateline.store.append import append_lines
from dateline.store.lock import locked
from dateline.store.published import is_published
from dateline.store.reading import read_publication


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was wrong in the record of an item, and why."""

    why: str
    """The reason."""
    title: str | None = None
    """The right title."""
    url: str | None = None
    """The right address."""
    date: str | None = None
    """The right date of publication."""


@dataclass(frozen=True, slots=True)
class AmendedField:
    """A field that was corrected."""

    name: str
    """`date`, `title` or `url`."""
    was: str
    """Its value before; empty if it had none."""
    now: str
    """Its value now."""


@dataclass(frozen=True, slots=True)
class Cites:
    """A newest version that cites an item with an earlier title, address or date."""

    file: str
    """Its path in the publication."""
    version: Number
    """Its number."""
    is_published: bool
    """Whether it is on the main branch, so that only a later version can be right."""


@dataclass(frozen=True, slots=True)
class Amended:
    """What was corrected."""

    written: tuple[str, ...]
    """The stories whose ledgers got the correction; empty if all had it."""
    fields: tuple[AmendedField, ...]
    """What was wrong in them, each once."""
    cites: tuple[Cites, ...]
    """The newest versions that still have the earlier values."""


def amend(root: Path, key: str, amendment: Amendment, *, now: str) -> Amended:
    """Adds the correction to each ledger that has the item and does not have the correction yet.

    Args:
        root: the publication's folder.
        key: the item's key.
        amendment: what is right, and why.
        now: the time, UTC.

    Raises:
        UsageError: if no ledger has the item, if nothing is corrected, or if a value cannot be used.
        StoreError: if another run holds the lock, or the disk fails; running it again finishes.
    """
    right = _checked(amendment, now)
    with locked(root):
        publication = read_publication(root)
        stories = publication.holding(key)
        if any(item.withdrawn for one in stories for item in one.items if item.key == key):
            raise UsageError(f"{key} was withdrawn", hint="Nothing of it is shown any more, so nothing can be corrected.")
        lacking = [one for one in stories if not _has(_newest(one, key), right)]
        for story in lacking:
            event = LedgerEvent(
                key, "amended", next_moment(story.events, key, now), right.why, None, right.title, right.url, right.date
            )
            append_lines(root, story.slug, [event])
        fields = dict.fromkeys(field for story in lacking for field in _fields(_newest(story, key), right))
        return Amended(tuple(one.slug for one in lacking), tuple(fields), tuple(_cites(root, publication, key, right)))


def _checked(given: Amendment, now: str) -> Amendment:
    right = Amendment(
        entered.reason(given.why),
        None if given.title is None else entered.title(given.title),
        None if given.url is None else entered.address(given.url),
        None if given.date is None else entered.date(given.date, now),
    )
    if right.title is right.url is right.date is None:
        hint = "Give what is right: --date, --title or --url, or several of them."
        raise UsageError("nothing is corrected", hint=hint)
    return right


def _newest(story: Dossier, key: str) -> Item:
    return [item for item in story.items if item.key == key][-1]


def _has(item: Item, right: Amendment) -> bool:
    """Whether an item, with its corrections, already has these values."""
    return not any(_fields(item, right))


def _fields(item: Item, right: Amendment) -> Iterator[AmendedField]:
    """The fields in which an item, with its corrections, differs from what is right."""
    values = (("date", item.published, right.date), ("title", item.title, right.title), ("url", item.url, right.url))
    return (AmendedField(name, was or "", now) for name, was, now in values if now is not None and now != was)


def _cites(root: Path, publication: Publication, key: str, right: Amendment) -> Iterator[Cites]:
    for story in publication.stories:
        version = story.latest
        if version and any(source.key == key and _differs(source, right) for source in version.sources):
            file = layout.version_path(story.slug, version.version)
            yield Cites(file, version.version, is_published(root, file))


def _differs(source: Source, right: Amendment) -> bool:
    return not (
        right.title in (None, source.title)
        and right.url in (None, source.url)
        and (right.date is None or right.date[:10] == source.date)
    )
