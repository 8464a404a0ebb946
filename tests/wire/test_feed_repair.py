"""Repairs of a feed's bytes: titles that are not the entry's own, bytes that are not text, markup that was escaped twice."""

import json
from time import process_time

import pytest

from dateline.core.model import Item
from dateline.wire.feed_repair import in_utf8, with_own_titles
from dateline.wire.parse import parse

OG = 'xmlns:og="http://ogp.me/ns#"'
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'


def read(data: bytes, content_type: str = "") -> tuple[Item, ...]:
    return parse(data, feed="F", url=None, content_type=content_type, collected="2026-05-24T11:30:00Z", limit=500).items


def rss(entry: str, encoding: str = "utf-8") -> bytes:
    feed = f'<rss version="2.0"><channel><title>T</title><item>{entry}</item></channel></rss>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{feed}'.encode(encoding)


@pytest.mark.parametrize(
    "entry",
    [
        "<title>The quay floods</title><image><title>Gulls</title><url>https://a.example/g.png</url></image>",
        "<image><title>Gulls</title></image><title>The quay floods</title>",
        "<title>The quay floods</title><author><name>A. Writer</name><title>Head of news</title></author>",
        f"<title>The quay floods</title><og {OG}><title>Share this</title></og>",
        f"<title>The quay floods</title><media:group {MEDIA}><media:title>Gulls / Agency</media:title></media:group>",
        f"<media:content {MEDIA}><media:title>Gulls</media:title></media:content><title>The quay floods</title>",
        "<title>The quay floods</title><source url='https://b.example/'><title>Another feed</title></source>",
        "<link>https://a.example/1<title>The quay floods</title>",
        "<title>The quay floods</title><enclosure url='https://a.example/a.mp3'/><x><y><title>Deep</title></y></x>",
        "<x><y></q></x><title>The quay floods</title></y>",
    ],
)
def test_an_entrys_title_is_its_own(entry: str) -> None:
    """A title inside a picture, an author, a medium or a source is not the entry's; an unclosed element contains nothing."""
    assert [item.title for item in read(rss(entry))] == ["The quay floods"]


def test_an_atom_entrys_title_is_its_own() -> None:
    """A source's title names the feed that the entry came from; markup in a text stays as it is."""
    entry = (
        "<entry><source><title>Another feed</title></source><title>The quay floods</title><id>urn:a</id>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>At <b>noon</b>.</p></div></content></entry>'
    )
    (item,) = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>'.encode())

    assert (item.title, item.text) == ("The quay floods", "At noon.")


def test_titles_in_texts_and_comments_are_left_alone() -> None:
    """Only elements of the feed are renamed."""
    feed = b"<item><!-- <image><title>a</title></image> --><description><image><title>b</title></image></description></item>"

    assert with_own_titles(feed) == feed
    assert with_own_titles(b"<image><title>of the channel</title></image>") == b"<image><title>of the channel</title></image>"


@pytest.mark.parametrize(
    "feed", [b"<!--" * 500_000, b"<item>" + b"<a>" * 500_000, b'<item><a b="' * 200_000, b"<item>" + b"<x><title>" * 100_000]
)
def test_any_bytes_take_little_time(feed: bytes) -> None:
    """Each byte is read a few times at most."""
    started = process_time()
    with_own_titles(feed)

    assert process_time() - started < 5


WORDS = "Größe – “plan” 中文 é à"


@pytest.mark.parametrize("declared", ["", "application/rss+xml; charset=utf-8", "text/xml"])
def test_one_bad_octet_spoils_one_character(declared: str) -> None:
    """Whatever the server calls it, the other words of a feed in UTF-8 stay right."""
    (item,) = read(rss(f"<title>{WORDS}</title><description>cut: caf@</description>").replace(b"@", b"\xc3"), declared)

    assert (item.title, item.text) == (WORDS, "cut: caf\ufffd")


def test_one_bad_octet_in_another_encoding_spoils_one_character() -> None:
    """A feed in GB 18030 is still read as GB 18030 if one byte is wrong."""
    (item,) = read(rss("<title>港口理事会 @ 防潮闸</title>", "gb18030").replace(b"@", b"\xff"))

    assert item.title == "港口理事会 \ufffd 防潮闸"


def test_a_feed_in_another_encoding_than_it_says_is_left_to_the_parser() -> None:
    """If most non-ASCII bytes break the declared encoding, the declaration is wrong and not the text."""
    feed = rss("<title>Größe der Tür</title>", "latin-1").replace(b"latin-1", b"utf-8")

    assert in_utf8(feed, "") == (feed, "")
    assert [item.title for item in read(feed)] == ["Größe der Tür"]


def test_a_json_feed_with_a_bad_octet_is_read() -> None:
    """One wrong byte costs one character there too."""
    data = json.dumps({"items": [{"title": "Größe @", "content_text": "é"}]}, ensure_ascii=False).encode().replace(b"@", b"\xff")

    assert [item.title for item in read(data)] == ["Größe \ufffd"]


TWICE = {
    "Bj&amp;ouml;rk&amp;#8217;s crane &amp;#8211; at last": "Björk’s crane – at last",
    "Quay &amp;amp; Sons": "Quay & Sons",
    "A &amp;lt;b&amp;gt;new&amp;lt;/b&amp;gt; crane": "A new crane",
    "Profit &amp; loss": "Profit & loss",
    "If 3 &lt; 4 and 5 &gt; 4": "If 3 < 4 and 5 > 4",
}


@pytest.mark.parametrize(("written", "title"), TWICE.items())
@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_title_that_was_escaped_twice_is_read_as_meant(written: str, title: str, kind: str) -> None:
    """Entities and tags that a reader would see in a title were escaped twice and are unescaped; a plain < stays."""
    decoded = written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    data = {
        "rss": rss(f"<title>{written}</title>"),
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>{written}</title></entry></feed>'.encode(),
        "json": json.dumps({"items": [{"title": decoded}]}).encode(),
    }[kind]

    assert [item.title for item in read(data)] == [title]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/notes/gate.html", "https://c.example/notes/gate.html"),
        ("gate.html", "https://c.example/notes/gate.html"),
        ("https://d.example/1", "https://d.example/1"),
    ],
)
def test_links_in_a_file_are_relative_to_the_feeds_own_address(link: str, address: str) -> None:
    """A feed file names its own address; if it does not, its site's address is used."""
    own = '<link rel="alternate" href="https://c.example/"/><link rel="self" href="https://c.example/notes/atom.xml"/>'
    entry = f'<entry><title>A</title><id>urn:a</id><link href="{link}"/></entry>'
    feeds = [
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{own}{entry}</feed>'.encode(),
        rss(f"<title>A</title><link>{link}</link>").replace(b"<item>", b"<link>https://c.example/notes/</link><item>"),
        json.dumps({"feed_url": "https://c.example/notes/feed.json", "items": [{"title": "A", "url": link}]}).encode(),
        json.dumps({"home_page_url": "https://c.example/notes/", "items": [{"title": "A", "url": link}]}).encode(),
    ]

    assert [item.url for feed in feeds for item in read(feed)] == [address] * 4


def test_feedburners_address_stands_beside_the_entrys_own() -> None:
    """The original link is the entry's address."""
    own = "<feedburner:origLink>https://a.example/1</feedburner:origLink>"
    data = rss(f"<title>A</title><link>https://feeds.feedburner.com/~r/a/~3/x/</link>{own}").replace(
        b"<rss ", b'<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    )

    assert [item.url for item in read(data)] == ["https://a.example/1"]


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("<link rel=canonical href='/gate'><meta property='og:url' content='https://c.example/x?y=1'>", "https://c.example/gate"),
        ("<link rel=canonical href='https://c.example/gate'>", "https://c.example/gate"),
        ("<link rel=canonical href='/gate'><!-- saved from url=(0022)https://c.example/x -->", "https://c.example/gate"),
        ("<link rel=canonical href='javascript:x'><meta property='og:url' content='https://c.example/x'>", "https://c.example/x"),
    ],
)
def test_a_page_has_the_address_that_it_calls_canonical(named: str, address: str) -> None:
    """A relative address is resolved against another that the page names; one that is not a web address is passed over."""
    (item,) = read(f"<!doctype html><title>Gate</title>{named}<p>Text.".encode(), "text/html")

    assert item.url == address


def test_a_feed_without_an_address_of_its_own_is_read() -> None:
    """Text after the end of a feed may leave the parser without a feed."""
    data = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><id>urn:a</id></entry></feed>/x</id></entry></feed>'

    assert [(item.title, item.url) for item in read(data)] == [("A", None)]
