"""The seam between the desk and its writers, and what every writer needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from dateline.ledger import count
from dateline.model import Dossier, Finding, Item, Number, Source, Timestamp, Version
from dateline.text import one_per_line

MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a writer is asked to do."""

    dossier: Dossier
    """The story, its versions, and its ledger with the new items in it."""
    items: tuple[Item, ...]
    """The items that are new since the last version, without those set aside."""
    number: Number
    """The number of the version to write."""
    published: Timestamp
    """When it will be filed."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Key → the full text of an item's page, where it was read."""

    @property
    def items_total(self) -> int:
        """Items in the ledger by then, each key once."""
        return count(self.dossier.items)

    @property
    def known(self) -> tuple[Item, ...]:
        """The items that were there before, without those set aside or withdrawn."""
        new = frozenset(self.items)
        return tuple(one for one in self.dossier.items if one.is_usable and one not in new)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer hands in: a version, or why there is none."""

    version: Version | None = None
    """The version; None where nothing is new."""
    nothing_new: str = ""
    """Why there is no version, in words."""
    rejected: str = ""
    """Why what was written cannot be filed."""
    waiting: str = ""
    """Why nobody was asked yet."""
    hint: str = ""
    """What to do about that."""
    findings: tuple[Finding, ...] = ()
    """What the writer's own verification has against it: for the report, never for the page."""
    notes: tuple[str, ...] = ()
    """What an editor should know beside it."""


class Writer(Protocol):
    """Turns the last version and new items into a draft."""

    def __call__(self, assignment: Assignment, /) -> Draft:
        """Drafts the next version.

        Raises:
            ModelError: when a model that it asks fails; the story stays as it is.
        """
        ...


def sources_for(
    keys: Iterable[str], items: Sequence[Item], quotes: Mapping[str, Sequence[str]], last: Version | None = None
) -> tuple[Source, ...]:
    """The sources of a version, in the order of the keys, copied from the ledger and never from a writer.

    A source that the last version has stays as it is, unless there are new words of it, or the ledger was put right since; a key
    that nobody knows is left out.

    Args:
        keys: the keys that the version cites, each once.
        items: the ledger and the new items; where a key stands twice, the later one counts.
        quotes: what the version quotes verbatim, by key.
        last: the version before.
    """
    by_key: dict[str, list[Item]] = {}
    for item in items:
        by_key.setdefault(item.key, []).append(item)
    carried = {source.key: source for source in last.sources} if last else {}
    return tuple(source for key in keys if (source := _source(by_key.get(key, ()), carried.get(key), tuple(quotes.get(key, ())))))


def _source(lines: Sequence[Item], carried: Source | None, quotes: tuple[str, ...]) -> Source | None:
    if not lines:
        return carried
    before = carried.quotes if carried else ()
    every = tuple(dict.fromkeys(before + quotes))
    if carried and every == before:
        return _as_recorded(carried, lines)
    return source_of(lines[-1], every)


def source_of(item: Item, quotes: tuple[str, ...] = ()) -> Source:
    """An item as a version lists it."""
    return Source(item.key, item.title, item.url, item.feed, _day(item), item.evidence, quotes)


def _as_recorded(source: Source, lines: Sequence[Item]) -> Source:
    """The source with the ledger's newest title, address and date in place of those that no line of the item has any more."""
    newest = source_of(lines[-1])
    held = {name: {getattr(source_of(line), name) for line in lines} for name in ("title", "url", "date")}
    stale = [name for name, values in held.items() if getattr(source, name) not in values]
    return replace(source, **{name: getattr(newest, name) for name in stale})


def _day(item: Item) -> str | None:
    return item.published[:10] if item.published else None


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Names as a sentence lists them: "A, B and C", or "A, B and 5 more"."""
    shown = list(names[:most]) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 item", "2 items"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def arrivals(items: int, origins: int, outlets: Sequence[str]) -> str:
    """A sentence that says what came in, and from whom.

    Args:
        items: how many items are new.
        origins: how many of them are no copies.
        outlets: who published those, the weightiest first.
    """
    return f"{counted(items, 'new item')} came in, from {counted(origins, 'origin')}: {listed(list(dict.fromkeys(outlets)))}."


def changes_paragraph(version: Version, last: Version | None, came: Iterable[str]) -> str:
    """One paragraph for readers: what came in, and what it adds to the last version.

    Args:
        version: the new version.
        last: the version before.
        came: sentences that say what came in.
    """
    said = list(came)
    if events := [event.date for event in version.timeline if not last or event not in last.timeline]:
        said.append(f"The newest dated event is of {max(events)}.")
    known = {voice.id for voice in last.perspectives} if last else set()
    if voices := [voice.voice for voice in version.perspectives if voice.id not in known]:
        said.append(f"New {'voice' if len(voices) == 1 else 'voices'}: {listed(voices)}.")
    if more := len(version.open_questions) - len(last.open_questions if last else ()):
        said.append(f"{counted(more, 'question')} {'is' if more == 1 else 'are'} newly open.")
    return one_per_line(" ".join(said))
