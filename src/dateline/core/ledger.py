"""Reading the lines of a ledger: items with their corrections, how many a version had seen, and all records of an item."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from dateline.core.model import GRADES, Dossier, Evidence, Item, LedgerEvent, LedgerLine, Source, Timestamp, Version

WITHDRAWN = "Withdrawn"
"""The title of a source whose words were taken down."""


def items_of(lines: Iterable[LedgerLine]) -> tuple[Item, ...]:
    """The items in the order they came, each after all events about it, in order of time."""
    held = list(lines)
    last = _last(one.entry for one in held if isinstance(one.entry, LedgerEvent))
    return tuple(_put_right(one.entry, last.get(one.entry.key, {})) for one in held if isinstance(one.entry, Item))


def events_of(lines: Iterable[LedgerLine]) -> tuple[LedgerEvent, ...]:
    """The events, in the order of the file."""
    return tuple(one.entry for one in lines if isinstance(one.entry, LedgerEvent))


def as_collected(lines: Iterable[LedgerLine]) -> tuple[Item, ...]:
    """The items as their feeds gave them, without later corrections."""
    return tuple(one.entry for one in lines if isinstance(one.entry, Item))


def next_moment(events: Iterable[LedgerEvent], key: str, now: Timestamp) -> Timestamp:
    """The time of a new event about an item: now, or a second after its latest event if a clock was ahead, so that it counts."""
    last = max((one.at for one in events if one.key == key), default="")
    if last < now:
        return now
    with suppress(OverflowError):
        last = (datetime.fromisoformat(last) + timedelta(seconds=1)).isoformat().replace("+00:00", "Z")
    return last


def place_of(events: Iterable[LedgerEvent], key: str) -> LedgerEvent | None:
    """The event that decides whether an item is set aside, restored or moved; None if nothing was decided."""
    return _last(one for one in events if one.key == key).get(key, {}).get("place")


def _last(events: Iterable[LedgerEvent]) -> dict[str, dict[str, LedgerEvent]]:
    """Key → what was decided about the item → the latest event about that; each field is corrected separately."""
    found: dict[str, dict[str, LedgerEvent]] = defaultdict(dict)
    for event in sorted(events, key=lambda one: one.at):
        if event.event in ("spiked", "restored", "moved"):
            found[event.key]["place"] = event
        elif event.event == "amended":
            found[event.key] |= {name: event for name in ("title", "url", "date") if getattr(event, name) is not None}
    return found


def _put_right(item: Item, last: Mapping[str, LedgerEvent]) -> Item:
    given: dict[str, object] = {name: getattr(last[name], name) for name in ("title", "url") if name in last}
    if "date" in last:
        given |= {"published": last["date"].date, "offset": ""}
    if place := last.get("place"):
        reasons = {"spiked": place.why or "set aside by an editor", "moved": f"moved to {place.to}", "restored": None}
        given["spiked"] = reasons[place.event]
    return replace(item, **given) if given else item  # type: ignore[arg-type]  # each of its field's type


def source_of(item: Item, quotes: tuple[str, ...] = ()) -> Source:
    """An item as a source of a version."""
    return Source(
        item.key, WITHDRAWN if item.withdrawn else item.title, item.url, item.feed, item.day or None, item.evidence, quotes
    )


def count(items: Iterable[Item]) -> int:
    """How many items these are; each key counts once, however many lines it has."""
    return len({item.key for item in items})


class Tally:
    """How many of a ledger's items, from the first line on, the writers of versions had seen; counted once for all versions."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        keys: set[str] = set()
        self._counts = [0]
        for item in items:
            keys.add(item.key)
            self._counts.append(len(keys))

    def count(self, lines: int | None = None) -> int:
        """How many items the first lines have, or all of them; each key counts once."""
        return self._counts[-1 if lines is None else lines]

    def seen(self, version: Version) -> int:
        """How many lines the writer of a version had seen.

        A version counts each key once. A changed item adds a line but no key; it was seen if it came in before the version was
        filed. Older releases of Dateline counted lines, so at least that many were seen.
        """
        end = min(version.items, len(self._items))
        most = bisect_right(self._counts, version.items) - 1
        while end < most and self._items[end].collected <= version.published:
            end += 1
        return end


def seen(items: Sequence[Item], version: Version | None) -> int:
    """How many of a ledger's items, from the first on, the writer of a version had seen; each line counts."""
    return Tally(items).seen(version) if version else 0


def restored(dossier: Dossier) -> tuple[Item, ...]:
    """The items that came before the newest version, were set aside, and were restored after it was filed.

    The writer of that version could not use them, so they wait for the next one like new items.
    """
    latest = dossier.latest
    if latest is None:
        return ()
    cited = {source.key for source in latest.sources}
    since = {
        key
        for key, decided in _last(dossier.events).items()
        if (place := decided.get("place")) and place.event == "restored" and place.at > latest.published and key not in cited
    }
    before = dossier.items[: seen(dossier.items, latest)] if since else ()
    return tuple({item.key: item for item in before if item.key in since and item.is_usable}.values())


def unseen(items: Sequence[Item], known: Sequence[Item], version: Version) -> tuple[str, ...]:
    """The keys of the items that a version counts in one ledger, and that its writer did not have in another one.

    Args:
        items: the items that the version counts now.
        known: the items that its writer had.
        version: the version.
    """
    had = {item.key for item in known[: seen(known, version)]}
    counted = items[: seen(items, version)]
    return tuple(dict.fromkeys(item.key for item in counted if item.key not in had and item.is_usable))


def later(dossier: Dossier, end: int | None = None) -> tuple[Item, ...]:
    """The items that came after the newest version, without those that it cites: its writer had these.

    That is so if the lines of another branch came before them.

    Args:
        dossier: the story.
        end: where they end; None: with the ledger.
    """
    latest = dossier.latest
    start = seen(dossier.items, latest)
    cited = {source.key for source in latest.sources} if latest else set()
    used = cited - {item.key for item in dossier.items[:start]}
    found = []
    for item in dossier.items[start:end]:
        if item.is_usable and item.key not in used:
            found.append(item)
        used.discard(item.key)  # a second line of the same item has other words
    return tuple(found)


def waiting(dossier: Dossier) -> tuple[Item, ...]:
    """The items that wait for the next version: those restored, and those that the newest version has not seen."""
    return (*restored(dossier), *later(dossier))


def most_counted(items: Sequence[Item], read: Iterable[Item], version: Version) -> int:
    """How many items of a ledger a version may count, at least as many as it does, so that none waits for a draft in vain.

    Args:
        items: the ledger's items.
        read: the items that its writers read; they need not come first in the ledger.
        version: the version.
    """
    known = {(item.key, item.hash) for item in read}
    waiting = (place for place, item in enumerate(items) if item.is_usable and (item.key, item.hash) not in known)
    end = next(waiting, len(items))
    tally = Tally(items)
    counts = range(tally.count(end), version.items, -1)
    return next((count for count in counts if tally.seen(replace(version, items=count)) <= end), version.items)


def upto(items: Sequence[Item], start: int, most: int) -> int:
    """Where a version's items end if it takes at most `most` usable items from `start` on.

    The end is right before a new key, so that `seen` finds the same place from the number of keys.
    """
    end = start
    taken = 0
    keys = {item.key for item in items[:start]}
    while end < len(items) and (taken < most or items[end].key in keys or not items[end].is_usable):
        taken += items[end].is_usable
        keys.add(items[end].key)
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the ledgers of a publication contain about one item."""

    lines: tuple[Item, ...]
    """Its lines as they were collected, in order."""
    events: tuple[LedgerEvent, ...] = ()
    """What was decided about it, and the passages of its page."""

    @property
    def words(self) -> tuple[str, ...]:
        """Its titles and texts, as collected and as corrected, and the passages, as separate texts."""
        came = (part for item in self.lines for part in (item.title, item.text))
        later = (part for event in self.events for part in (event.title, event.text))
        return tuple(dict.fromkeys(filter(None, (*came, *later))))

    @property
    def evidence(self) -> Evidence:
        """The best grade of any of its lines."""
        return min((item.evidence for item in self.lines), key=GRADES.index)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its words were taken down."""
        return any(item.withdrawn for item in self.lines)

    def values(self, field: Literal["title", "url", "feed", "day"], at: Timestamp) -> frozenset[str | None]:
        """The values that a version filed at this time may have for a field: the correction by then, or else those of any line.

        Later corrections are allowed too, because an editor may correct the version.
        """
        events = sorted(self.events, key=lambda one: one.at)
        amended = [(event.at, value) for event in events if (value := _amended(event, field)) is not None]
        before = [value for moment, value in amended if moment <= at][-1:]
        later = (value for moment, value in amended if moment > at)
        return frozenset((*before, *later, *(() if before else (getattr(item, field) for item in self.lines))))


def _amended(event: LedgerEvent, field: Literal["title", "url", "feed", "day"]) -> str | None:
    """The right value that an event gives for a field; None if it does not correct the field."""
    return {"title": event.title, "url": event.url, "day": event.date and event.date[:10], "feed": None}[field]


def records(stories: Iterable[Dossier]) -> dict[str, Record]:
    """Key → what the ledgers of these stories contain about the item."""
    lines: dict[str, list[Item]] = defaultdict(list)
    events: dict[str, list[LedgerEvent]] = defaultdict(list)
    for story in stories:
        for item in dict.fromkeys((*as_collected(story.lines), *story.items)):
            lines[item.key].append(item)
        for event in story.events:
            events[event.key].append(event)
    return {key: Record(tuple(items), tuple(events.get(key, ()))) for key, items in lines.items()}
