"""Formats, side by side with what is expected of them: `tests/fixtures/wire/x.xml` and `x.items.json`."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import codec
from dateline.core.constraints import DATE_OR_TIME, SLUG
from dateline.core.errors import FeedError
from dateline.core.text import is_cut, unsafe_characters
from dateline.wire.dates import read_date
from dateline.wire.entry import Batch
from dateline.wire.parse import parse

FIXTURES = Path(__file__).parent.parent / "fixtures" / "wire"
COLLECTED = "2026-05-24T11:30:00Z"
KINDS = {".html": "text/html", ".eml": "message/rfc822"}
CASES = sorted(path for path in FIXTURES.iterdir() if path.with_suffix(".items.json").exists())


def read(data: bytes, *, url: str | None = "https://base.example/feeds/", content_type: str = "", limit: int = 500) -> Batch:
    return parse(data, feed="Harbour Wire", url=url, content_type=content_type, collected=COLLECTED, limit=limit)


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{entries}</channel></rss>'.encode()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_each_format_gives_its_items(path: Path) -> None:
    """Every format gives the same items: text, full addresses, dates in UTC, and notes on what was left out."""
    is_file = path.suffix in KINDS
    expected = json.loads(path.with_suffix(".items.json").read_text(encoding="utf-8"))

    batch = read(
        path.read_bytes(), url=None if is_file else "https://base.example/feeds/", content_type=KINDS.get(path.suffix, "")
    )

    assert expected == {"title": batch.title, "items": [codec.plain(one) for one in batch.items], "notes": list(batch.notes)}
    assert batch.failure is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\xef\xbb\xbf", "is not a feed"),
        (b"\xff\xfe\x00", "is not a feed"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "is not a feed"),
        (b'{"items": 3}', "not JSON Feed"),
        (b"{broken", "is not JSON"),
        (b"<rss>" + b"<a>" * 200_001, "too much markup for a feed"),
        (b'{"items": ' + b"[" * 100_000, "is not JSON"),
        (b"<!doctype html><title>Just a moment</title>", "answers with a web page"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"/>', "declares XML entities"),
        (
            b"<?xml version='1.0'?> <!-- a --> <!DOCTYPE r SYSTEM 'x' [ <!ENTITY a 'b'>]><rss version='2.0'/>",
            "declares XML entities",
        ),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"/>'.encode("utf-16"), "declares XML entities"),
    ],
)
def test_what_is_no_feed_is_said_with_a_hint(data: bytes, words: str) -> None:
    """What cannot be read as items is one error that says what it is, and what to do."""
    with pytest.raises(FeedError, match=words) as caught:
        read(data)

    assert caught.value.hint.endswith(".")


def test_an_entity_in_an_entry_is_only_text() -> None:
    """An article about DOCTYPEs is not refused."""
    batch = read(rss("<title>On XML</title><description><![CDATA[&lt;!DOCTYPE r [&lt;!ENTITY a 'b'>]]]]></description>"))

    assert [item.title for item in batch.items] == ["On XML"]


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (b"Subject: A\nContent-Type: text/plain; charset=nonsense\n\nt\xc3\xbcr", "t\u00fcr"),
        (b"Subject: A\nContent-Type: text/html\n\n<p>Seen</p><p hidden>unseen</p>", "Seen"),
        (b"Subject: A\nContent-Type: application/pdf\n\n%PDF", ""),
        (b"Subject: A\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--", ""),
    ],
)
def test_a_mail_gives_what_text_it_has(mail: bytes, text: str) -> None:
    """Unknown character sets are read as far as they go, HTML is read as a page, attachments not at all."""
    assert [item.text for item in read(mail, url=None, content_type="message/rfc822").items] == [text]


def test_a_mail_has_headers() -> None:
    """A file without a subject and a sender is no e-mail."""
    with pytest.raises(FeedError, match="is not an e-mail"):
        read(b"Only text.", url=None, content_type="message/rfc822")


@pytest.mark.parametrize(
    ("sender", "feed"),
    [
        (b"From: The Quay Letter <letter@quay.example>", "The Quay Letter via Harbour Wire"),
        (b"From: letter@QUAY.example", "quay.example via Harbour Wire"),
        (b'From: "reactive:a" <letter@quay.example>', "Harbour Wire"),
        (b"X: y", "Harbour Wire"),
    ],
)
def test_a_mail_is_its_senders(sender: bytes, feed: str) -> None:
    """A mail's label names its sender, unless the name could pass for a search."""
    (item,) = read(sender + b"\nSubject: Mail\n\nText.", url=None, content_type="message/rfc822").items

    assert feed == item.feed


LINK = "<link rel=canonical href='https://{}/a'>"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("<meta property='og:site_name' content='Quay News'><title>Flood</title>", "Quay News via Harbour Wire"),
        ("<title>Flood - at last | Quay News</title><body><h1>Flood - <b>at last</b></h1>", "Quay News via Harbour Wire"),
        ("<title>Flood – The aftermath</title>", "Harbour Wire"),
        ("<title>Flood — “at last”</title><h1>Flood</h1>", "Harbour Wire"),
        (f"<title>Flood | Quay News</title><h1>Flood</h1>{LINK.format('quaynews.example')}", "Quay News via Harbour Wire"),
        (f"<title>Flood | QNN News</title><h1>Flood</h1>{LINK.format('www.qnn.example')}", "QNN News via Harbour Wire"),
        (f"<title>Flood | The aftermath</title><h1>Flood</h1>{LINK.format('qnn.example')}", "qnn.example via Harbour Wire"),
        ("<title>Flood</title><link rel=canonical href='https://www.quay.example/a'>", "quay.example via Harbour Wire"),
        ("<title>Flood</title><link rel=canonical href='javascript:x'>", "Harbour Wire"),
    ],
)
def test_a_saved_page_is_its_sites(page: str, feed: str) -> None:
    """The site is what the page calls it, else a name like its host's that the title has after the headline, else its host."""
    (item,) = read(f"<!doctype html>{page}<p>Text.".encode(), url=None, content_type="text/html").items

    assert feed == item.feed


def test_an_empty_page_is_a_note() -> None:
    """A saved page without a word gives no item and says so."""
    batch = read(b"<!---->", url=None, content_type="text/html")

    assert (batch.items, batch.notes) == ((), ("entries without title and text, not read: 1",))


def test_what_is_no_text_is_no_item() -> None:
    """A picture under the name of a page is not read; a page in any encoding is."""
    with pytest.raises(FeedError, match="is not text"):
        read(bytes(range(256)) * 8, url=None, content_type="text/html")
    for encoding in ("utf-8", "utf-16", "iso-2022-jp"):
        assert read("<title>水門</title>".encode(encoding), url=None, content_type=f"text/html; charset={encoding}").items


def test_a_feed_that_was_cut_off_is_noted() -> None:
    """The part that arrived is read, and the report says that the end is missing."""
    whole = rss("<title>One</title>", "<title>Two</title>")

    assert read(whole).notes == ()
    assert read(whole[: whole.index(b"Two") + 2]).notes[0] == "its end is missing: the last entry may be incomplete"


def test_a_page_names_its_feed() -> None:
    """Where a feed's address answers with a page that announces a feed, the hint gives its address."""
    page = b'<html><link rel="alternate" type="application/atom+xml" href="/atom.xml"><body>Welcome'
    with pytest.raises(FeedError) as caught:
        read(page, content_type="text/html")

    assert caught.value.hint == "Use the feed that the page names: https://base.example/atom.xml"


def test_a_feed_that_is_served_as_a_page_or_a_picture_is_still_read() -> None:
    """The body decides what a feed is, not the type that the server gives."""
    for content_type in ("text/html; charset=utf-8", "image/png", "application/octet-stream"):
        assert [item.title for item in read(rss("<title>A</title>"), content_type=content_type).items] == ["A"]


def test_text_is_cut_at_a_word() -> None:
    """Titles end within 300 and texts within 2,000 characters, after a whole word and with an ellipsis."""
    item = read(rss(f"<title>{'quay ' * 100}</title><description>{'tide ' * 1000}</description>")).items[0]

    assert ("quay " * 60).strip() + "…" == item.title
    assert item.text.endswith("tide…")
    assert 1990 < len(item.text) <= 2000
    assert is_cut(item.title)


def test_a_text_without_spaces_is_cut_where_its_room_ends() -> None:
    """In a script without spaces, a text is kept up to the limit."""
    item = read(rss(f"<title>A</title><description>港口 {'港' * 3000}</description>")).items[0]

    assert item.text == "港口 " + "港" * 1996 + "…"


def test_a_title_that_stops_within_a_word_is_marked() -> None:
    """A title whose last word goes on in its text was cut: it gets the ellipsis that the feed left out."""
    cut, whole = read(
        rss(
            "<title>Port ope</title><description>Port opens.</description>",
            "<title>Port</title><description>Port is.</description>",
        )
    ).items

    assert (cut.title, whole.title) == ("Port ope…", "Port")


def test_the_limit_is_kept_and_told() -> None:
    """Entries beyond the limit are not read, and the report says how many."""
    batch = read(rss(*(f"<title>Item {n}</title>" for n in range(5))), limit=3)

    assert (len(batch.items), batch.notes) == (3, ("entries beyond the limit, not read: 2",))


@pytest.mark.parametrize("kind", ["rss", "prefixed", "cut off", "utf-16", "json"])
def test_entries_beyond_the_limit_are_counted(kind: str) -> None:
    """In every format, entries are read up to the limit, the others are counted, and what follows them is kept."""
    entries = [f"<title>Item {n}</title>" for n in range(1000)]
    feed = rss(*entries).replace(b"<title>T</title>", b"").replace(b"</channel>", b"<title>Late</title></channel>")
    data = {
        "rss": feed,
        "prefixed": re.sub(rb"<(/?)(item|rss|channel|title)", rb"<\1x:\2", feed).replace(
            b"<x:rss", b'<x:rss xmlns:x="http://purl.org/rss/1.0/"'
        ),
        "cut off": feed.rpartition(b"</title></item>")[0],
        "utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + feed.decode()).encode("utf-16"),
        "json": json.dumps({"title": "Late", "items": [{"title": f"Item {n}"} for n in range(1000)]}).encode(),
    }[kind]

    batch = read(data, limit=2)

    assert [item.title for item in batch.items] == ["Item 0", "Item 1"]
    assert batch.notes == ("entries beyond the limit, not read: 998",)
    assert batch.title == ("" if kind == "cut off" else "Late")


def test_a_feed_of_many_entries_takes_little_time() -> None:
    """A hundred thousand entries cost no more than the first five hundred."""
    data = rss(*(f"<title>Item {n}</title>" for n in range(100_000)))
    started = time.process_time()

    assert len(read(data).items) == 500
    assert time.process_time() - started < 3


def test_the_same_entry_twice_is_one_item() -> None:
    """An entry that is in a feed twice is one item, whatever its trackers, and with http or https."""
    links = ("http://a.example/x?utm_source=1", "https://www.a.example/x")
    batch = read(rss(*(f"<title>Once</title><link>{link}</link>" for link in links)))

    assert len(batch.items) == 1


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://bank.example@evil.example/",
        "http://[",
        "https://a.example/\u202e",
        "file:///etc/passwd",
    ],
)
def test_only_plain_web_addresses_are_kept(link: str) -> None:
    """An address of another kind, with a user before the host, or with hidden characters is left out and counted."""
    batch = read(json.dumps({"items": [{"title": "A", "url": link}]}).encode())

    assert (batch.items[0].url, batch.notes) == (None, ("links that are not web addresses, left out: 1",))


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Tue, 12 May 2026 10:00:00 EST", "2026-05-12T15:00:00Z"),
        ("2026-05-12T10:00:00", "2026-05-12T10:00:00Z"),
        ("2026", "2026"),
        ("2026-02-30", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("someday", None),
        ("Tue, 12 May 2099 10:00:00 GMT", None),
    ],
)
def test_dates_keep_their_precision(written: str, date: str | None) -> None:
    """A date keeps its precision; nonsense, the zero dates of computers and future dates are left out."""
    assert date == read(rss(f"<title>A</title><pubDate>{written}</pubDate>")).items[0].published


def test_a_time_without_a_zone_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own time zone does not matter."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        dates = [read_date("2026-05-12T10:00:00"), read_date("12 May 2026 10:00:00")]
    finally:
        monkeypatch.undo()
        time.tzset()

    assert [one.value for one in dates] == ["2026-05-12T10:00:00Z"] * 2


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html", "message/rfc822", "application/json"]),
    st.sampled_from([b"", b"{", b"<rss><item>", b"Subject: "]),
)
def test_any_bytes_are_items_or_a_feed_error(data: bytes, content_type: str, start: bytes) -> None:
    """Any input gives valid items or a FeedError."""
    try:
        items = read(start + data, url=None, content_type=content_type).items
    except FeedError:
        return
    for item in items:
        SLUG.check(item.key)
        DATE_OR_TIME.check(item.published or "2026")
        assert not unsafe_characters(item.title + "\n" + item.text)
        assert item.title
