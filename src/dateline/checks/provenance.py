"""Rules about sources and the ledger: each source is a collected item, unchanged, and the ledger contains its quotes."""

from collections.abc import Iterator
from typing import Literal

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.checks.sources import listed
from dateline.core.ids import fingerprint
from dateline.core.ledger import Record
from dateline.core.model import GRADES, Item, Level, Source
from dateline.core.text import find_pieces

_HELD: dict[str, Literal["title", "url", "feed", "day"]] = {
    "title": "title",
    "url": "url",
    "feed": "feed",
    "date": "day",
}
"""A source's fields, and the item's."""
_SHOWN = 80


def check_unrecorded_source(context: VersionContext) -> Iterator[Objection]:
    """A source that is in no ledger of the publication.

    If a source was never collected, its title, address and quotes cannot be checked against anything.

    Add it with `dateline add URL --to SLUG`, or from a saved page, and cite it by the key of its item.
    """
    strange = [key for key in dict.fromkeys(source.key for source in context.version.sources) if key not in context.records]
    if strange and context.story.ledgers is not None:
        hint = f"Add it (`dateline add URL --to {context.slug}`, or a saved page), and cite it by its item's key."
        yield Objection("sources", listed(strange), f"no ledger has the item {listed(strange)}", hint)


def check_source_differs(context: VersionContext) -> Iterator[Objection]:
    """A source whose title, address, feed or date differs from its item in the ledger.

    Readers judge a source by these details. They must be what was collected, or what an editor corrected in the ledger with a
    reason; otherwise an invented outlet or date would look like a real one.

    Leave the field out and run `dateline fmt`, which copies the ledger's value. If the ledger is wrong, correct it with
    `dateline amend`.
    """
    for source in context.version.sources:
        record = context.records.get(source.key)
        if record is None or _is_as_collected(source, record) or record.is_withdrawn:
            continue
        for field, held in _HELD.items():
            said = getattr(source, field)
            right = {value or None for value in record.values(held, context.version.published)}
            if (said or None) not in right:
                yield _differs(source, field, said, sorted(filter(None, right)))


def _is_as_collected(source: Source, record: Record) -> bool:
    """Whether a source is as its item was first collected, and nothing was decided about the item since: nearly always."""
    first = record.lines[0]
    said = (source.title, source.url, source.feed, source.date or "")
    return not record.events and said == (first.title, first.url, first.feed, first.day)


def _differs(source: Source, field: str, said: str | None, right: list[str]) -> Objection:
    held = f'the ledger has "{_short(right[-1])}"' if right else "the ledger has no value"
    what = f'the {field} is "{_short(said)}", but {held}' if said else f"the {field} is missing: {held}"
    hint = "Leave it out and run `dateline fmt`, which copies the ledger's value."
    return Objection(f"sources.{source.key}.{field}", said or "", what, hint)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def check_evidence_overstated(context: VersionContext) -> Iterator[Objection]:
    """A source whose grade of evidence is higher than that of its item in the ledger.

    `full-text` tells a reader that the writer had the whole report. Only the ledger knows whether this is true.

    Leave `evidence` out and run `dateline fmt`, or give the ledger's grade.
    """
    for source in context.version.sources:
        record = context.records.get(source.key)
        if record is None or source.evidence == record.lines[0].evidence:
            continue
        if GRADES.index(source.evidence) < GRADES.index(record.evidence):
            message = f'says "{source.evidence}", but the ledger has only "{record.evidence}"'
            hint = f"Write evidence: {record.evidence}."
            yield Objection(f"sources.{source.key}.evidence", source.evidence, message, hint)


def check_quote_not_found(context: VersionContext) -> Iterator[Objection]:
    """A quote of a source that is not in the ledger: neither in the item's title or text, nor in a passage of its page.

    Readers can search for a quote at the source. If it is not there, it was made up, or put together from two places. The item
    must have the whole quote in one piece, and an ellipsis only counts if the item has it too. This applies to every grade of
    evidence: if the whole page was read, the ledger keeps the passage around each quote, so that anyone can check it later.

    Copy the words from the item without changes. To leave words out in the middle, make two quotes. If only the page has the
    words, run `dateline quote KEY "the words"`, which keeps the passage.
    """
    for source in context.version.sources:
        if not source.quotes or source.key not in context.records:
            continue
        text = context.source_texts[source.key]
        for place, quote in text.lost:
            yield Objection(f"sources.{source.key}.quotes[{place}]", quote, *_not_found(context, text, quote))


def _not_found(context: VersionContext, source: SourceText, quote: str) -> tuple[str, str, Level]:
    record = context.records[source.key]
    if record.is_withdrawn:
        return "the item's words were withdrawn", "Remove the quote in the next version.", "note"
    if record.evidence == "full-text":
        said, hint = "the ledger does not contain these words", f'If the page does, run `dateline quote {source.key} "…"`.'
    else:
        said, hint = "the item does not contain these words", "Copy the words unchanged and in one piece, or remove the quote."
    return said, hint, "warning" if _may_be_early(context, record, source, quote) else "error"


def _may_be_early(context: VersionContext, record: Record, source: SourceText, quote: str) -> bool:
    """Whether the newest version may have been published by an early release of Dateline, which is unclear without a base.

    Early releases kept no passages of pages, and allowed words to be left out of a quote.
    """
    if not context.is_in_doubt:
        return False
    is_joined = any(find_pieces(quote, text) for text in source.record) and any(map(_is_early, context.dossier.items))
    return is_joined or any(map(_is_early, record.lines))


def _is_early(item: Item) -> bool:
    """Whether an early release of Dateline recorded an item: the hash is that of the page, not of the feed's words."""
    return item.evidence == "full-text" and not item.page and item.hash not in ("", fingerprint(item.title, item.text))


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("unrecorded-source", "error", "sources", check_unrecorded_source, softens=True),
    Rule("source-differs", "error", "sources", check_source_differs, softens=True),
    Rule("evidence-overstated", "error", "sources", check_evidence_overstated, softens=True),
    Rule("quote-not-found", "error", "sources", check_quote_not_found, softens=True, harm="quotation"),
)
