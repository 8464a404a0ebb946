"""The digest of a story: what the pages about all stories show of it.

A digest is made from the story once, and kept as JSON. A page about all stories reads only the rows that it shows, so that it can
be made without the stories.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup

from dateline.site.change_card import CardLine
from dateline.site.chronicle import OUTCOMES, STATUS
from dateline.site.corrections import CorrectionRow
from dateline.site.foreseen import Foreseen
from dateline.site.spark import Spark
from dateline.site.words import _, tongue


class AskedLong(NamedTuple):
    """A question that is open."""

    id: str
    text: str
    """Without citations."""
    since: str
    """When the version was filed that asked it first."""


class Card(NamedTuple):
    """A story in a list."""

    slug: str
    title: str
    """That of its newest version; the story's own if all versions were withdrawn."""
    language: str
    """The language of its pages, if the story names one."""
    direction: str
    """Whether that is written from the left or the right."""
    status: str
    draft: bool
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    version: int
    """The number of the newest version; 0 if all were withdrawn."""
    published: str
    """When it was filed."""
    items: int
    """How many items had been collected by then."""
    versions: int
    """How many versions were not withdrawn."""
    sources: int
    """How many sources it cites."""
    lead: str
    """The first sentences of What, without citations."""
    changed: str
    """When the newest version was filed that is no minor one."""
    changes: str
    """What changed in that version, without citations; empty for a first one, and may be if there are lines."""
    asked: int
    """The number of open questions."""
    closed: int
    """The number of questions that were closed in any version."""
    voices: tuple[str, ...]
    """The names of its voices."""
    filed: str
    """When a version was last filed that is no minor one, withdrawn or not."""
    pages: int
    """How many of its pages the site map lists."""
    hidden: int
    """How many items it refers to were withdrawn."""
    foreseen: Foreseen
    """What it expected, and what came."""
    spark: Spark
    """How many reports it had."""
    news: int
    """The newest version that changed more than the wording, by number; 0 if only the first one did."""
    lines: tuple[CardLine, ...]
    """What changed in that version, in a few short lines."""
    fresh: tuple[tuple[int, int], ...]
    """How many sentences of the newest version have their words since which version, the first left out."""
    asks: tuple[AskedLong, ...]
    """The question that has been open longest, if any is open."""
    ahead: tuple[tuple[str, str], ...]
    """Date and words of the next events that are ahead."""
    corrections: int
    """How many mistakes were corrected and versions withdrawn."""
    corrected: tuple[CorrectionRow, ...]
    """The newest of them."""

    @property
    def is_archived(self) -> bool:
        """Whether only the page Archive lists it."""
        return self.status == "archived"

    @property
    def lang(self) -> Markup:
        """The attributes of an element with its words, if the story names its language."""
        return tongue(self.language, self.direction)

    @property
    def chips(self) -> tuple[str, ...]:
        """The labels for a story that is not active, or is a draft."""
        return (*([_("draft")] if self.draft else []), *([_(STATUS[self.status])] if self.status != "active" else []))

    @property
    def in_a_list(self) -> "Card":
        """The card with what a list shows, and nothing else, so that a list is made anew only if that changes."""
        bare = self._replace(aliases=(), closed=0, voices=(), filed="", pages=0, hidden=0, foreseen=Foreseen())
        return bare._replace(asks=(), ahead=(), corrections=0, corrected=())


class OpenQuestion(NamedTuple):
    """A question that the newest version asks."""

    id: str
    text: str
    """Without citations."""
    since: int
    """The version that asked it first."""
    due: str
    """When it should be known; empty if that is not said."""


class ClosedRow(NamedTuple):
    """A question that a version closed."""

    version: int
    question: str
    """In its latest words; its id if only withdrawn versions asked it."""
    outcome: str
    verdict: str
    """How far what was foreseen came; empty if that is not said."""
    text: str
    """The answer."""

    @property
    def said(self) -> str:
        """The outcome, and how far what was foreseen came."""
        return ", ".join(_(OUTCOMES[one]) for one in (self.outcome, self.verdict) if one)


class VoiceRow(NamedTuple):
    """A voice of the newest version."""

    name: str
    id: str
    role: str
    view: str
    """Without citations."""
    since: int
    """The version in which it was first heard."""


class FeedEntry(NamedTuple):
    """A version in a feed."""

    filed: str
    """When it was filed, as the file says."""
    slug: str
    number: int
    id: str
    url: str
    title: str
    published: str
    updated: str
    html: str
    tags: tuple[str, ...]
    stage: str = ""
    """What an editor did with it, in a word; empty if it was withdrawn."""
    made: dict[str, Any] | None = None
    """How it was made, for programs; None if it was withdrawn."""
    language: str = ""
    """The story's, if it names one."""


class FeedShare(NamedTuple):
    """How much came by one feed."""

    channel: str
    items: int
    last: str
    """The day of the newest item."""


class CitedAt(NamedTuple):
    """A source that an essay cites, as the version that the essay draws on lists it, or else the newest that cites it."""

    asked: int
    """The version that the essay draws on; 0 for the newest."""
    key: str
    """A hash of its key, which is made of words of its title, and they may have been withdrawn."""
    version: int
    """The version that lists it; 0 if only the ledger has it."""
    number: int
    """Its number there; 0 likewise."""
    title: str
    url: str
    feed: str
    date: str
    evidence: str
    quotes: tuple[str, ...]
    copies: int
    """How many items had its words."""


class DrawnAt(NamedTuple):
    """A version that an essay draws on."""

    number: int
    filed: str
    """When it was filed; if that is not known, the day on which it was withdrawn."""
    is_withdrawn: bool
    compared: int
    """The next version whose page says what changed in it; 0 if there is none."""


T = TypeVar("T", bound=NamedTuple)

INDEX, SITEMAP, WORDS = "index", "sitemap", "words"
"""The pieces that are ready for other files: the story in index.json, its pages in the site map, its passages for the search."""


@dataclass(frozen=True)
class Digest:
    """What the pages about all stories show of one story."""

    card: Card
    """The story in a list."""
    marks: Mapping[str, str]
    """The name of each other piece → a hash of it."""
    read: Callable[[str], bytes]
    """Reads a piece by its name."""
    pieces: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """All pieces of a digest that was just made."""

    @property
    def title(self) -> str:
        """The title of its newest version; empty if it has none."""
        return self.card.title if self.card.version else ""

    def rows(self, kind: type[T]) -> list[T]:
        """The rows of one kind."""
        return [_row(kind, values) for values in json.loads(self.read(kind.__name__))]

    def mark(self, kind: type[NamedTuple]) -> str:
        """A hash of the rows of one kind."""
        return self.marks[kind.__name__]

    @cached_property
    def summary(self) -> str:
        """The card and the hashes, as JSON."""
        return json.dumps((self.card, self.marks), ensure_ascii=False)


def _row(kind: type[T], values: Iterable[Any]) -> T:
    return kind._make(tuple(one) if isinstance(one, list) else one for one in values)


def digest_of(card: Card, pieces: Mapping[str, bytes]) -> Digest:
    """The digest with these pieces, which stay in memory."""
    return Digest(card, {name: sha256(data).hexdigest()[:32] for name, data in pieces.items()}, pieces.__getitem__, pieces)


def as_piece(rows: Iterable[NamedTuple]) -> bytes:
    """Rows of one kind as a piece."""
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":")).encode()


def digest_from(summary: str, read: Callable[[str], bytes]) -> Digest:
    """The digest that a summary was made from; `read` gives its pieces."""
    card, marks = json.loads(summary)
    return Digest(_card(card), marks, read)


def _card(values: Iterable[Any]) -> Card:
    card = _row(Card, values)
    return card._replace(
        spark=Spark(*card.spark),
        foreseen=Foreseen(*card.foreseen),
        lines=tuple(CardLine(*one) for one in card.lines),
        fresh=tuple((number, count) for number, count in card.fresh),
        asks=tuple(AskedLong(*one) for one in card.asks),
        ahead=tuple((day, words) for day, words in card.ahead),
        corrected=tuple(CorrectionRow(*one)._replace(of=tuple(one[0])) for one in card.corrected),
    )
