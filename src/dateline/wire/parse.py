"""Bytes → a batch of items, whatever the format: RSS, RDF, Atom, JSON Feed, an e-mail, a saved page.

Only text comes out: no markup, no hidden passage, no unsafe character, no address but http(s).
"""

import re
from functools import partial

from dateline.core.errors import FeedError
from dateline.wire.entry import Batch, Intake, RawFeed
from dateline.wire.jsonfeed import read_jsonfeed
from dateline.wire.mail import read_mail
from dateline.wire.page import find_feed, read_page
from dateline.wire.syndication import read_syndication

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<([a-z][\w.-]*:)?(rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 1 / 50
"""Text has almost none of these; of compressed or compiled files, they are a tenth."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, whose octets may be anything."""
_HTML = ("text/html", "application/xhtml+xml")
_MAIL = "message/rfc822"


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
    return Intake(feed, url or "", collected).batch(_read(data, url, content_type or "", limit))


def _read(data: bytes, url: str | None, content_type: str, limit: int) -> RawFeed:
    kind = content_type.partition(";")[0].strip().lower()
    start = data[:4000].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FeedError("is empty", hint="Try again later; if it stays so, look for its new address.")
    if not data.startswith(_WIDE) and len(_CONTROL.findall(start)) > _MOST_CONTROL * len(start):
        raise FeedError("is no text", hint="It may be a picture, a document or an archive under another name.")
    if kind == _MAIL:
        return RawFeed("", [partial(read_mail, data)])
    if start.startswith(b"{"):
        return read_jsonfeed(data, limit=limit)
    if not _FEED.search(start) and (kind in _HTML or _PAGE.search(start)):
        if url:
            raise FeedError(
                "answers with a web page, not with a feed", hint=_hint(find_feed(data, url=url, content_type=content_type))
            )
        return RawFeed("", [partial(read_page, data, content_type=content_type)])
    return read_syndication(data, url=url or "", content_type=content_type, limit=limit)


def _hint(announced: str | None) -> str:
    return f"The page names its feed: {announced}" if announced else "Look on the page for its address of RSS, Atom or JSON Feed."
