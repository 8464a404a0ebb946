"""JSON Feed 1 and 1.1 → entries: https://www.jsonfeed.org/version/1.1/."""

from functools import partial
from typing import Any

from dateline.core.errors import FeedError
from dateline.wire.dates import first_date
from dateline.wire.entry import RawEntry, RawFeed
from dateline.wire.format import Document, Format
from dateline.wire.markup import Visible, plain, unescaped_title, visible
from dateline.wire.untrusted import untrusted


@untrusted("the JSON parser")
def read_jsonfeed(document: Document, limit: int) -> RawFeed:
    """The feed's title and its first `limit` entries; an entry may lack fields that the format requires.

    Raises:
        FeedError: if it is not JSON, or JSON without a list of items.
    """
    from pydantic_core import from_json  # noqa: PLC0415  # raises ValueError for deep nesting

    try:
        feed = from_json(document.data.decode("utf-8-sig", errors="replace"))
    except ValueError as error:
        raise FeedError(f"is not JSON: {error}", hint="Ask its publisher to fix it.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise FeedError(
            "is JSON, but not JSON Feed: it has no list of items", hint="Look for the address of its RSS, Atom or JSON Feed."
        )
    entries = (partial(_entry, item if isinstance(item, dict) else {}) for item in items[:limit])
    return RawFeed(
        _text(feed, "title"),
        entries,
        max(0, len(items) - limit),
        base=_text(feed, "feed_url") or _text(feed, "home_page_url"),
        home=_text(feed, "home_page_url"),
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    markup = _text(item, "content_html")
    return RawEntry(
        title=unescaped_title(Visible(_text(item, "title"))),
        text=visible(markup) if markup else plain(_text(item, "content_text") or _text(item, "summary")),
        url=_text(item, "url") or _text(item, "external_url"),
        guid=_text(item, "id"),
        published=first_date(_text(item, "date_published"), _text(item, "date_modified")),
    )


def _text(fields: dict[str, Any], name: str) -> str:
    """A field as text: some publishers write ids as numbers."""
    value = fields.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _fits(document: Document) -> bool:
    return document.start.startswith(b"{")


FORMAT = Format("JSON Feed", (".json",), "application/json", _fits, read_jsonfeed)
