"""What would keep a parser busy for hours is taken out or refused before the parser sees it."""

from time import process_time

import pytest

from dateline.core.errors import FeedError
from dateline.wire.collect import Fetched
from dateline.wire.entry import Batch
from dateline.wire.fulltext import text_of
from dateline.wire.heavy import MOST_ATTRIBUTES, lightened
from dateline.wire.parse import parse

TEXT = "The tide was four metres high at noon, and the road along the quay was closed."


def attributes(count: int) -> bytes:
    return b"".join(b" a%d=''" % number for number in range(count))


def read(data: bytes, kind: str = "", url: str | None = "https://a.example/f") -> Batch:
    return parse(data, feed="F", url=url, content_type=kind, collected="2026-05-24T11:30:00Z", limit=500)


def rss(inside: bytes, encoding: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    feed = f'<rss version="2.0"><channel><title>T</title><item><title>A</title>{inside.decode()}</item></channel></rss>'
    return (head + feed).encode(encoding)


def test_a_tag_with_too_many_attributes_loses_them() -> None:
    """One with as many as a page needs keeps them, and what stands around it stays."""
    usual = b"<p" + attributes(MOST_ATTRIBUTES) + b">A</p>"

    assert lightened(usual) == usual
    assert lightened(b"<i>1</i><p" + attributes(MOST_ATTRIBUTES + 1) + b">A</p>") == b"<i>1</i><p>A</p>"
    assert lightened(b"<p" + b" a" * 300 + b' b="never closed') == b"<p"


def test_a_program_is_no_tag() -> None:
    """Where a comparison in a script looks like the start of a tag, the script ends where it did."""
    script = b"<script>if (a<b) {" + b" c = d;" * 300 + b"}</script><p>A</p>"

    assert lightened(script).endswith(b"</script><p>A</p>")
    assert lightened(b"<b" + b" c" * 300 + b"]]><p>A</p>") == b"<b>]]><p>A</p>"


@pytest.mark.parametrize("data", [b"<" * 500_000, b"<a" * 500_000, b'<a b="' * 200_000, b"<a " * 400_000, b"<a b=" * 200_000])
def test_each_byte_is_read_once(data: bytes) -> None:
    """Whatever it is made of, markup is searched in a time that grows with its size alone."""
    started = process_time()
    lightened(data)

    assert process_time() - started < 5


HEAVY = {
    "attributes in a feed": lambda: read(rss(b"<x" + attributes(100_000) + b"/>")),
    "attributes in a page": lambda: text_of(Fetched("https://a.example/", b"<p" + attributes(100_000) + b">" + TEXT.encode())),
    "headings in a page": lambda: read(b"<html>" + b"<h1>A</h1>" * 90_000, "text/html", None),
    "an author in a feed": lambda: read(rss(b"<author>" + b"a" * 100_000 + b"</author>")),
    "an author in utf-16": lambda: read(rss(b"<author>" + b"a" * 100_000 + b"</author>", "utf-16")),
    "words in a subject": lambda: read(b"From: a@b.example\nSubject: " + b"=?utf-8?q?a?= " * 100_000, "message/rfc822", None),
    "a sender": lambda: read(b"Subject: A\nFrom: " + b'"' * 100_000, "message/rfc822", None),
    "a part's type": lambda: read(b"Subject: A\nContent-Type: text/plain; charset=" + b'"' * 100_000, "message/rfc822", None),
}


@pytest.mark.parametrize("case", HEAVY)
def test_what_takes_a_parser_minutes_takes_seconds(case: str) -> None:
    """Each of these took a minute or more when the parser had the whole of it."""
    started = process_time()
    HEAVY[case]()

    assert process_time() - started < 20


def test_a_feed_whose_base_address_grows_is_refused() -> None:
    """So is one with a base address of many kilobytes, which is joined to nothing at every tag."""
    for data in (
        b"".join(b'<a xml:base="b%d/">' % number for number in range(10_000)),
        b'<a xml:base="%s">' % (b"a/" * 99_999) + b"<b/>" * 9_999,
    ):
        with pytest.raises(FeedError, match="too much markup"):
            read(rss(data))
    (item,) = read(rss(b'<link xml:base="https://b.example/one/">two</link>')).items
    assert item.url == "https://b.example/one/two"


def test_a_mail_with_too_many_parts_is_refused() -> None:
    """Each part has headers of its own, and each header costs time."""
    with pytest.raises(FeedError, match="too many parts") as caught:
        read(b"Subject: A\n" + b"Content-Type: text/plain\n" * 4_001, "message/rfc822", None)

    assert caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp037"])
def test_a_feed_in_any_encoding_is_inspected(encoding: str) -> None:
    """A feed in which no byte means what it means in ASCII is read, and its entities are seen."""
    (item,) = read(rss("<description>Größe</description>".encode(), encoding)).items
    assert item.text == "Größe"
    with pytest.raises(FeedError, match="declares XML entities"):
        read('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"/>'.encode(encoding))
