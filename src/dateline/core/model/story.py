"""A story: what the editors settled, and all that its folder holds."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from dateline.core.constraints import OneLine
from dateline.core.model.fields import Number, Sentences, Slug, Strict
from dateline.core.model.finding import Problem
from dateline.core.model.ledger import Item, LedgerEvent, LedgerLine, Tombstone
from dateline.core.model.version import Version


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
