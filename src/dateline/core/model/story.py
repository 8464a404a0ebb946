"""A story: the editors' settings, and everything in its folder."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from dateline.core.constraints import LANGUAGE, OneLine
from dateline.core.model.fields import Number, PartialDate, Reason, Sentences, Slug, Strict
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
    """The version with the finding; absent if the finding is about the story itself."""
    at: str | None = None
    """The path in the file, as `check` prints it; absent if the finding has no path."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a story."""

    __pydantic_config__: ClassVar = Strict
    on: PartialDate
    """The day it was closed."""
    note: Reason = ""
    """How it ended, or why it is not followed any more, for readers."""


@dataclass(frozen=True, slots=True)
class Story:
    """The editors' settings for one developing subject."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The story's title, until a version gives a newer one."""
    status: Literal["active", "dormant", "closed", "archived"] = "active"
    """Only active stories are updated; an archived one keeps its pages, but no list of stories has it."""
    closing: Annotated[Closing | None, OneLine()] = None
    """When a closed or archived story ended, and how; its page says so."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""
    tags: tuple[Slug, ...] = ()
    """Subjects, for the reader's index."""
    queries: tuple[str, ...] = ()
    """The words that each search is run with."""
    feeds: Literal["all"] | tuple[Slug, ...] = "all"
    """The feeds whose items may come to this story."""
    guidance: Sentences = ""
    """The editors' standing instructions to the writer."""
    must: tuple[str, ...] = ()
    """Words or phrases; an item comes to this story only if it has all of them."""
    never: tuple[str, ...] = ()
    """Words or phrases; an item does not come to this story if it has any of them."""
    headline: Literal["fixed", "follow"] = "fixed"
    """Whether the title of the brief stays as long as it is true, or may follow the newest fact."""
    review_by: PartialDate | None = None
    """The day by which an editor wants to have looked at the story again; `status` and `doctor` remind."""
    language: Annotated[str, LANGUAGE] = ""
    """The language of its pages, if it is not that of the site."""
    related: tuple[Slug, ...] = ()
    """Other stories that may interest the reader."""
    aliases: tuple[Slug, ...] = ()
    """Earlier slugs; their addresses redirect here."""
    waive: Annotated[tuple[Waiver, ...], OneLine()] = ()
    """The findings that the editors accept."""

    @property
    def is_over(self) -> bool:
        """Whether it is closed or archived."""
        return self.status in {"closed", "archived"}

    @property
    def is_archived(self) -> bool:
        """Whether no list of stories has it but that of the archive."""
        return self.status == "archived"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A story as it is on disk."""

    slug: str
    """The folder's name."""
    story: Story
    """The editors' settings."""
    versions: tuple[Version, ...] = ()
    """The versions that could be read, ascending; without those that were taken down."""
    items: tuple[Item, ...] = ()
    """The ledger's items in the order they came, with all corrections; see `ledger.items_of`."""
    events: tuple[LedgerEvent, ...] = ()
    """What was decided about them, and the passages that were kept."""
    lines: tuple[LedgerLine, ...] = ()
    """The lines of the ledger as they are in the file, events included."""
    problems: tuple[Problem, ...] = ()
    """What could not be read, and what does not belong in the folder."""
    tombstones: tuple[Tombstone, ...] = ()
    """The tombstones of versions that were taken down, ascending."""

    @property
    def latest(self) -> Version | None:
        """The newest version that was not taken down; None if the story has no such version."""
        return self.versions[-1] if self.versions else None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all its versions, including those that were taken down, ascending."""
        return tuple(sorted((*(one.version for one in self.versions), *(one.version for one in self.tombstones))))

    @property
    def highest(self) -> int:
        """The highest number; 0 without versions."""
        return max(self.numbers, default=0)
