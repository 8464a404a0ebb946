"""What the ledger holds: items, what was decided about them, and what was taken down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, NamedTuple

from annotated_types import Ge, Le

from dateline.core.constraints import DATE_OR_TIME, HASH, PASSAGE, Always, OneLine
from dateline.core.model.fields import Evidence, Number, PartialDate, Slug, Strict, Timestamp


def local_day(published: str, offset: str) -> str:
    """The day of a date, or of a time in UTC, by the clock of the zone that it was written in, at the precision that is known."""
    if not offset or "T" not in published:
        return published[:10]
    zone = datetime.fromisoformat(f"{published[:-1]}{offset}").tzinfo
    return datetime.fromisoformat(published).astimezone(zone).date().isoformat()


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


REACTIVE = "reactive:"
"""Stands before the slug of the story whose search found an item, where a feed has its label."""
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
        return local_day(self.published or "", self.offset)

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
