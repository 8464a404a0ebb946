"""What the lines of a ledger come to: items as they were last put right, how many a version had seen, passages by key."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.model import Dossier, Item, LedgerEvent, LedgerLine, Version


def items_of(lines: Iterable[LedgerLine]) -> tuple[Item, ...]:
    """The items in the order they came, each as the last events by their time leave it."""
    held = list(lines)
    last = _last(one.entry for one in held if isinstance(one.entry, LedgerEvent))
    return tuple(_put_right(one.entry, last.get(one.entry.key, {})) for one in held if isinstance(one.entry, Item))


def events_of(lines: Iterable[LedgerLine]) -> tuple[LedgerEvent, ...]:
    """The events, in the order of the file."""
    return tuple(one.entry for one in lines if isinstance(one.entry, LedgerEvent))


def as_collected(lines: Iterable[LedgerLine]) -> tuple[Item, ...]:
    """The items as their feeds gave them, without what was put right later."""
    return tuple(one.entry for one in lines if isinstance(one.entry, Item))


def _last(events: Iterable[LedgerEvent]) -> dict[str, dict[str, LedgerEvent]]:
    """Key → what was decided of it → the event that holds; each field of a record is put right on its own."""
    found: dict[str, dict[str, LedgerEvent]] = defaultdict(dict)
    for event in sorted(events, key=lambda one: one.at):
        match event.event:
            case "spiked" | "restored" | "moved":
                found[event.key]["place"] = event
            case "amended":
                found[event.key] |= {name: event for name in ("title", "url", "date") if getattr(event, name) is not None}
            case "quoted" | "withdrawn":
                pass
    return found


def _put_right(item: Item, last: Mapping[str, LedgerEvent]) -> Item:
    given: dict[str, object] = {name: getattr(last[name], name) for name in ("title", "url") if name in last}
    if "date" in last:
        given["published"] = last["date"].date
    if place := last.get("place"):
        reasons = {"spiked": place.why or "set aside by an editor", "moved": f"moved to {place.to}", "restored": None}
        given["spiked"] = reasons[place.event]
    return replace(item, **given) if given else item  # type: ignore[arg-type]  # each of its field's type


def count(items: Iterable[Item]) -> int:
    """How many items these are: each key once, however many lines it has."""
    return len({item.key for item in items})


def seen(items: Sequence[Item], version: Version | None) -> int:
    """How many of a ledger's items, from the first on, a version had before it; each line counts.

    A version counts each key once; changed items, which add a line and no key, were seen if they came in before it was filed.
    Versions of older Datelines counted lines, so that many were seen in any case.
    """
    if version is None:
        return 0
    end = min(version.items, len(items))
    keys = {item.key for item in items[:end]}
    while end < len(items) and items[end].collected <= version.published and len(keys | {items[end].key}) <= version.items:
        keys.add(items[end].key)
        end += 1
    return end


def upto(items: Sequence[Item], start: int, most: int) -> int:
    """Where a version ends that takes at most so many items from `start` on, those that are not usable not counted.

    It ends before a key that is new, so that `seen` finds the same place by the number of keys.
    """
    end = start
    taken = 0
    keys = {item.key for item in items[:start]}
    while end < len(items) and (taken < most or items[end].key in keys or not items[end].is_usable):
        taken += items[end].is_usable
        keys.add(items[end].key)
        end += 1
    return end


def recorded(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Key → everything that git holds of an item: its titles and texts, as they came and as they were put right, and passages."""
    found: dict[str, dict[str, None]] = {}
    for item in (*as_collected(dossier.lines), *dossier.items):
        found.setdefault(item.key, {}).update(dict.fromkeys(filter(None, (item.title, item.text))))
    for key, texts in passages(dossier.events).items():
        found.setdefault(key, {}).update(dict.fromkeys(texts))
    return {key: tuple(texts) for key, texts in found.items()}


def passages(events: Iterable[LedgerEvent]) -> dict[str, tuple[str, ...]]:
    """Key → the passages that were kept of its page."""
    found: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if event.event == "quoted":
            found[event.key].append(event.text)
    return {key: tuple(texts) for key, texts in found.items()}
