"""What a writer is asked for, what it hands in, and what every writer needs for that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import count, records
from dateline.core.model import Dossier, Finding, Item, Number, Source, Timestamp, Version
from dateline.core.text import find_quote, one_per_line

MOST_NAMES = 6
WITHDRAWN = "Withdrawn"
"""The title that is shown for an item that was withdrawn."""


@dataclass(frozen=True)
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

    @cached_property
    def story(self) -> AnalysedStory:
        """The story, and what its versions say."""
        return AnalysedStory(self.dossier)

    @property
    def items_total(self) -> int:
        """Items in the ledger by then, each key once."""
        return count(self.dossier.items)

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Key → all texts of an item: what the ledger holds, and the full text of its page."""
        held = records([self.dossier])
        return {key: (*record.words, *filter(None, (self.texts.get(key),))) for key, record in held.items()}

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
    """Why the model was not asked yet."""
    hint: str = ""
    """What to do about that."""
    findings: tuple[Finding, ...] = ()
    """What the writer's own checks found: for the report, never for the page."""
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


def sources_for(keys: Iterable[str], assignment: Assignment, quotes: Mapping[str, Sequence[str]]) -> tuple[Source, ...]:
    """The sources of a version, in the order of the keys, copied from the ledger and never from a writer.

    A source that the last version has stays as it is, unless there are new words of it, or the ledger was put right since. Left
    out are keys that nobody knows, and quotes that neither the ledger nor a page at hand has.

    Args:
        keys: the keys that the version cites, each once.
        assignment: the story; where a key stands twice in its ledger, what was collected later counts.
        quotes: what the version quotes verbatim, by key.
    """
    last = assignment.dossier.latest
    carried = {source.key: source for source in last.sources} if last else {}
    by_key: dict[str, list[Item]] = {}
    for item in sorted(assignment.dossier.items, key=lambda one: (one.collected, repr(one))):
        by_key.setdefault(item.key, []).append(item)
    words = assignment.words

    def source(key: str) -> Source | None:
        was = carried.get(key)
        if key not in by_key:
            return was
        every = dict.fromkeys((*(was.quotes if was else ()), *quotes.get(key, ())))
        found = tuple(quote for quote in every if any(find_quote(quote, text) for text in words.get(key, ())))
        if was is None or set(found) - set(was.quotes):
            return source_of(by_key[key][-1], found)
        return _as_recorded(replace(was, quotes=found), by_key[key])

    return tuple(filter(None, map(source, keys)))


def source_of(item: Item, quotes: tuple[str, ...] = ()) -> Source:
    """An item as a version lists it."""
    return Source(
        item.key, WITHDRAWN if item.withdrawn else item.title, item.url, item.feed, item.day or None, item.evidence, quotes
    )


def _as_recorded(source: Source, lines: Sequence[Item]) -> Source:
    """The source, its title, address and date taken from the ledger's newest line where no line of the item has them any more."""
    newest = source_of(lines[-1])
    held = {name: {getattr(source_of(line), name) for line in lines} for name in ("title", "url", "date")}
    stale = [name for name, values in held.items() if getattr(source, name) not in values]
    return replace(source, **{name: getattr(newest, name) for name in stale})


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
