"""Feeds → items and a report of each feed; one bad feed does not stop the others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from dateline.config import INBOX, Feed, Limits
from dateline.errors import FeedError, WorldError
from dateline.model import Item
from dateline.wire.entry import Batch
from dateline.wire.inbox import Parse, read_place
from dateline.wire.parse import parse
from dateline.wire.turns import host_of, in_turns, one_at_a_time


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    url: str
    """Where the answer came from, after redirects."""
    data: bytes
    """The body, inflated."""
    content_type: str = ""
    """What the server calls it."""


Fetch = Callable[[str], Fetched]
"""Calls an address; raises FeedError. Called from several threads at once."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """How one feed did."""

    id: str
    """The feed's id."""
    label: str
    """What readers see of it."""
    items: int = 0
    """Entries that were read, known ones and those of other feeds included."""
    items_of_week: int = 0
    """Those of them that were published in the seven days before."""
    error: FeedError | None = None
    """Why nothing could be read; with items, why a part could not."""
    notes: tuple[str, ...] = ()
    """What was left out or mended."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What a run collected."""

    items: tuple[Item, ...]
    """By key, each once for each feed: the order of the feeds changes nothing."""
    reports: tuple[FeedReport, ...]
    """One for each feed, in the order of the feeds."""


def collect(feeds: Sequence[Feed], *, root: Path, fetch: Fetch, collected: str, limits: Limits) -> Collection:
    """Reads all feeds, several at once.

    Args:
        feeds: what is followed.
        root: the publication's folder; nothing outside it is read.
        fetch: calls an address.
        collected: the time of this run, as `2026-05-24T11:30:00Z`.
        limits: how many at once, and how many entries of each.
    """
    with one_at_a_time() as calmly:
        parsed = partial(calmly, parse, collected=collected, limit=limits.items_per_feed)

        def read(feed: Feed) -> tuple[Batch, FeedReport]:
            found = partial(_read, feed, root=root, fetch=fetch, parsed=parsed, most=limits.wire_bytes)
            return reported(found, id=feed.id, label=feed.label, where=f"feed {feed.id}", now=collected)

        results = in_turns(feeds, host=lambda feed: host_of(feed.url or ""), do=read, parallel=limits.parallel)
    return Collection(merge(batch.items for batch, _ in results), tuple(report for _, report in results))


def _read(feed: Feed, *, root: Path, fetch: Fetch, parsed: Parse, most: int) -> Batch:
    labelled = partial(parsed, feed=feed.label)
    if feed.url:
        answer = fetch(feed.url)
        return labelled(answer.data, url=answer.url, content_type=answer.content_type)
    if feed.is_inbox and not (root / INBOX).exists():
        return Batch("", ())
    return read_place(root, feed.path or "", labelled, most=most)


def reported(read: Callable[[], Batch], *, id: str, label: str, where: str, now: str) -> tuple[Batch, FeedReport]:  # noqa: A002
    """What `read` gives, and how it did; the one place where a failure of the world becomes a value."""
    error: WorldError | None
    try:
        batch = read()
        error = batch.failure
    except WorldError as failure:
        batch, error = Batch("", ()), failure
    named = FeedError(error.what, where=error.where or where, hint=error.hint) if error else None
    week_ago = (date.fromisoformat(now[:10]) - timedelta(7)).isoformat()
    of_week = sum((item.published or "") >= week_ago for item in batch.items)
    return batch, FeedReport(id, label, len(batch.items), of_week, named, batch.notes)


def merge(groups: Iterable[Iterable[Item]]) -> tuple[Item, ...]:
    """All items by key, each once for each feed that gave it: the one with the most text.

    One story may follow a feed that another does not, so an item of two feeds stays two until it lies in a ledger.
    """
    best: dict[tuple[str, str], Item] = {}
    for item in sorted((item for group in groups for item in group), key=_rank):
        best.setdefault((item.key, item.feed), item)
    return tuple(best[which] for which in sorted(best))


def _rank(item: Item) -> tuple[int, str, str, str]:
    return -len(item.text), item.published or "9", item.url or "", item.text
