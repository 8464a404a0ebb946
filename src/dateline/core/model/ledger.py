"""What a ledger contains: items, what was decided about them, and what was taken down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, NamedTuple

from annotated_types import Ge, Le

from dateline.core.constraints import DATE_OR_TIME, HASH, PASSAGE, Always, OneLine
from dateline.core.model.fields import Evidence, Number, PartialDate, Slug, Strict, Timestamp


def local_day(published: str, offset: str) -> str:
    """The day of a date, or of a time in UTC in the time zone that it was written in, as precise as is known."""
    if not offset or "T" not in published:
        return published[:10]
    try:
        zone = datetime.fromisoformat(f"{published[:-1]}{offset}").tzinfo
        return datetime.fromisoformat(published).astimezone(zone).date().isoformat()
    except (ValueError, OverflowError):  # no such zone, or an end of the calendar
        return published[:10]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Why something was taken down, and what its bytes were."""

    __pydantic_config__: ClassVar = Strict
    on: PartialDate
    """The day it was taken down."""
    why: str
    """The reason, for readers."""
    hash: Annotated[str, HASH]
    """`sha256:` and the 64 hexadecimal digits for the bytes that were there before."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What replaces a version that was taken down."""

    __pydantic_config__: ClassVar = Strict
    format: Annotated[int, Ge(1), Le(1)]
    """The number of this file format."""
    version: Number
    """The version's number, which is never used again."""
    withdrawn: Annotated[Withdrawn, OneLine()]
    """Why it was taken down."""
    published: Timestamp | None = None
    """When the version was filed; its entry in feeds keeps this date."""
    kind: Literal["minor"] | None = None
    """`minor` if the version was minor, so that feeds still have no entry for it."""


REACTIVE = "reactive:"
"""Begins the `feed` of an item that a search found; the slug of the story that searched follows."""
VIA = " via "
"""Separates the outlet of a saved page or mail from the label of its feed."""


@dataclass(frozen=True, slots=True)
class Item:
    """A collected entry: one line of the ledger."""

    __pydantic_config__: ClassVar = Strict
    key: Slug
    """The key that versions cite it by; a changed item has another line with the same key."""
    title: str = ""
    """The title that the feed gave, as plain text; empty only if the item was withdrawn."""
    url: str | None = None
    """The address that the feed gave."""
    feed: str = ""
    """The feed's name: its title, `<outlet> via <its title>` for a saved page or mail, or `reactive:<story that searched>`."""
    published: Annotated[str, DATE_OR_TIME] | None = None
    """When it was published, according to the item."""
    collected: Timestamp = ""
    """When it was collected."""
    text: str = ""
    """The text that the feed itself gave, as plain text, at most 2,000 characters."""
    evidence: Annotated[Evidence, Always()] = "headline"
    """How much of the item could be read."""
    hash: str = ""
    """A fingerprint of the feed's title and text. Older lines of grade `full-text` have the fingerprint of the page instead."""
    page: str = ""
    """A fingerprint of the page's title and full text, if the page was read."""
    offset: str = ""
    """The time zone of its time of publication, such as `+09:00`; empty for UTC, or if it is not known."""
    copy_of: Slug | None = None
    """The key of the item whose words it repeats."""
    spiked: str | None = None
    """Why it was set aside."""
    withdrawn: Annotated[Withdrawn | None, OneLine()] = None
    """Why its words were taken down; absent if they were not."""

    @property
    def is_usable(self) -> bool:
        """Whether a writer may use it: it was neither set aside nor withdrawn."""
        return self.spiked is None and self.withdrawn is None

    @property
    def day(self) -> str:
        """The day it was published, in the feed's time zone, as precise as is known; empty if it is not known."""
        return local_day(self.published or "", self.offset)

    @property
    def outlet(self) -> str:
        """Who published it, according to the label: the sender of a mail, the site of a saved page, or the feed."""
        return self.feed.partition(VIA)[0]

    @property
    def channel(self) -> str:
        """The feed that it came by."""
        return self.feed.partition(VIA)[2] or self.feed


EventKind = Literal["spiked", "restored", "moved", "amended", "quoted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """A line of the ledger that is not an item: what was decided about one, or found in it, after it was collected."""

    __pydantic_config__: ClassVar = Strict
    key: Slug
    """The item."""
    event: EventKind
    """`spiked`: set aside; `restored`: used again; `moved`: to another story; `amended`: its record was corrected; `quoted`: the
    words around a quote were kept; `withdrawn`: its words were taken down."""
    at: Timestamp
    """When this happened. Of several events of one kind, the latest counts, whatever the order of the lines."""
    why: str = ""
    """The reason."""
    to: Slug | None = None
    """The story that the item was moved to."""
    title: str | None = None
    """The right title."""
    url: str | None = None
    """The right address."""
    date: Annotated[str, DATE_OR_TIME] | None = None
    """The right date of publication."""
    text: Annotated[str, PASSAGE] = ""
    """The passage: the words around a quote in the page, at most 400 characters."""
    page: str = ""
    """The fingerprint of the title and full text of the page with the passage."""
    withdrawn: Annotated[Withdrawn | None, OneLine()] = None
    """Why its title or passage was taken down with the item; absent if it was not."""


class LedgerLine(NamedTuple):
    """One line of a ledger, unchanged."""

    number: int
    """Its place in the file, from 1."""
    entry: Item | LedgerEvent
    """What it says."""
