"""Sets items aside, restores them and moves them to other stories, by events in their ledgers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.core import entered
from dateline.core.errors import UsageError
from dateline.core.ledger import as_collected, next_moment, place_of
from dateline.core.model import Dossier, Item, LedgerEvent, Number
from dateline.core.publication import Publication
from dateline.core.standing import ItemStanding, standings
from dateline.store.append import append_lines
from dateline.store.lock import locked
from dateline.store.reading import read_publication
from dateline.wire.copies import link_copies

SPIKED, RESTORED = "set aside by an editor", "restored by an editor"
"""The reasons for setting an item aside, and for restoring it, if none is given."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about an item."""

    item: Item
    """The item, as it was before."""
    story: str
    """The story in whose ledger it was decided."""
    is_new: bool
    """Whether anything was written; if not, it had been decided before."""
    cited: Number | None = None
    """The newest version of the story if it cites the item; it still does."""
    status: str = "active"
    """The status of the story that has the item now."""


def spike(root: Path, key: str, why: str = "", *, story: str | None, now: str) -> Decision:
    """Sets an item aside, so that no writer gets it any more. Another reason replaces the one that was given before.

    Args:
        root: the publication's folder.
        key: the item's key.
        why: the reason, if there is one to give. The story's page of sources shows it.
        story: the story; None: the only one where it can be set aside.
        now: the time, UTC.

    Raises:
        UsageError: if no ledger, or more than one, has the item.
        StoreError: if another run holds the lock, or the disk fails.
    """
    is_given = bool(why.strip())
    why = entered.reason(why if is_given else SPIKED)
    with locked(root):
        held = _held(read_publication(root), key, story, _is_used, lambda one: not one.moved_to)
        is_due = _is_used(held) or (is_given and not held.moved_to and held.standing.item.spiked != why)
        return _decided(root, held, LedgerEvent(key, "spiked", held.moment(now), why) if is_due else None)


def restore(root: Path, key: str, why: str = "", *, story: str | None, now: str) -> Decision:
    """Takes an item that was set aside back, so that the next version may use it.

    Args:
        root: the publication's folder.
        key: the item's key.
        why: the reason, if there is one to give.
        story: the story; None: the only one where it is set aside.
        now: the time, UTC.

    Raises:
        UsageError: if no ledger, or more than one, has the item.
        StoreError: if another run holds the lock, or the disk fails.
    """
    with locked(root):
        held = _held(read_publication(root), key, story, lambda one: not _is_used(one))
        event = LedgerEvent(key, "restored", held.moment(now), entered.reason(why or RESTORED))
        return _decided(root, held, None if _is_used(held) else event)


def move(  # noqa: PLR0913  # where from, where to, when and why
    root: Path, key: str, to: str, why: str = "", *, story: str | None, now: str
) -> Decision:
    """Moves an item to another story: the other ledger gets it first, so that nothing is lost if the run is killed in between.

    The other story gets the item's newest line, its corrections and its passages; if it has set the item aside, it restores it.
    An item that is only in the story that it is moved to stays as it is.

    Args:
        root: the publication's folder.
        key: the item's key.
        to: the other story.
        why: the reason, if there is one to give.
        story: the story that has it now; None: the only one that does.
        now: the time, UTC.

    Raises:
        UsageError: if there is no such story, or if no ledger, or more than one, has the item.
        StoreError: if another run holds the lock, or the disk fails; running it again finishes.
    """
    why = entered.reason(why) if why else ""
    with locked(root):
        publication = read_publication(root)
        (target,) = publication.only([to]).stories
        holders = publication.holding(key)
        others = tuple(one for one in holders if one is not target)
        if not others or story == to:
            return _decided(root, _held(publication, key, to), None)
        held = _held(replace(publication, stories=others), key, story, _is_used, lambda one: one.moved_to != to)
        arrived = _arriving(held, target, why, now)
        append_lines(root, to, arrived)
        event = None if held.moved_to == to else LedgerEvent(key, "moved", held.moment(now), why, to)
        return replace(_decided(root, held, event), is_new=bool(arrived or event), status=target.story.status)


@dataclass(frozen=True, slots=True)
class _Held:
    """An item in the ledger of a story."""

    story: Dossier
    standing: ItemStanding

    @property
    def key(self) -> str:
        return self.standing.item.key

    def moment(self, now: str) -> str:
        return next_moment(self.story.events, self.key, now)

    @property
    def moved_to(self) -> str | None:
        place = place_of(self.story.events, self.key)
        return place.to if place else None


def _is_used(held: _Held) -> bool:
    """Whether an item is not set aside."""
    return held.standing.state != "aside"


def _held(publication: Publication, key: str, slug: str | None, *wanted: Callable[[_Held], bool]) -> _Held:
    """The item in the story that is named, or in the only one that fits.

    Args:
        publication: the publication.
        key: the item's key.
        slug: the story; None: whichever fits.
        wanted: what is asked of it, the best first; if none fits, the first story that has the item.

    Raises:
        UsageError: if no story has the item, or several fit, or it was withdrawn.
    """
    holders = publication.holding(key)
    if slug is not None:
        holders = tuple(one for one in publication.only([slug]).stories if one in holders)
    if not holders:
        names = ", ".join(one.slug for one in publication.holding(key))
        raise UsageError(f"the ledger of {slug} does not have {key}", where="--in", hint=f"These have it: {names}.")
    held = [_Held(one, standings(one)[key]) for one in holders]
    fitting = next(filter(None, ([one for one in held if fits(one)] for fits in wanted)), held[:1])
    if len(fitting) > 1:
        names = ", ".join(one.story.slug for one in fitting)
        raise UsageError(f"several ledgers have {key}: {names}", hint=f"Name one: `--in {fitting[0].story.slug}`.")
    if fitting[0].standing.state == "withdrawn":
        raise UsageError(f"{key} was withdrawn", where=fitting[0].story.slug, hint="Its words are gone, so it cannot be used.")
    return fitting[0]


def _decided(root: Path, held: _Held, event: LedgerEvent | None) -> Decision:
    """Writes the event, unless there is nothing to decide."""
    append_lines(root, held.story.slug, [event] if event else [])
    latest = held.story.latest
    cited = latest is not None and latest.version in held.standing.cited
    number, status = latest.version if latest and cited else None, held.story.story.status
    return Decision(held.standing.item, held.story.slug, event is not None, number, status)


def _arriving(held: _Held, target: Dossier, why: str, now: str) -> list[Item | LedgerEvent]:
    """What the ledger of another story lacks of an item: its newest line, its corrections and its passages."""
    key = held.key
    there = standings(target).get(key)
    lines: list[Item | LedgerEvent] = []
    if there is None:
        newest = [item for item in as_collected(held.story.lines) if item.key == key][-1]
        usable = [item for item in target.items if item.is_usable]
        lines += link_copies(usable, [replace(newest, spiked=None, copy_of=None)])
    elif there.state == "aside":
        lines.append(LedgerEvent(key, "restored", next_moment(target.events, key, now), why or RESTORED))
    about = (one for one in held.story.events if one.key == key and one.event in ("amended", "quoted"))
    return [*lines, *(one for one in about if one not in target.events)]
