"""What a rule looks at, and what it answers with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from dateline.checks.source_text import SourceText
from dateline.checks.title_index import TitleIndex
from dateline.core import layout
from dateline.core.compare import Comparison
from dateline.core.ledger import Record
from dateline.core.model import (
    EVERY_LINE,
    Dossier,
    Finding,
    Item,
    LedgerEvent,
    Level,
    Page,
    Problem,
    Published,
    Signal,
    Story,
    Tombstone,
    Touched,
    Version,
)
from dateline.core.sentences import AnalysedVersion, Claim

Group = Literal["shape", "record", "sources", "grounding", "judgement", "dates", "continuity", "units"]

_TEXT_AT_MOST = 2000
_NOTHING = Published()
STAYS = "It is published and stays as it is: put it right in what comes next, or waive it with a reason."
"""What to do about a finding in what nobody can change any more."""


class Objection(NamedTuple):
    """What a rule yields; the registry adds the rule's name and the place."""

    at: str
    """The path in the file, such as `narrative[1]`."""
    text: str
    """The sentence or value in question."""
    message: str
    """What is wrong."""
    hint: str
    """What to do."""
    level: Level | None = None
    """Where it differs from the rule's own."""
    file: str = ""
    """Where it is not the subject's own file."""
    line: int = 0
    """Counted from 1; 0: not known."""
    column: int = 0
    """Counted from 1; 0: not known."""


class Subject(Protocol):
    """What can be objected to."""

    @property
    def slug(self) -> str:
        """The story; empty for the publication itself."""

    @property
    def number(self) -> int | None:
        """The version, where it is one."""

    @property
    def file(self) -> str:
        """The file's path in the publication, with `/`."""

    def is_published(self, line: int) -> bool:
        """Whether what stands in a line is published, so that nobody can change it any more; 0: in the file as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class PublicationIndex:
    """The publication that a story stands in."""

    stories: frozenset[str]
    """The slugs of its stories, older ones included."""
    feeds: frozenset[str]
    """The ids of its feeds and searches."""
    ledgers: dict[str, Record]
    """What all ledgers hold, by key."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file as it lies on paper."""

    slug: str
    """The story it belongs to; empty for a page, an essay or the publication."""
    number: int | None
    """The version, where it is one."""
    file: str
    """Its path in the publication, with `/`."""
    content: Version | Tombstone | Story | tuple[Item | LedgerEvent, ...] | Page | Signal | None = None
    """What could be read of it."""
    problems: tuple[Problem, ...] = ()
    """What could not."""
    previous: Version | None = None
    """The version before it, where it is one."""
    publication: PublicationIndex | None = None
    """The publication, where it is at hand."""

    def is_published(self, _: int) -> bool:
        """Never: what cannot be read stands in the way wherever it stands."""
        return False


@dataclass(frozen=True, slots=True)
class StoryFolder:
    """One story's folder as a whole."""

    dossier: Dossier
    touched: tuple[Touched, ...] = ()
    """What differs from the base of a merge."""
    is_alias: bool = False
    """Whether a story of another name lists this one under `aliases`."""
    idle: tuple[int, ...] = ()
    """Places in `waive` of the waivers that matched no finding."""
    published: Published = _NOTHING
    """What of it is published."""
    number: None = None

    @property
    def slug(self) -> str:
        """The story."""
        return self.dossier.slug

    @property
    def file(self) -> str:
        """The story's own file."""
        return layout.story_path(self.slug)

    def is_published(self, line: int) -> bool:
        """Whether a line of the ledger is published."""
        return 0 < line <= self.published.lines


@dataclass(frozen=True, slots=True)
class VersionContext:
    """One version, with what it can be held against."""

    dossier: Dossier
    analysed: AnalysedVersion
    """The version, and what it says."""
    previous: Version | None = None
    """The version before it."""
    comparison: Comparison | None = None
    """What changed since."""
    source_texts: Mapping[str, SourceText] = field(default_factory=dict)
    """Its sources as far as they are at hand, by key."""
    records: Mapping[str, Record] = field(default_factory=dict)
    """What the ledgers hold, by key."""
    titles: TitleIndex = field(default_factory=lambda: TitleIndex({}, {}))
    """Their titles by words."""
    ambient: frozenset[str] = frozenset()
    """Words that go without saying in this story."""
    is_alone: bool = False
    """Whether the ledgers of other stories, which it may cite from too, are not at hand."""
    published: Published = _NOTHING
    """What of the story is published."""
    now: str = ""
    """The time in UTC; empty: no clock is asked."""

    @property
    def version(self) -> Version:
        """The version."""
        return self.analysed.version

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it claims, in the order of the page."""
        return self.analysed.claims

    @property
    def slug(self) -> str:
        """The story."""
        return self.dossier.slug

    @property
    def number(self) -> int:
        """The version's number."""
        return self.version.version

    @property
    def file(self) -> str:
        """The version's file."""
        return layout.version_path(self.slug, self.number)

    def is_published(self, _: int = 0) -> bool:
        """Whether the version is."""
        return self.number in self.published.versions

    @property
    def is_in_doubt(self) -> bool:
        """Whether nobody can tell if the version is published: it is the newest, and no base is named."""
        return self.published.lines == EVERY_LINE and not self.is_published()


T = TypeVar("T", bound=Subject)


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A rule of `check`; the docstring of its function is its documentation."""

    name: str
    level: Level
    group: Group
    check: Callable[[T], Iterator[Objection]]
    softens: bool = False
    """Whether an error is a warning in what is published: a rule that came later, or one that no edit can satisfy any more."""

    def findings(self, subject: T) -> Iterator[Finding]:
        """What the rule objects to in a subject."""
        for one in self.check(subject):
            file = one.file or subject.file
            number = layout.version_at(file) if subject.number is None else subject.number
            level, hint = one.level or self.level, one.hint
            if level == "error" and subject.is_published(one.line) and self.softens:
                level, hint = "warning", STAYS
            place = (file, one.line, one.column)
            yield Finding(self.name, level, subject.slug, number, one.at, _cut(one.text), one.message, hint, *place)


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_AT_MOST else text[:_TEXT_AT_MOST] + "…"
