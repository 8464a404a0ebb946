"""A writer's assignment and its draft, and functions that every writer needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import count, records, source_of
from dateline.core.model import Dossier, Finding, Item, Number, Source, Timestamp, Version
from dateline.core.text import find_quote


@dataclass(frozen=True)
class Assignment:
    """What a writer should do."""

    dossier: Dossier
    """The story, its versions, and its ledger including the new items."""
    items: tuple[Item, ...]
    """The new items since the last version, without those set aside."""
    number: Number
    """The number of the version to write."""
    published: Timestamp
    """When it will be filed."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Key → the full text of an item's page, if it was read."""

    @cached_property
    def story(self) -> AnalysedStory:
        """The story, and what its versions say."""
        return AnalysedStory(self.dossier)

    @property
    def items_total(self) -> int:
        """How many items are in the ledger; each key counts once."""
        return count(self.dossier.items)

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Key → all texts of an item: those in the ledger, and the full text of its page."""
        held = records([self.dossier])
        return {key: (*record.words, *filter(None, (self.texts.get(key),))) for key, record in held.items()}

    @property
    def known(self) -> tuple[Item, ...]:
        """The earlier items, without those set aside or withdrawn."""
        new = frozenset(self.items)
        return tuple(one for one in self.dossier.items if one.is_usable and one not in new)


class SupportedClaim(NamedTuple):
    """A claim that the judge found supported."""

    text: str
    """The claim, with its citations."""
    words: str
    """The words of a cited item that decided."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A writer's result: a version, or why there is none."""

    version: Version | None = None
    """The version; None if there is none."""
    nothing_new: str = ""
    """Why nothing is new, in words."""
    rejected: str = ""
    """Why the version that was written cannot be filed."""
    waiting: str = ""
    """Why the model has not been called yet."""
    hint: str = ""
    """What to do about that."""
    findings: tuple[Finding, ...] = ()
    """The findings of the writer's own checks, for the report and never for the page."""
    supported: tuple[SupportedClaim, ...] = ()
    """What the judge found supported."""
    notes: tuple[str, ...] = ()
    """What else an editor should know."""


class Writer(Protocol):
    """Turns the last version and new items into a draft."""

    def __call__(self, assignment: Assignment, /) -> Draft:
        """Drafts the next version.

        Raises:
            ModelError: if a model call fails; the story stays as it is.
        """
        ...


def sources_for(keys: Iterable[str], assignment: Assignment, quotes: Mapping[str, Sequence[str]]) -> tuple[Source, ...]:
    """The sources of a version, in the order of the keys, copied from the ledger and never from a writer.

    A source of the last version stays the same, unless it has new quotes or the ledger was corrected since. Unknown keys are
    left out, and so are quotes that are neither in the ledger nor in a page that was read.

    Args:
        keys: the keys that the version cites, each once.
        assignment: the assignment; if a key has several lines in the ledger, the last one counts.
        quotes: the version's verbatim quotes, by key.
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


def _as_recorded(source: Source, lines: Sequence[Item]) -> Source:
    """The source, with title, address and date from the item's newest line if no line of the item has its values any more."""
    newest = source_of(lines[-1])
    held = {name: {getattr(source_of(line), name) for line in lines} for name in ("title", "url", "date")}
    stale = [name for name, values in held.items() if getattr(source, name) not in values]
    return replace(source, **{name: getattr(newest, name) for name in stale})
