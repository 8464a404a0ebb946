"""What a source must be by the ledger: an item that was collected, as it was collected, with words that git holds."""

from collections.abc import Iterator
from typing import Literal

from dateline.checks.context import Objection, Rule, VersionContext
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
"""A source's fields, and the ledger's."""
_SHOWN = 80


def check_unrecorded_source(context: VersionContext) -> Iterator[Objection]:
    """A source that no ledger of the publication has.

    What was never collected proves itself: its title, its address and its quotes can be held against nothing.

    Collect it, if only from a copy in `content/inbox`, and cite it by the key of its item.
    """
    strange = [source.key for source in context.source_texts.values() if not source.is_known]
    if strange and not context.is_alone:
        hint = "Collect it (a copy in content/inbox will do), and cite it by its item's key."
        yield Objection("sources", listed(strange), f"no ledger has the item {listed(strange)}", hint)


def check_source_differs(context: VersionContext) -> Iterator[Objection]:
    """A source whose title, address, feed or date is not that of its item in the ledger.

    Readers judge a source by what stands beside its number. That must be what was collected, or what an editor put right in the
    ledger with a reason; otherwise an invented outlet or day would look like any other.

    Leave the field out and run `dateline fmt`, which copies the ledger's value. Where the ledger is wrong, put it right there.
    """
    for source in context.version.sources:
        record = context.records.get(source.key)
        if record is None or record.is_withdrawn:
            continue
        for field, held in _HELD.items():
            said = getattr(source, field)
            right = {value or None for value in record.values(held, context.version.published)}
            if (said or None) not in right:
                yield _differs(source, field, said, sorted(filter(None, right)))


def _differs(source: Source, field: str, said: str | None, right: list[str]) -> Objection:
    held = f'the ledger has "{_short(right[-1])}"' if right else "the ledger has none"
    what = f'the {field} is "{_short(said)}", but {held}' if said else f"the {field} is missing: {held}"
    hint = "Leave it out and run `dateline fmt`, which copies the ledger's."
    return Objection(f"sources.{source.key}.{field}", said or "", what, hint)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def check_evidence_overstated(context: VersionContext) -> Iterator[Objection]:
    """A source whose grade of evidence is above that of its item in the ledger.

    `full-text` tells a reader that the whole report was at hand. Only the ledger knows whether it was.

    Leave `evidence` out and run `dateline fmt`, or give the ledger's grade.
    """
    for source in context.version.sources:
        record = context.records.get(source.key)
        if record and GRADES.index(source.evidence) < GRADES.index(record.evidence):
            message = f'says "{source.evidence}", but the ledger has no more than "{record.evidence}"'
            hint = f"Write evidence: {record.evidence}."
            yield Objection(f"sources.{source.key}.evidence", source.evidence, message, hint)


def check_quote_not_found(context: VersionContext) -> Iterator[Objection]:
    """A quote of a source that the ledger does not have: neither in the item's title or text, nor in a passage of its page.

    Quotes are what a reader can search for at the source. One that is not there was made up, or put together from two places. The
    item must have the whole quote in one piece, and an ellipsis only counts if the item has it too. This holds for every grade of
    evidence: when a page was read whole, the ledger keeps the passage around each quote, so that anyone can check it later.

    Copy the words from the item unchanged. To leave words out in the middle, make two quotes. If only the page has the words, run
    `dateline quote KEY "the words"`, which keeps the passage.
    """
    for source in context.version.sources:
        text = context.source_texts[source.key]
        for place, quote in enumerate(source.quotes if text.is_known else ()):
            if not text.holds(quote):
                yield Objection(f"sources.{source.key}.quotes[{place}]", quote, *_not_found(context, text, quote))


def _not_found(context: VersionContext, source: SourceText, quote: str) -> tuple[str, str, Level]:
    record = context.records[source.key]
    if record.is_withdrawn:
        return "the item's words were withdrawn", "Remove the quote in the next version.", "note"
    if record.evidence == "full-text":
        said, hint = "the ledger does not have these words", f'If the page has them: dateline quote {source.key} "…".'
    else:
        said, hint = "the item does not have these words", "Copy the words unchanged and in one piece, or remove the quote."
    return said, hint, "warning" if _may_be_early(context, record, source, quote) else "error"


def _may_be_early(context: VersionContext, record: Record, source: SourceText, quote: str) -> bool:
    """Whether the newest version may have been published by an early Dateline, which nobody can tell without a base.

    It kept no passages of pages that it read, and let words be left out of a quote.
    """
    if not context.is_in_doubt:
        return False
    is_joined = any(find_pieces(quote, text) for text in source.record) and any(map(_is_early, context.dossier.items))
    return is_joined or any(map(_is_early, record.lines))


def _is_early(item: Item) -> bool:
    """Whether an early Dateline recorded an item: the hash is that of the page, and not of what the feed gave."""
    return item.evidence == "full-text" and not item.page and item.hash not in ("", fingerprint(item.title, item.text))


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("unrecorded-source", "error", "sources", check_unrecorded_source, softens=True),
    Rule("source-differs", "error", "sources", check_source_differs, softens=True),
    Rule("evidence-overstated", "error", "sources", check_evidence_overstated, softens=True),
    Rule("quote-not-found", "error", "sources", check_quote_not_found, softens=True),
)
