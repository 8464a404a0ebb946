"""Bytes → a batch of items, whatever the format; `FORMATS` lists what is read.

Only text comes out: no markup, no hidden passage, no unsafe character, only http(s) addresses.
"""

import re
from datetime import UTC, tzinfo

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
"""The formats, in the order in which they are tried. To add one, add a line."""

FILES = "Save a page in your browser as .html, or a mail as .eml. Instead of a PDF, take the page that links to it."
"""What to do about a file that is in none of these formats."""
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 1 / 50
"""Text has almost none of these; in compressed or compiled files they are a tenth of the bytes."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins. Its bytes may be anything."""


def parse(  # noqa: PLR0913  # six of the seven are keywords
    data: bytes, *, feed: str, url: str | None, content_type: str | None, collected: str, limit: int, zone: tzinfo = UTC
) -> Batch:
    """The items of a file or an answer.

    Args:
        data: the content of the file or the answer.
        feed: the label of the items.
        url: where it was fetched from, after redirects; None for a file. Only a file may be a page that is one item.
        content_type: the type that the server or the file's name gives.
        collected: the time, as `2026-05-24T11:30:00Z`; a later date of an item is ignored.
        limit: the most entries that are read.
        zone: the time zone of times that are written without one.

    Raises:
        FeedError: if nothing in it can be read as an item.
    """
    document = Document(data, url or "", content_type or "")
    form = format_of(document)
    return Intake(feed, document.url, collected, zone).batch(form.read(document, limit))


def format_of(document: Document) -> Format:
    """The format of a file or an answer.

    Raises:
        FeedError: if it is empty, or not text.
    """
    start = document.start
    if not start:
        hint = "Try again later. If it is still empty, look for its new address."
        raise FeedError("is empty", hint=hint if document.url else FILES)
    if not document.data.startswith(_WIDE) and len(_CONTROL.findall(start)) > _MOST_CONTROL * len(start):
        hint = "Check what it is: perhaps a picture, a document or an archive under another name."
        raise FeedError("is not text", hint=hint if document.url else FILES)
    return next(one for one in FORMATS if one.fits(document))
