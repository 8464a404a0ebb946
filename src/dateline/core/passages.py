"""Passages: the words around a quote from a page, kept in the ledger so that `check` needs no cache to find the quote."""

from collections.abc import Mapping

from dateline.core.errors import UsageError
from dateline.core.ids import fingerprint
from dateline.core.ledger import records
from dateline.core.model import Dossier, Item, LedgerEvent, Timestamp, Version
from dateline.core.text import find_quote, passage_around


def new_passages(version: Version, dossier: Dossier, texts: Mapping[str, str]) -> tuple[LedgerEvent, ...]:
    """An event for each quote that was found in an item's page and that the ledger does not contain yet.

    Args:
        version: a draft.
        dossier: its story.
        texts: key → the full text of an item's page.
    """
    held = {key: list(record.words) for key, record in records([dossier]).items()}
    pages = {item.key: item.page or item.hash for item in dossier.items if item.evidence == "full-text"}
    found = []
    for source in version.sources:
        for quote in source.quotes if source.key in pages else ():
            if any(find_quote(quote, text) for text in held[source.key]):
                continue
            if passage := passage_around(quote, texts.get(source.key, "")):
                held[source.key].append(passage)
                found.append(LedgerEvent(source.key, "quoted", version.published, text=passage, page=pages[source.key]))
    return tuple(found)


def passage_of(item: Item, words: str, text: str, at: Timestamp) -> LedgerEvent:
    """An event with the words around a quote in the page of an item.

    Args:
        item: the item.
        words: the quote, exactly as on the page.
        text: the full text of the page.
        at: the time.

    Raises:
        UsageError: if the page does not contain the words, or if they are too long.
    """
    if not words.strip() or not find_quote(words, text):
        hint = "Copy the words from the page exactly, without leaving any out."
        raise UsageError("the page does not contain these words", where=item.url or item.key, hint=hint)
    passage = passage_around(words, text)
    if passage is None:
        hint = "Quote only the part that matters."
        raise UsageError("the quote is longer than 400 characters", where=item.url or item.key, hint=hint)
    return LedgerEvent(item.key, "quoted", at, text=passage, page=fingerprint(item.title, text))


def dropped_quotes(before: Version | None, after: Version, dossier: Dossier) -> tuple[str, ...]:
    """A note for each source that lost quotes because no kept text of its item contains them.

    Args:
        before: the version before; None for a first version.
        after: the version.
        dossier: its story.
    """
    held = {source.key: source for source in after.sources}
    known = records([dossier])
    notes = []
    for source in before.sources if before else ():
        lost = {*source.quotes} - {*held[source.key].quotes} if source.key in held else set()
        words = known[source.key].words if source.key in known else ()
        if number := sum(not any(find_quote(quote, text) for text in words) for quote in lost):
            quotes = f"{number} quote{'s' * (number > 1)} of “{held[source.key].title}”"
            todo = f'If the page does, run `dateline quote {source.key} "…"`.'
            notes.append(f"{quotes} left out: the ledger does not contain the words. {todo}")
    return tuple(notes)
