"""Adds a page or a file that an editor names to the ledger of a story, as a feed would have brought it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.core import entered, layout
from dateline.core.address import web_address
from dateline.core.days import zone
from dateline.core.errors import UsageError
from dateline.core.ids import fingerprint
from dateline.core.ledger import Record, as_collected, records
from dateline.core.model import GRADES, Dossier, Item, LedgerEvent
from dateline.core.passages import passage_of
from dateline.core.publication import Publication
from dateline.core.standing import ItemStanding, standings
from dateline.core.text import find_quote
from dateline.store.append import append_lines
from dateline.store.cache import Cache
from dateline.store.lock import locked
from dateline.store.new_items import known_key, new_items
from dateline.store.published import in_hand
from dateline.store.reading import read_publication
from dateline.store.story import read_story
from dateline.wire.by_hand import ByHand, Entered, WithText, read_address, read_from_disk
from dateline.wire.connect import network
from dateline.wire.copies import link_copies
from dateline.wire.per_host import host_of

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
WHY = "as the editor gave it who added the item"


@dataclass(frozen=True, slots=True)
class Addition:
    """What an editor asks to add."""

    place: str
    """An address, or the name of a file."""
    story: str
    """The story's slug."""
    quotes: tuple[str, ...] = ()
    """Words of the page that are kept in the ledger."""
    title: str | None = None
    """The title, where the page does not say it."""
    date: str | None = None
    """The date, where the page does not say it."""
    outlet: str | None = None
    """Who published it, whatever the page says."""


@dataclass(frozen=True, slots=True)
class AddedItem:
    """What became of one item."""

    standing: ItemStanding
    """The item as it is in the ledger now, and where it stands."""
    was_known: bool
    """Whether the ledger had it before."""
    is_written: bool
    """Whether a line was written for it."""
    quotes: tuple[str, ...] = ()
    """What the ledger has of each quote: its passage, or the words alone if they are in the item's own text."""


@dataclass(frozen=True, slots=True)
class ItemsAdded:
    """What was added."""

    story: Dossier
    """The story, as it was before."""
    items: tuple[AddedItem, ...]
    """Each item of the page or file."""
    notes: tuple[str, ...]
    """What was left out or repaired."""
    in_hand: bool = False
    """Whether an editor is writing the story's newest version, and has not published it."""


def add(root: Path, wanted: Addition, *, now: str) -> ItemsAdded:
    """Adds an item to the ledger of a story, unless the ledger has it.

    A known item gets a further line if its words changed, if more of it could be read than ever before, or if the editor
    names another outlet.

    Args:
        root: the publication's folder.
        wanted: what to add.
        now: the time, UTC.

    Raises:
        UsageError: if there is no such story or file, if the title, date, outlet or a quote cannot be used, or if there is
            a feed.
        FeedError: if the page or file cannot be read.
        StoreError: if another run holds the lock, or the disk fails.
    """
    said = Entered(
        "" if wanted.title is None else entered.title(wanted.title),
        "" if wanted.date is None else entered.date(wanted.date, now),
        "" if wanted.outlet is None else entered.outlet(wanted.outlet),
        now,
    )
    with locked(root):
        publication = read_publication(root)
        said = replace(said, zone=zone(publication.config.timezone))
        (story,) = publication.only([wanted.story]).stories
        _must_be_readable(story)
        found = _read(root, publication, wanted.place, said)
        if wanted.quotes and len(found.items) != 1:
            hint = "Add it without --quote, then run `dateline quote KEY` for the item that you quote."
            raise UsageError(f"has {len(found.items)} entries", where=wanted.place, hint=hint)
        return _record(root, _Desk(publication, story, wanted.quotes, said), found)


def _must_be_readable(story: Dossier) -> None:
    ledger = layout.ledger_path(story.slug)
    if broken := next((one for one in story.problems if one.file == ledger), None):
        hint = f"Correct it first: `dateline check {story.slug}`."
        raise UsageError(broken.message, where=f"{ledger}:{broken.line}", hint=hint)


def _read(root: Path, publication: Publication, place: str, said: Entered) -> ByHand:
    if place.lower().startswith(("http://", "https://")):
        url = web_address(place)
        if url is None:
            hint = "Use an address that starts with http:// or https:// and names no user."
            raise UsageError("this is not a plain web address", where=place, hint=hint)
        with network(root, publication.config, always=True) as fetch:
            return read_address(url, fetch=fetch, entered=said)
    path = Path(place)
    if path.is_dir():
        raise UsageError("is a folder", where=place, hint="Name a file in it.")
    if not path.is_file():
        other = _SCHEME.match(place)
        what = f"an address that begins with {other[0]} cannot be read" if other else "there is no such file"
        hint = "Check its name. An address begins with https:// or http://."
        raise UsageError(what, where=place, hint="Save the page as a file, and add that." if other else hint)
    return read_from_disk(path, limits=publication.config.limits, entered=said)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where an item is added, and what the editor says about it."""

    publication: Publication
    story: Dossier
    quotes: tuple[str, ...]
    said: Entered


def _record(root: Path, desk: _Desk, found: ByHand) -> ItemsAdded:
    """Writes all lines at once, after everything that can be refused was looked at."""
    story, before = desk.story, standings(desk.story)
    known = [(one, _known(story, one)) for one in map(_hashed, found.items)]
    closed = {key for key, was in before.items() if was.state in ("aside", "withdrawn")}
    new = _new_lines(desk, [(one, key) for one, key in known if key not in closed])
    named = [(one, key or next(line.key for line in new if line.hash == one.item.hash)) for one, key in known]
    events = [event for one, key in named if key not in closed for event in _events(desk, one, key)]
    for one, key in named:
        if one.text and key not in closed:
            Cache(root).put("page", one.item.page, one.text)
    append_lines(root, story.slug, (*new, *events))
    after = standings(read_story(root, story.slug))
    keys, written = (key for _, key in named), {line.key for line in new}
    passages = [event.text for event in events if event.text]
    kept = tuple(next((text for text in passages if find_quote(words, text)), words) for words in desk.quotes)
    items = (AddedItem(after[key], key in before, key in written, () if key in closed else kept) for key in dict.fromkeys(keys))
    notes = (*found.notes, *_unused(desk.said, [one for one, key in known if key]))
    return ItemsAdded(story, tuple(items), notes, bool(in_hand(root, story)))


def _hashed(one: WithText) -> WithText:
    """An item with the hash that its line has: that of the words that are kept."""
    return one._replace(item=replace(one.item, hash=fingerprint(one.item.title, one.item.text)))


def _unused(said: Entered, known: Sequence[WithText]) -> Iterator[str]:
    """A note if the editor gave a title or a date for an item that the ledger had."""
    if known and (said.title or said.date):
        yield "--title and --date are for new items; to correct a known one, use `dateline amend`"


def _known(story: Dossier, one: WithText) -> str | None:
    """The key under which a story has an item: by one of its addresses or, if one of the two has none, by its words."""
    urls = dict.fromkeys((one.item.url, *(address or None for address in one.addresses)))
    hosts = {host_of(url).partition(":")[0].removeprefix("www.") for url in urls if url}
    # An address that forwards names the host of its destination too. To compare addresses takes much longer.
    ledger = [
        item
        for item in (*as_collected(story.lines), *story.items)
        if not item.url or any(host in item.url.lower() for host in hosts)
    ]
    same = (item.key for item in ledger if item.hash == one.item.hash and not (item.url and one.item.url))
    return known_key(ledger, (replace(one.item, url=url) for url in urls)) or next(same, None)


def _new_lines(desk: _Desk, found: Sequence[tuple[WithText, str | None]]) -> tuple[Item, ...]:
    """The lines to write: for each new item, and for each known one that says more than before."""
    ledger = (*as_collected(desk.story.lines), *desk.story.items)
    held = records([desk.story])
    others = [one for one in desk.publication.stories if one.slug != desk.story.slug]
    elsewhere = {one: next(filter(None, (_known(other, one) for other in others)), None) for one, key in found if not key}
    fresh = [replace(one.item, key=key or one.item.key) for one, key in elsewhere.items()]
    further = [replace(one.item, key=key) for one, key in found if key and _says_more(one.item, held[key], desk.said.outlet)]
    return link_copies([item for item in desk.story.items if item.is_usable], (*new_items(ledger, fresh), *further))


def _says_more(item: Item, record: Record, outlet: str) -> bool:
    """Whether more of a known item was read than ever before, its page has other words now, or the editor names its outlet."""
    is_named = bool(outlet) and record.lines[-1].feed != item.feed
    is_there = any((one.hash, one.feed, one.url) == (item.hash, item.feed, item.url) for one in record.lines)
    is_fuller = GRADES.index(item.evidence) < GRADES.index(record.evidence)
    is_changed = any(one.feed == item.feed for one in record.lines) and all(one.hash != item.hash for one in record.lines)
    return is_named or (not is_there and (is_fuller or is_changed))


def _events(desk: _Desk, one: WithText, key: str) -> Iterator[LedgerEvent]:
    """A correction if the editor gave a new item another title or date than the page, and the passages of the quotes."""
    said, item = desk.said, replace(one.item, key=key)
    record = records([desk.story]).get(key)
    title = said.title if said.title != item.title else ""
    is_known = any((value or "").startswith(said.date) for value in (item.published, item.day))
    date = "" if is_known else said.date
    if record is None and (title or date):
        yield LedgerEvent(key, "amended", said.collected, why=WHY, title=title or None, date=date or None)
    held = [item.title, item.text, *(record.words if record else ())]
    for words in dict.fromkeys(desk.quotes):
        if not any(find_quote(words, text) for text in held):
            event = passage_of(item, words, one.text or item.text, said.collected)
            held.append(event.text)
            yield event
