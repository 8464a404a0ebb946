"""A saved web page → one entry."""

import re
from contextlib import suppress
from functools import partial
from typing import Any

from dateline.core.address import web_address
from dateline.core.errors import FeedError
from dateline.wire.article import day_of
from dateline.wire.dates import EntryDate, first_date
from dateline.wire.entry import RawEntry, RawFeed
from dateline.wire.format import Document, Format
from dateline.wire.markup import Visible, tree, unescaped_title, visible_in
from dateline.wire.per_host import host_of
from dateline.wire.untrusted import untrusted

_TYPES = ("text/html", "application/xhtml+xml")
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<([a-z][\w.-]*:)?(rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
"""Signs of a feed: many servers give feeds the type of a page."""
_AROUND = frozenset({"nav", "header", "footer", "aside", "form", "dialog", "menu"})
_TITLES = ("//meta[@property='og:title']/@content", "//head/title/text()", "//title/text()", "(//h1)[1]//text()")
_HEADLINES = ("string(//meta[@property='og:title']/@content)", "string(//h1)")
_SITES = ("//meta[@property='og:site_name']/@content",)
_SITE = re.compile(r"\s[-–—|·]\s(\w[^\"“”„«»]*)")
_LAST = re.compile(r"(.*\s)[-–—|·]\s(.+)")
_WORD = re.compile(r"[^\W_]+")
_TELLING, _SHORTEST = 4, 3
"""The fewest letters of a word that a host has, and of a part of a host that a name has."""
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='dc.date' or @name='DC.date' or @name='citation_publication_date']/@content",
    "//article//time/@datetime",
)
_FEEDS = "//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom') or contains(@type, 'feed+json')]/@href"
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
"""What browsers write into a page that they save."""


@untrusted("the page reader")
def read_page(data: bytes, *, content_type: str, called: str = "") -> RawEntry:
    """The page's title, its canonical address, the date it gives, its site and the text of its article.

    Args:
        data: its bytes.
        content_type: the type that the server gives.
        called: the address that it was read from; empty for a file.
    """
    root = page_tree(data, content_type)
    if root is None:
        return RawEntry(Visible(""), Visible(""))
    articles = root.xpath("//article | //main | //*[@role='main']") or [root]
    url = _address(root)
    host = host_of(called or web_address(url) or "").partition(":")[0].removeprefix("www.")
    return RawEntry(
        title=unescaped_title(Visible(_first(root, _TITLES))),
        text=visible_in(articles[0], skip=_AROUND),
        url=url,
        outlet=_first(root, _SITES) or _after_headline(root, host) or host,
        published=_published(root),  # last: it removes hidden elements from the tree
    )


def find_feed(document: Document) -> str | None:
    """The address of the feed that a page announces; None if it announces none or cannot be read."""
    with suppress(FeedError), untrusted("the page reader"):
        root = page_tree(document.data, document.content_type)
        announced = root.xpath(_FEEDS) if root is not None else ()
        return next(filter(None, (web_address(str(href), document.url) for href in announced)), None)
    return None


def page_tree(data: bytes, content_type: str) -> Any:
    """The root element of a page, decoded as its server or the page itself says; None if it is empty."""
    from w3lib.encoding import html_to_unicode  # noqa: PLC0415  # only collecting needs it

    return tree(html_to_unicode(content_type, data)[1])


def _first(root: Any, paths: tuple[str, ...]) -> str:
    return next((found for path in paths for found in map(str, root.xpath(path)) if found.strip()), "")


def _published(root: Any) -> EntryDate:
    """The time that the page's markup gives, unless the extra `extract` finds another day."""
    given = first_date(*(str(raw) for path in _DATES for raw in root.xpath(path)))
    day = day_of(root)
    return given if not day or (given.day and day.startswith(given.day)) else EntryDate(day)


def _address(root: Any) -> str:
    """The page's own address: the canonical one. A relative one is resolved against another address that the page names."""
    named = [found for path in _ADDRESSES for found in map(str, root.xpath(path)) if found.strip()] + [_saved_from(root)]
    whole = next(filter(None, map(web_address, named)), "")
    return next(filter(None, (web_address(one, whole) for one in named if one)), "") or named[0]


def _after_headline(root: Any, host: str) -> str:
    """The site that the title names after the headline: "Headline | Site"; empty if that is not a name like the host's."""
    title = " ".join(_first(root, ("//head/title/text()",)).split())
    headlines = [words for path in _HEADLINES if (words := " ".join(root.xpath(path).split()))]
    rests = (title.removeprefix(one) for one in headlines if title.startswith(one))
    site = next((found[1] for rest in rests if (found := _SITE.fullmatch(rest))), "" if headlines else _name_at_end(title))
    return site if not host or _is_alike(site, host) else ""


def _name_at_end(title: str) -> str:
    """A name of several words after a headline with small letters: nothing else shows where an unmarked headline ends."""
    found = _LAST.fullmatch(title)
    headline, words = (found[1].split(), found[2].split()) if found else ([], [])
    is_name = all(word[0].isupper() or (word.isalpha() and len(word) <= _SHORTEST) for word in words)
    capitals = [word for word in words if word[0].isupper()]
    is_after_headline = any(word.islower() and len(word) >= _TELLING for word in headline)
    return " ".join(words) if is_after_headline and is_name and len(capitals) > 1 else ""


def _is_alike(name: str, host: str) -> bool:
    """Whether a name has a word of a host, or the host one of the name: "Quay News" and quaynews.example or quay.example."""
    words, labels = _WORD.findall(name.casefold()), _WORD.findall(host)[:-1]
    return any(len(word) >= _TELLING and word in "".join(labels) for word in words) or any(
        len(label) >= _SHORTEST and label in "".join(words) for label in labels
    )


def _saved_from(root: Any) -> str:
    found = filter(None, (_SAVED_FROM.match(comment.text or "") for comment in root.xpath("//comment()")))
    return next((match[1] for match in found), "")


def _fits(document: Document) -> bool:
    start = document.start
    return not _FEED.search(start) and (document.media_type in _TYPES or bool(_PAGE.search(start)))


def _read(document: Document, _limit: int) -> RawFeed:
    if document.url:
        raise FeedError("answers with a web page, not with a feed", hint=_hint(find_feed(document)))
    return RawFeed("", [partial(read_page, document.data, content_type=document.content_type)])


def _hint(announced: str | None) -> str:
    if announced:
        return f"Use the feed that the page names: {announced}"
    return "Look on the page for the address of its RSS, Atom or JSON Feed."


FORMAT = Format("a saved page", (".html", ".htm", ".xhtml"), _TYPES[0], _fits, _read)
