"""Feeds → items, and a report on each feed; one bad feed does not stop the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, tzinfo
from functools import partial
from pathlib import Path
from types import MappingProxyType

from dateline.core import layout
from dateline.core.config import Feed, Limits
from dateline.core.errors import FeedError, WorldError
from dateline.core.model import Item
from dateline.core.progress import timed
from dateline.wire.entry import Batch
from dateline.wire.inbox import Parse, read_place
from dateline.wire.parse import parse
from dateline.wire.pauses import Paused
from dateline.wire.per_host import host_of, run_per_host, single_thread


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer from an address."""

    url: str
    """Where the answer came from, after redirects."""
    data: bytes
    """The body, inflated."""
    content_type: str = ""
    """The type that the server gives."""
    moved: str = ""
    """The new address, if every redirect was permanent; empty without a redirect, or if one is temporary."""


NONE_PAUSED: Mapping[str, str] = MappingProxyType({})
Fetch = Callable[[str], Fetched]
"""Calls an address; raises FeedError. Several threads use it at once."""


class Gone(FeedError):  # noqa: N818  # like the others of the tree
    """The server says that the address is gone and will not come back."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """The result of reading one feed."""

    id: str
    """The feed's id."""
    label: str
    """The name that readers see."""
    items: int = 0
    """How many entries were read, including known ones and those that other feeds have too."""
    items_of_week: int = 0
    """How many of them were published in the last seven days."""
    error: FeedError | None = None
    """Why nothing could be read; if there are items, why the rest could not be read."""
    notes: tuple[str, ...] = ()
    """What was left out or repaired."""
    moved: str = ""
    """The address that it has moved to permanently, if that gave a feed."""
    is_gone: bool = False
    """Whether the server says that it is gone permanently."""
    is_paused: bool = False
    """Whether it was not called in this run, because it is gone, or because its host asked for a pause."""

    @property
    def came(self) -> str:
        """What came of it, in a few words."""
        return self.error.what if self.error else f"{self.items} items"


@dataclass(frozen=True, slots=True)
class Collection:
    """What a run collected."""

    items: tuple[Item, ...]
    """Sorted by key, each once per feed; the order of the feeds does not matter."""
    reports: tuple[FeedReport, ...]
    """One for each feed, in the order of the feeds."""


def collect(  # noqa: PLR0913  # six of the seven are keywords
    feeds: Sequence[Feed],
    *,
    root: Path,
    fetch: Fetch,
    collected: str,
    limits: Limits,
    paused: Mapping[str, str] = NONE_PAUSED,
    zone: tzinfo = UTC,
) -> Collection:
    """Reads all feeds, several at once.

    Args:
        feeds: the feeds that are followed.
        root: the publication's folder; nothing outside it is read.
        fetch: calls an address.
        collected: the time of this run, as `2026-05-24T11:30:00Z`.
        limits: how many feeds at once, and how many entries of each.
        paused: a feed's id → why it is not called.
        zone: the time zone of times that are written without one.
    """
    with single_thread() as on_one_thread:
        parsed = partial(on_one_thread, parse, collected=collected, limit=limits.items_per_feed, zone=zone)

        def read(feed: Feed) -> tuple[Batch, FeedReport]:
            if why := paused.get(feed.id):
                return Batch("", ()), FeedReport(feed.id, feed.label, notes=(why,), is_paused=True)
            found = partial(_read, feed, root=root, fetch=fetch, parsed=parsed, most=limits.wire_bytes)
            with timed("feed", feed.id) as came:
                read = read_and_report(found, id=feed.id, label=feed.label, where=f"feed {feed.id}", now=collected)
                came(read[1].came)
            return read

        results = run_per_host(feeds, host=lambda feed: host_of(feed.url or ""), do=read, parallel=limits.parallel)
    return Collection(merge(batch.items for batch, _ in results), tuple(report for _, report in results))


def _read(feed: Feed, *, root: Path, fetch: Fetch, parsed: Parse, most: int) -> Batch:
    labelled = partial(parsed, feed=feed.label)
    if feed.url:
        answer = fetch(feed.url)
        return replace(labelled(answer.data, url=answer.url, content_type=answer.content_type), moved=answer.moved)
    if feed.is_inbox and not (root / layout.INBOX).exists():
        return Batch("", ())
    return read_place(root, feed.path or "", labelled, most=most)


def read_and_report(read: Callable[[], Batch], *, id: str, label: str, where: str, now: str) -> tuple[Batch, FeedReport]:  # noqa: A002
    """What `read` returns, and a report on it. Only here does a WorldError become a value."""
    error: WorldError | None
    try:
        batch = read()
        error = batch.failure
    except Paused as pause:
        return Batch("", ()), FeedReport(id, label, notes=(f"{where}: {pause.what}",), is_paused=True)
    except WorldError as failure:
        batch, error = Batch("", ()), failure
    named = FeedError(error.what, where=error.where or where, hint=error.hint) if error else None
    week_ago = (date.fromisoformat(now[:10]) - timedelta(7)).isoformat()
    of_week = sum((item.published or "") >= week_ago for item in batch.items)
    gone = isinstance(error, Gone)
    return batch, FeedReport(id, label, len(batch.items), of_week, named, batch.notes, batch.moved, is_gone=gone)


def merge(groups: Iterable[Iterable[Item]]) -> tuple[Item, ...]:
    """All items sorted by key, each once per feed: the one with the most text.

    One story may follow a feed that another does not, so an item from two feeds stays two items until it is in a ledger.
    """
    best: dict[tuple[str, str], Item] = {}
    for item in sorted((item for group in groups for item in group), key=_rank):
        best.setdefault((item.key, item.feed), item)
    return tuple(best[which] for which in sorted(best))


def _rank(item: Item) -> tuple[int, str, str, str]:
    return -len(item.text), item.published or "9", item.url or "", item.text
