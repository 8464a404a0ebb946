"""Entries, the common form of all formats, and how they become items with clean text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple, TypeVar

from dateline.core.address import destination, web_address
from dateline.core.errors import FeedError
from dateline.core.ids import fingerprint, item_key
from dateline.core.model import VIA, Item
from dateline.core.text import clean, frame_of, repeats_title, without_furniture
from dateline.wire.dates import NO_DATE, EntryDate
from dateline.wire.identity import EntryMarks, Identity, identities
from dateline.wire.markup import Visible
from dateline.wire.untrusted import untrusted

LONGEST_TITLE = 300
LONGEST_TEXT = 2000
LONGEST_OUTLET = 60
_LONGEST_WORD = 60
"""If the last 60 characters before the limit have no space, as in scripts without spaces, a text is cut at the limit."""
_BLANK_LINE = re.compile(r"\n\s*\n")


One = TypeVar("One")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as its format gives it."""

    title: Visible
    """Its title."""
    text: Visible
    """Its text."""
    url: str = ""
    """Its address, perhaps relative or of a forbidden kind."""
    guid: str = ""
    """Its id in the feed."""
    published: EntryDate = NO_DATE
    """When it was published."""
    outlet: str = ""
    """Who published it, if that is not the feed: the sender of a mail, the site of a saved page."""
    is_mail: bool = False
    """Whether it is a mail: its address is only that of a copy, and may be that of a whole archive."""


class RawFeed(NamedTuple):
    """A feed as its format gives it."""

    title: str
    """The feed's own title; empty if it has none."""
    entries: Iterable[Callable[[], RawEntry]]
    """Its entries in the order of the feed. Calling one reads it, so a broken entry does not stop the others."""
    beyond: int = 0
    """How many more entries there are. They were not read."""
    is_cut: bool = False
    """Whether its end is missing."""
    base: str = ""
    """The address that it gives as its own. Relative links are resolved against it if the feed was not fetched."""
    home: str = ""
    """The address of its site."""


class _CleanEntry(NamedTuple):
    """An entry with clean text."""

    entry: RawEntry
    """The entry."""
    title: str
    """Its title."""
    given: str
    """All its text, cut if it is too long."""
    told: str
    """The text in the writer's own words, cut at twice that length."""
    url: str | None
    """Its address in full."""
    published: str | None
    """When it was published."""

    @property
    def guid(self) -> str:
        """Its id in the feed."""
        return self.entry.guid.strip()


@dataclass(frozen=True, slots=True)
class Batch:
    """The items of one file or answer."""

    title: str
    """The feed's own title; empty if it has none."""
    items: tuple[Item, ...]
    """Its entries, in the order of the feed, each once."""
    notes: tuple[str, ...] = ()
    """What was left out or repaired, for the report."""
    failure: FeedError | None = None
    """Why some entries could not be read, if others could."""
    moved: str = ""
    """The address that it has moved to permanently."""


def tidy(text: str, longest: int) -> str:
    """The text on one line without unsafe characters; a longer text is cut after a word, with an ellipsis."""
    return " ".join(tidy_paragraphs(" ".join(text[: longest * 20].split()), longest).split())


def tidy_paragraphs(text: str, longest: int) -> str:
    """Like `tidy`, but keeps the blank lines between paragraphs: no sentence goes on across them."""
    text = _paragraphs(text[: longest * 20])
    if len(text) > longest:
        end = text.rfind(" ", longest - _LONGEST_WORD, longest)
        text = text[: end if end > 0 else longest - 1].rstrip(" \n,;:-–—") + "…"
    return _paragraphs(clean(text))


def _paragraphs(text: str) -> str:
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in _BLANK_LINE.split(text))))


@dataclass(frozen=True, slots=True)
class Intake:
    """Turns entries into items and counts what had to be left out."""

    feed: str
    """The label of the items."""
    base: str
    """What relative addresses are resolved against."""
    collected: str
    """The time of this run; a later date is ignored."""
    zone: tzinfo = UTC
    """The time zone of times that are written without one."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What was left out or repaired, and how often."""
    unread: list[FeedError] = field(default_factory=list)
    """Why entries could not be read."""

    def batch(self, reading: RawFeed) -> Batch:
        """The entries as items of the feed.

        Raises:
            FeedError: if none of its entries can be read.
        """
        self.left_out["entries beyond the limit, not read"] += reading.beyond
        base = self.base or web_address(reading.base, web_address(reading.home) or "") or ""
        items = tuple(self._items(reading.entries, base, web_address(reading.home, base) or ""))
        if self.unread and not items:
            raise self.unread[0]
        cut = ("its end is missing: the last entry may be incomplete",) if reading.is_cut else ()
        notes = tuple(f"{what}: {count}" for what, count in self.left_out.items() if count)
        return Batch(tidy(reading.title, LONGEST_TITLE), items, (*cut, *notes), self._failure())

    def _failure(self) -> FeedError | None:
        if not self.unread:
            return None
        first = self.unread[0]
        return FeedError(f"entries that cannot be read, left out: {len(self.unread)} (the first {first.what})", hint=first.hint)

    def _items(self, entries: Iterable[Callable[[], RawEntry]], base: str, home: str) -> Iterator[Item]:
        taken = [*self._each(lambda read: self._take(read(), base), entries)]
        frame = frame_of(one.told for one in taken)
        known_by = identities(
            [EntryMarks(one.guid or one.title, one.url, bool(one.guid), one.entry.is_mail) for one in taken], self.feed, home
        )
        seen: set[tuple[str, str]] = set()
        for item in self._each(lambda pair: self._item(*pair, frame), zip(taken, known_by, strict=True)):
            if (item.key, item.hash) not in seen:
                seen.add((item.key, item.hash))
                yield item

    def _each(self, read: Callable[[One], Made | None], ones: Iterable[One]) -> Iterator[Made]:
        """What `read` makes of each, without those that cannot be read."""
        for one in ones:
            made = None
            try:
                with untrusted("the entry parser"):
                    made = read(one)
            except FeedError as error:
                self.unread.append(error)
            if made is not None:
                yield made

    def _take(self, entry: RawEntry, base: str) -> _CleanEntry | None:
        entry = replace(entry, published=entry.published.read_in(self.zone))
        given = tidy_paragraphs(entry.text.text, LONGEST_TEXT)
        title = _marked_as_cut(tidy(entry.title.text, LONGEST_TITLE), given)
        self.left_out["hidden passages, left out"] += entry.title.hidden + entry.text.hidden
        if not title and not given:
            self.left_out["entries without title and text, not read"] += 1
            return None
        if not title:
            self.left_out["entries without a title, named by their first words"] += 1
            title = tidy(given, LONGEST_TITLE)
        told = tidy_paragraphs(entry.text.told, 2 * LONGEST_TEXT)
        return _CleanEntry(entry, title, given, told, self._url(entry.url.strip(), base), self._published(entry.published))

    def _item(self, one: _CleanEntry, identity: Identity, frame: frozenset[str]) -> Item:
        entry, title = one.entry, one.title
        told = without_furniture(one.told, frame)
        text = one.given if told == one.given else tidy_paragraphs(told, LONGEST_TEXT)
        return Item(
            key=item_key(title, identity.sign, shares_address=identity.shares_address),
            title=title,
            url=one.url,
            feed=self._label(entry.outlet),
            published=one.published,
            collected=self.collected,
            offset=entry.published.offset,
            text=text,
            evidence="headline" if repeats_title(title, text) else "excerpt",
            hash=fingerprint(title, one.given),
        )

    def _label(self, outlet: str) -> str:
        """The feed's label after the outlet's name. A name with a colon is left out: it could pass for a search's label."""
        name = tidy(outlet, LONGEST_OUTLET)
        return f"{name}{VIA}{self.feed}" if name and ":" not in name else self.feed

    def _url(self, given: str, base: str) -> str | None:
        url = web_address(given, base) if given else None
        self.left_out["links that are not web addresses, left out"] += bool(given) and not url
        return url and destination(url)

    def _published(self, given: EntryDate) -> str | None:
        is_future = given.value > (self.collected if "T" in given.value else self._last_day())
        self.left_out["dates in the future, left out"] += is_future
        self.left_out["dates that cannot be read, left out"] += given.is_unread
        return None if is_future else given.value or None

    def _last_day(self) -> str:
        """The latest day anywhere on Earth now: a feed's day may begin before the day in UTC."""
        return (datetime.fromisoformat(self.collected) + timedelta(hours=14)).date().isoformat()


def _marked_as_cut(title: str, text: str) -> str:
    """The title, with an ellipsis if the feed cut it inside a word that the text has in full."""
    follows = text[len(title) : len(title) + 1]
    is_within_word = title[-1:].isalnum() and follows.isalnum() and text.startswith(title) and title[-1:].isascii()
    return f"{title}…" if is_within_word else title
