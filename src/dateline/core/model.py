"""The words of the newsroom as frozen values; a field's order is its order in the file.

Times are text in UTC to the second (`2026-05-24T11:30:00Z`) and dates text at the precision that is known (`2026`, `2026-04`,
`2026-04-14`): both sort as they read, and reading then writing changes nothing.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from annotated_types import Ge, Le

from dateline.core.constraints import (
    DATE,
    DATE_OR_TIME,
    HASH,
    LINE,
    PASSAGE,
    PROSE,
    REASON,
    SLUG,
    TIME,
    Always,
    KeyedBy,
    OneLine,
    Prose,
    Quoted,
)

Slug = Annotated[str, SLUG]
"""A story's, an id's or a key's name: `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters."""
PartialDate = Annotated[str, DATE]
"""A date at the precision that is known."""
Timestamp = Annotated[str, TIME]
"""A time in UTC, to the second."""
Sentences = Annotated[str, Prose(), PROSE]
"""Sentences with citations `[@key]`, one to a line."""
Line = Annotated[str, LINE]
"""A title, a name, an office."""
Reason = Annotated[str, REASON]
"""A few sentences for readers, without citations."""

Evidence = Literal["full-text", "excerpt", "headline"]
"""What the writer had before it."""
GRADES: tuple[Evidence, ...] = ("full-text", "excerpt", "headline")
"""The grades of evidence, the best first."""

Count = Annotated[int, Ge(0)]
Number = Annotated[int, Ge(1)]
"""A version's number, from 1."""

SECTIONS = {
    "what": "What",
    "why_it_matters": "Why it matters",
    "open_questions": "Open questions",
    "narrative": "Narrative",
    "timeline": "Timeline",
    "perspectives": "Perspectives",
    "tensions": "Tensions",
    "sources": "Sources",
}
"""The sections of a brief, by their key in the file, in the order of the page."""

TOLD_BESIDE = {"closed_questions": "Closed questions", "changes": "What changed"}
"""What else is prose, told beside the sections."""

Strict: dict[str, Any] = {"extra": "forbid", "use_attribute_docstrings": True, "allow_inf_nan": False}


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is open."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Kept as long as the question lives."""
    text: Sentences
    """The question."""


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A question of the version before that is not open any more."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """The id it had while it was open."""
    outcome: Literal["answered", "merged", "dropped"]
    """What became of it."""
    text: Sentences = ""
    """The answer, the question it went into, or why it was dropped."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at the event's own date."""

    __pydantic_config__: ClassVar = Strict
    date: PartialDate
    """The day of the event, not of its collection, at the precision that is known."""
    text: Sentences
    """What happened."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A named person or body, and where it stands."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Kept as long as the voice is heard."""
    voice: Line
    """The name."""
    role: Line | None = None
    """An office or a handle."""
    view: Sentences = ""
    """What this voice holds."""
    evolution: Sentences = ""
    """How its position moved since the last version."""
    sources: tuple[Slug, ...] = ()
    """Keys of the sources it speaks in, beyond those cited in the text."""


@dataclass(frozen=True, slots=True)
class DepartedVoice:
    """A voice of the version before that is not heard any more."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """The id it had."""
    why: Reason
    """The reason, for readers."""


@dataclass(frozen=True, slots=True)
class Tension:
    """Two claims that do not go together."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Kept as long as the tension lasts."""
    text: Sentences
    """Both sides."""
    sources: tuple[Slug, ...] = ()
    """Keys of the sources on both sides, beyond those cited in the text."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What an earlier version said wrongly; shown on that version's page too."""

    __pydantic_config__: ClassVar = Strict
    of: Number
    """The number of the version that was wrong."""
    was: Reason
    """What it said."""
    now: Reason
    """What is right."""
    why: Reason = ""
    """How the mistake came about."""


@dataclass(frozen=True, slots=True)
class Source:
    """An item that a version cites, with what a reader needs to judge it."""

    __pydantic_config__: ClassVar = Strict
    key: Slug
    """What `[@key]` names; the same as the item's key in the ledger."""
    title: str
    """The title as the item gave it, cut or not."""
    url: str | None = None
    """Where it was published; absent where that is not known."""
    feed: str = ""
    """The feed as shown: its title, or `reactive:<story that searched>`."""
    date: PartialDate | None = None
    """When the item was published, if known."""
    evidence: Annotated[Evidence, Always()] = "headline"
    """What the writer had before it: the full text, an excerpt, or no more than the headline."""
    quotes: tuple[Annotated[str, Quoted()], ...] = ()
    """Words copied from the item, unchanged; each is found in it by program."""


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """Who drafted a version, and at what cost."""

    __pydantic_config__: ClassVar = Strict
    writer: Slug
    """`claude` or `extractive`; `desk` for a version written by hand."""
    model: str | None = None
    """The model's id, where a model wrote."""
    prompt: str | None = None
    """The hash of the prompt files."""
    input_tokens: Annotated[Count, Always()] = 0
    """Tokens sent."""
    output_tokens: Annotated[Count, Always()] = 0
    """Tokens received, thinking included."""
    usd: Annotated[Decimal, Ge(0), Always()] = Decimal(0)
    """The cost in US dollars."""


@dataclass(frozen=True, slots=True)
class Review:
    """An editor's review of a version before it was merged."""

    __pydantic_config__: ClassVar = Strict
    by: str
    """The person who takes responsibility."""
    on: PartialDate
    """The day of the review."""
    kind: Literal["approved", "edited"]
    """Whether the draft was changed."""


class Passage(NamedTuple):
    """A run of prose in a version, and where it stands."""

    section: str
    """The section's key: what, why_it_matters, open_questions, narrative, timeline, perspectives, tensions …"""
    at: str
    """Its path in the file, such as `narrative[1]` or `perspectives[0].view`."""
    text: str
    """The prose, with its citations."""
    sources: tuple[str, ...] = ()
    """Keys that are listed beside the text."""


@dataclass(frozen=True, slots=True)
class Version:
    """A story's brief as it stood at one time."""

    __pydantic_config__: ClassVar = Strict
    format: Annotated[int, Ge(1), Le(1)]
    """The number of this file format."""
    version: Number
    """This version's number, the same as in the file's name."""
    kind: Literal["update", "correction"]
    """Why there is a new version."""
    title: Line
    """The brief's title at this version."""
    published: Timestamp
    """When it was filed."""
    items: Count
    """Items collected for the story by then: each key of the ledger once, copies included."""
    changes: Sentences = ""
    """One paragraph for readers: what moved since the last version."""
    what: Sentences = ""
    """The story in one paragraph."""
    why_it_matters: Sentences = ""
    """What follows from it, in one paragraph."""
    open_questions: tuple[Question, ...] = ()
    """What is not known yet."""
    closed_questions: tuple[ClosedQuestion, ...] = ()
    """Each question of the last version that is not open any more."""
    narrative: tuple[Sentences, ...] = ()
    """The story at length, a paragraph each."""
    timeline: tuple[Event, ...] = ()
    """What happened, ascending by the event's date."""
    perspectives: tuple[Voice, ...] = ()
    """Who holds what."""
    departed_voices: Annotated[tuple[DepartedVoice, ...], OneLine()] = ()
    """Each voice of the last version that is not heard any more."""
    tensions: tuple[Tension, ...] = ()
    """What does not go together."""
    corrections: Annotated[tuple[Correction, ...], OneLine()] = ()
    """What earlier versions said wrongly."""
    sources: Annotated[tuple[Source, ...], KeyedBy("key")] = ()
    """Exactly the items that are cited."""
    written_by: Annotated[WrittenBy | None, OneLine()] = None
    """Who drafted it."""
    review: Annotated[Review | None, OneLine()] = None
    """The editor's review; absent: not reviewed by a person."""
    unknown: tuple[tuple[tuple[str | int, ...], Any], ...] = field(default=(), metadata={"internal": True})
    """Keys that this Dateline does not know, with their paths: kept, so that nothing is lost."""

    def passages(self) -> Iterator[Passage]:
        """Every run of prose, in the order of the page, then what is told beside the sections."""
        yield Passage("what", "what", self.what)
        yield Passage("why_it_matters", "why_it_matters", self.why_it_matters)
        for i, question in enumerate(self.open_questions):
            yield Passage("open_questions", f"open_questions[{i}].text", question.text)
        for i, paragraph in enumerate(self.narrative):
            yield Passage("narrative", f"narrative[{i}]", paragraph)
        for i, event in enumerate(self.timeline):
            yield Passage("timeline", f"timeline[{i}].text", event.text)
        for i, voice in enumerate(self.perspectives):
            yield Passage("perspectives", f"perspectives[{i}].view", voice.view)
            yield Passage("perspectives", f"perspectives[{i}].evolution", voice.evolution, voice.sources)
        for i, tension in enumerate(self.tensions):
            yield Passage("tensions", f"tensions[{i}].text", tension.text, tension.sources)
        for i, closed in enumerate(self.closed_questions):
            yield Passage("closed_questions", f"closed_questions[{i}].text", closed.text)
        yield Passage("changes", "changes", self.changes)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the editors accept, with their reason."""

    __pydantic_config__: ClassVar = Strict
    rule: str
    """The rule's name."""
    why: str
    """The reason."""
    version: Number | None = None
    """The version it stands in; absent: a finding about the story itself."""
    at: str | None = None
    """The path in the file, as `check` prints it; absent: a finding without a path."""


@dataclass(frozen=True, slots=True)
class Story:
    """One developing subject: what the editors settled about it."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The story's title, until a version gives a newer one."""
    status: Literal["active", "dormant", "closed"] = "active"
    """Only active stories are updated."""
    tags: tuple[Slug, ...] = ()
    """Subjects, for the reader's index."""
    queries: tuple[str, ...] = ()
    """What each search is run with."""
    feeds: Literal["all"] | tuple[Slug, ...] = "all"
    """The feeds whose items may come to this story."""
    guidance: Sentences = ""
    """Standing instructions of the editors to the writer."""
    must: tuple[str, ...] = ()
    """Words, or phrases, that an item must have, every one of them, to come to this story."""
    never: tuple[str, ...] = ()
    """Words, or phrases, any of which keeps an item from this story."""
    related: tuple[Slug, ...] = ()
    """Other stories a reader may want."""
    aliases: tuple[Slug, ...] = ()
    """Older slugs: their addresses redirect here."""
    waive: Annotated[tuple[Waiver, ...], OneLine()] = ()
    """Findings accepted, one by one."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Why something was taken down, and what its bytes were."""

    __pydantic_config__: ClassVar = Strict
    on: PartialDate
    """The day it was taken down."""
    why: str
    """The reason, for readers."""
    hash: Annotated[str, HASH]
    """`sha256:` and the 64 hexadecimal digits of the bytes that stood there before."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands in place of a version that was taken down."""

    __pydantic_config__: ClassVar = Strict
    format: Annotated[int, Ge(1), Le(1)]
    """The number of this file format."""
    version: Number
    """The version's number, which no other version gets."""
    withdrawn: Annotated[Withdrawn, OneLine()]
    """Why it was taken down."""
    published: Timestamp | None = None
    """When the version was filed: feeds keep its entry by that day."""


VIA = " via "
"""Stands between the outlet of a saved page or mail and the label of the feed that holds it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry that was collected: a line of the ledger."""

    __pydantic_config__: ClassVar = Strict
    key: Slug
    """What a version cites it by; a changed item has a further line with the same key."""
    title: str = ""
    """The title as the feed gave it, as text; empty only where the item was withdrawn."""
    url: str | None = None
    """Its address as the feed gave it."""
    feed: str = ""
    """The feed as shown: its title, `<outlet> via <its title>` for a saved page or mail, or `reactive:<story that searched>`."""
    published: Annotated[str, DATE_OR_TIME] | None = None
    """When the item says it was published."""
    collected: Timestamp = ""
    """When it came in."""
    text: str = ""
    """What the feed itself gave, as text, at most 2,000 characters."""
    evidence: Annotated[Evidence, Always()] = "headline"
    """How much of the item was at hand."""
    hash: str = ""
    """A fingerprint of what the feed gave: title and text. Older lines of grade `full-text` hold that of the page instead."""
    page: str = ""
    """A fingerprint of title and full text of the page, where that was read."""
    offset: str = ""
    """The zone that its time of publication was written in, such as `+09:00`; empty for UTC, and where it is not known."""
    copy_of: Slug | None = None
    """The key of the item whose words these are."""
    spiked: str | None = None
    """Why it was set aside."""
    withdrawn: Annotated[Withdrawn | None, OneLine()] = None
    """Why its words were taken down; absent: they were not."""

    @property
    def is_usable(self) -> bool:
        """Whether a writer may use it: it was neither set aside nor withdrawn."""
        return self.spiked is None and self.withdrawn is None

    @property
    def day(self) -> str:
        """The day it was published, by the clock of its feed, at the precision that is known; empty where none is."""
        published = self.published or ""
        if not self.offset or "T" not in published:
            return published[:10]
        zone = datetime.fromisoformat(f"{published[:-1]}{self.offset}").tzinfo
        return datetime.fromisoformat(published).astimezone(zone).date().isoformat()

    @property
    def outlet(self) -> str:
        """Who published it, as far as the label says: the sender of a mail, the site of a saved page, or the feed."""
        return self.feed.partition(VIA)[0]

    @property
    def channel(self) -> str:
        """The feed that it came by."""
        return self.feed.partition(VIA)[2] or self.feed


EventKind = Literal["spiked", "restored", "moved", "amended", "quoted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """What was decided about an item, or found in it, after it came in: a line of the ledger that is no item."""

    __pydantic_config__: ClassVar = Strict
    key: Slug
    """The item."""
    event: EventKind
    """`spiked`: set aside; `restored`: used again; `moved`: to another story; `amended`: its record was put right; `quoted`: the
    words around a quote were kept; `withdrawn`: its words were taken down."""
    at: Timestamp
    """When. Of events of one kind the last by this time holds, whatever the order of the lines."""
    why: str = ""
    """The reason."""
    to: Slug | None = None
    """The story that a moved item went to."""
    title: str | None = None
    """The right title."""
    url: str | None = None
    """The right address."""
    date: Annotated[str, DATE_OR_TIME] | None = None
    """The right date of publication."""
    text: Annotated[str, PASSAGE] = ""
    """The passage: the words around a quote, as the page has them, at most 400 characters."""
    page: str = ""
    """The fingerprint of title and full text of the page that holds the passage."""
    withdrawn: Annotated[Withdrawn | None, OneLine()] = None
    """Why its title or passage was taken down with the item; absent: it was not."""


class LedgerLine(NamedTuple):
    """One line of a ledger, unchanged."""

    number: int
    """Its place in the file, from 1."""
    entry: Item | LedgerEvent
    """What it says."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that cannot be read as it should."""

    rule: str
    """The rule of `check` that it breaks: bad-yaml, duplicate-key, bad-shape, bad-date, unknown-file …"""
    file: str
    """The file's path in the publication, with `/`."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    at: str
    """The path in the file, such as `timeline[12].date`; empty for the file itself."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A story as it lies on paper."""

    slug: str
    """The folder's name."""
    story: Story
    """What the editors settled."""
    versions: tuple[Version, ...] = ()
    """The versions that stand and could be read, ascending."""
    items: tuple[Item, ...] = ()
    """The ledger's items in the order they came, as they were last put right; see `ledger.items_of`."""
    events: tuple[LedgerEvent, ...] = ()
    """What was decided about them, and the passages that were kept."""
    lines: tuple[LedgerLine, ...] = ()
    """The lines of the ledger as they stand in the file, events included."""
    problems: tuple[Problem, ...] = ()
    """What could not be read, and what does not belong."""
    tombstones: tuple[Tombstone, ...] = ()
    """What stands in place of versions that were taken down, ascending."""

    @property
    def latest(self) -> Version | None:
        """The newest version that stands, where there is one."""
        return self.versions[-1] if self.versions else None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that its versions have or had, ascending."""
        return tuple(sorted((*(one.version for one in self.versions), *(one.version for one in self.tombstones))))

    @property
    def highest(self) -> int:
        """The highest of them; 0: there is none."""
        return max(self.numbers, default=0)


Fate = Literal["changed", "deleted", "grown", "line-ends", "moved", "withdrawn"]


class Touched(NamedTuple):
    """A version or ledger that was published, and is not any more what it was."""

    path: str
    """Its path in the publication, with `/`."""
    status: Fate
    """What became of it; `moved`: the same bytes stand in another story's folder; `grown`: a ledger with more lines;
    `line-ends`: the same but for Windows line ends (CRLF); `withdrawn`: a tombstone stands in its place."""
    line: int = 0
    """The first line that differs in a file that was changed, or the one that was withdrawn, from 1; 0: none is known."""


EVERY_LINE = sys.maxsize
"""More lines than any ledger has."""


class Published(NamedTuple):
    """What of a story is published, so that nobody can change it any more."""

    versions: frozenset[int] = frozenset()
    """The numbers of its versions."""
    lines: int = 0
    """How many lines of its ledger, from the first."""


Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection of `check`."""

    rule: str
    """The rule's name."""
    level: Level
    """Errors block a build and a merge, warnings under `--strict`, notes never."""
    story: str
    """The story's slug; empty for the publication itself."""
    version: int | None
    """The version; None for the story itself."""
    at: str
    """The path in the file, such as `narrative[1]`."""
    text: str
    """The sentence or value in question."""
    message: str
    """What is wrong."""
    hint: str
    """What to do."""
    file: str = ""
    """The file's path in the publication, with `/`."""
    line: int = 0
    """Counted from 1; 0: not known."""
    column: int = 0
    """Counted from 1; 0: not known."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the publication in Markdown: About, Methodology …"""

    slug: str
    """Its address below `/`."""
    title: str
    """The page's title."""
    body: str
    """Markdown."""
    description: str = ""
    """A sentence for search engines."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A signed essay."""

    slug: str
    """Its address below `/signals/`."""
    title: str
    """The essay's title."""
    date: str
    """The day it was published."""
    body: str
    """Markdown, with citations."""
    author: str = ""
    """Who signs."""
    summary: str = ""
    """Two lines for the list of essays."""
    stories: tuple[str, ...] = ()
    """Slugs of the stories it draws on."""
