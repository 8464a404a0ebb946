"""Finds a quote in an item's page and keeps it in the ledger with the words around it."""

from dataclasses import replace
from pathlib import Path

from dateline.core.errors import FeedError, UsageError
from dateline.core.ledger import records
from dateline.core.model import Dossier, Item, LedgerEvent
from dateline.core.passages import passage_of
from dateline.core.publication import Publication
from dateline.core.text import find_quote
from dateline.store.append import append_lines
from dateline.store.cache import Cache
from dateline.store.lock import locked
from dateline.store.reading import read_publication
from dateline.wire.connect import network

SAVE = "Save the page as a file, and add that: `dateline add FILE --to SLUG`."


def take_quote(root: Path, key: str, words: str, *, now: str) -> str:
    """Adds the passage around a quote to each ledger that has the item. Returns the passage; empty if no ledger needed it.

    Args:
        root: the publication's folder.
        key: the item's key.
        words: the quote, exactly as on the page.
        now: the time, UTC.

    Raises:
        UsageError: if no ledger has the item, it has no address, or its page does not contain the words.
        FeedError: if the page cannot be read.
        StoreError: if another run holds the lock, or the disk fails.
    """
    with locked(root):
        publication = read_publication(root)
        stories = publication.holding(key)
        lacking = [one for one in stories if not any(find_quote(words, text) for text in records([one])[key].words)]
        if not lacking:
            return ""
        event = _quoted(root, publication, _newest(stories[0], key), words, now)
        for story in lacking:
            append_lines(root, story.slug, [event])
        return event.text


def _newest(story: Dossier, key: str) -> Item:
    return [item for item in story.items if item.key == key][-1]


def _quoted(root: Path, publication: Publication, item: Item, words: str, now: str) -> LedgerEvent:
    """The passage in the page as it was when the item was collected, or else in the page as it is now."""
    held = Cache(root).get("page", item.page) if item.page and not item.withdrawn else None
    if isinstance(held, str) and find_quote(words, held):
        return replace(passage_of(item, words, held, now), page=item.page)
    text = _page(root, publication, item)
    event = passage_of(item, words, text, now)
    Cache(root).put("page", event.page, text)
    return event


def _page(root: Path, publication: Publication, item: Item) -> str:
    """The full text of an item's page, as it is now."""
    from dateline.wire.fulltext import read_pages  # noqa: PLC0415  # heavy

    if not item.url or item.withdrawn:
        what = "was withdrawn" if item.withdrawn else "has no address"
        raise UsageError(
            f"{item.key} {what}: it has no page to quote from",
            hint=SAVE,
        )
    with network(root, publication.config, always=True) as fetch:
        (read,) = read_pages([item], fetch=fetch, limits=publication.config.limits)
    if not read.text:
        raise FeedError(read.skipped, where=item.url, hint=SAVE)
    return read.text
