"""Bytes → a batch of items, whatever the format; `FORMATS` lists what is read.

Only text comes out: no markup, no hidden passage, no unsafe character, no address but http(s).
"""

import re

from dateline.core.errors import FeedError
from dateline.wire import jsonfeed, mail, page, syndication
from dateline.wire.entry import Batch, Intake
from dateline.wire.format import Document, Format

FORMATS: tuple[Format, ...] = (
    mail.FORMAT,
    jsonfeed.FORMAT,
    page.FORMAT,
    syndication.FORMAT,
)
"""A document is read in the first format that fits; another format is another line."""

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 1 / 50
"""Text has almost none of these; of compressed or compiled files, they are a tenth."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, whose octets may be anything."""


def parse(  # noqa: PLR0913  # six plain facts, five of them by name
    data: bytes, *, feed: str, url: str | None, content_type: str | None, collected: str, limit: int
) -> Batch:
    """The items of a file or an answer.

    Args:
        data: what the file or the answer holds.
        feed: the label that the items carry.
        url: where it was fetched from, after redirects; None for a file. Only a file may be a page that is one item.
        content_type: what the server said, or what the file's name says.
        collected: the time, as `2026-05-24T11:30:00Z`; a later date of an item is not believed.
        limit: the most entries that are read.

    Raises:
        FeedError: where nothing in it can be read as an item.
    """
    document = Document(data, url or "", content_type or "")
    _refuse_what_is_no_text(document)
    form = next(one for one in FORMATS if one.fits(document))
    return Intake(feed, document.url, collected).batch(form.read(document, limit))


def _refuse_what_is_no_text(document: Document) -> None:
    start = document.start
    if not start:
        raise FeedError("is empty", hint="Try again later; if it stays so, look for its new address.")
    if not document.data.startswith(_WIDE) and len(_CONTROL.findall(start)) > _MOST_CONTROL * len(start):
        raise FeedError("is no text", hint="It may be a picture, a document or an archive under another name.")
