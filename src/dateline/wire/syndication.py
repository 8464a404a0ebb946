"""RSS 0.9x to 2.0, RDF and Atom → entries."""

import io
import re
from functools import partial
from typing import Any

from dateline.core.errors import FeedError
from dateline.wire.dates import first_date
from dateline.wire.entry import RawEntry, RawFeed
from dateline.wire.feed_repair import in_utf8, with_own_titles, without_authors
from dateline.wire.format import Document, Format
from dateline.wire.heavy import lightened
from dateline.wire.markup import Visible, plain, unescaped_title, visible
from dateline.wire.untrusted import untrusted

# Atomic and possessive, so that a prolog of many comments cannot make the search backtrack.
_ENTITIES = re.compile(
    rb"\A(?>\s+|\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE[^>\[]*\[.*?<!ENTITY", re.DOTALL
)
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
_FEED_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_MOST_TAGS = 200_000
"""Four hundred for each of 500 entries; the parser needs some seconds for so many."""
_BASE = re.compile(rb"\bbase\s*+=\s*+[\"']?([^\"'<>\s]*+)", re.IGNORECASE)
_WHOLE = re.compile(rb"/|[A-Za-z][\w+.-]*:")
_MOST_JOINED = 300_000_000
"""Bytes; the parser resolves the base address anew at every tag, and needs some seconds for so many."""
_MARKUP = ("text/html", "application/xhtml+xml")


@untrusted("the feed parser")
def read_syndication(document: Document, limit: int) -> RawFeed:
    """The feed's title and its first `limit` entries, as its format gives them.

    Raises:
        FeedError: if it is not a feed, declares entities, or has too much markup.
    """
    import feedparser  # noqa: PLC0415  # only collecting needs it

    data, url, content_type = document
    data, content_type = in_utf8(data, content_type)
    if _ENTITIES.match(data[:1_000_000].replace(b"\0", b"")):
        what = "declares XML entities, which are refused because they can expand to a huge size"
        raise FeedError(what, hint="Ask its publisher for a feed without a DOCTYPE.")
    is_cut = not _FEED_END.search(data[-10_000:])
    data, beyond = _first(data, limit)
    if (tags := data.count(b"<")) > _MOST_TAGS or tags * _longest_base(data, url) > _MOST_JOINED:
        raise FeedError("has too much markup for a feed", hint="Ask its publisher for a shorter feed.")
    headers = {name: value for name, value in (("content-location", url), ("content-type", content_type)) if value}
    # Bytes in a file object, because text might be taken for an address or a file name. `visible` cleans the markup.
    parsed = feedparser.parse(
        io.BytesIO(without_authors(with_own_titles(lightened(data)))),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise FeedError("is not a feed", hint="Look for the address of its RSS, Atom or JSON Feed.")
    # Entries of broken markup are counted only here.
    beyond += max(0, len(parsed.entries) - limit)
    return RawFeed(
        _detail(parsed.feed.get("title_detail")).text,
        (partial(_entry, entry) for entry in parsed.entries[:limit]),
        beyond,
        is_cut and not beyond,
        base=next((link.get("href") or "" for link in parsed.feed.get("links", ()) if link.get("rel") == "self"), ""),
        home=parsed.feed.get("link") or "",
    )


def _first(data: bytes, limit: int) -> tuple[bytes, int]:
    """The feed with its first `limit` entries, and how many were removed: a parser would keep all of them in memory."""
    starts = [match.start() for match in _ENTRY.finditer(data)]
    if len(starts) <= limit:
        return data, 0
    ends = [match.end() for match in _ENTRY_END.finditer(data, starts[-1])]
    return data[: starts[limit]] + data[ends[-1] if ends else len(data) :], len(starts) - limit


def _longest_base(data: bytes, url: str) -> int:
    """The most bytes that the address has to which links of the feed are relative."""
    bases = _BASE.findall(data)
    return max(map(len, (url.encode(), *bases))) + sum(len(one) for one in bases if not _WHOLE.match(one))


def _entry(entry: Any) -> RawEntry:
    bodies = [_detail(detail) for detail in (*entry.get("content", ()), entry.get("summary_detail"))]
    return RawEntry(
        title=unescaped_title(_detail(entry.get("title_detail"))),
        text=max(bodies, key=lambda body: len(body.text)),
        url=entry.get("feedburner_origlink") or entry.get("link", ""),
        guid=entry.get("id", ""),
        # Not the dates that feedparser parses: it fills in from today what it cannot read.
        published=first_date(*(str(entry[name]) for name in ("published", "updated", "created") if name in entry)),
    )


def _detail(detail: Any) -> Visible:
    """A text of a feed as a reader would see it."""
    text = (detail or {}).get("value") or ""
    return visible(text) if text and detail.get("type", _MARKUP[0]) in _MARKUP else plain(text)


def _fits(_document: Document) -> bool:
    return True


FORMAT = Format("RSS, RDF or Atom", (".xml", ".rss", ".atom", ".rdf"), "", _fits, read_syndication)
"""The last format: the feed parser reads feeds that no sign gives away, and refuses everything else."""
