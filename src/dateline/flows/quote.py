"""Finds a quote in an item's page and keeps it in the ledger with the words around it."""

from difflib import get_close_matches
from pathlib import Path

from dateline.core.errors import FeedError, UsageError
from dateline.core.ids import fingerprint
from dateline.core.ledger import records
from dateline.core.model import Dossier, Item, LedgerEvent
from dateline.core.publication import Publication
from dateline.core.text import find_quote, passage_around
from dateline.store.append import append_lines
from dateline.store.cache import Cache
from dateline.store.lock import locked
from dateline.store.reading import read_publication
from dateline.wire.connect import network


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
        stories = [one for one in publication.stories if any(item.key == key for item in one.items)]
        if not stories:
            raise _unknown(publication, key)
        lacking = [one for one in stories if not any(find_quote(words, text) for text in records([one])[key].words)]
        if not lacking:
            return ""
        event = _quoted(root, publication, _newest(stories[0], key), words, now)
        for story in lacking:
            append_lines(root, story.slug, [event])
        return event.text


def _unknown(publication: Publication, key: str) -> UsageError:
    keys = {item.key for story in publication.stories for item in story.items}
    near = get_close_matches(key, sorted(keys), 1)
    hint = f'Did you mean "{near[0]}"?' if near else "Keys are in stories/SLUG/items.jsonl."
    return UsageError(f'no ledger has the item "{key}"', hint=hint)


def _newest(story: Dossier, key: str) -> Item:
    return [item for item in story.items if item.key == key][-1]


def _quoted(root: Path, publication: Publication, item: Item, words: str, now: str) -> LedgerEvent:
    text = _page(root, publication, item)
    page = fingerprint(item.title, text)
    if not find_quote(words, text):
        hint = "Copy the words from the page exactly, without leaving any out."
        raise UsageError("the page does not contain these words", where=item.url or "", hint=hint)
    passage = passage_around(words, text)
    if passage is None:
        raise UsageError(
            "the quote is longer than 400 characters", where=item.url or "", hint="Quote only the part that matters."
        )
    Cache(root).put("page", page, text)
    return LedgerEvent(item.key, "quoted", now, text=passage, page=page)


def _page(root: Path, publication: Publication, item: Item) -> str:
    """The full text of an item's page, as it is now."""
    from dateline.wire.fulltext import read_pages  # noqa: PLC0415  # heavy

    if not item.url or item.withdrawn:
        what = "was withdrawn" if item.withdrawn else "has no address"
        raise UsageError(
            f"{item.key} {what}: it has no page to quote from", hint="Save the page in content/inbox and cite that item."
        )
    with network(root, publication.config, always=True) as fetch:
        (read,) = read_pages([item], fetch=fetch, limits=publication.config.limits)
    if not read.text:
        raise FeedError(read.skipped, where=item.url, hint="Save the page in content/inbox and cite that item.")
    return read.text
