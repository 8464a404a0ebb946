"""Whatever strangers send, and whatever a decoder raises, only one feed, page or entry fails."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.config import Feed, Limits, Search
from dateline.core.errors import FeedError, StoreError
from dateline.wire.collect import Collection, Fetched, collect
from dateline.wire.dates import read_date
from dateline.wire.entry import Batch, Intake, RawEntry, RawFeed
from dateline.wire.format import Document
from dateline.wire.markup import Visible
from dateline.wire.page import find_feed
from dateline.wire.parse import parse
from dateline.wire.search import Hit, Query, Web, run_searches
from dateline.wire.untrusted import Unreadable, untrusted

COLLECTED = "2026-05-24T11:30:00Z"


def read(data: bytes, kind: str = "", url: str | None = "https://a.example/f") -> Batch:
    return parse(data, feed="F", url=url, content_type=kind, collected=COLLECTED, limit=500)


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{entries}</channel></rss>'.encode()


def test_what_a_decoder_raises_is_the_error_of_its_feed() -> None:
    """The error names the decoder and what it raised, on one line and without unsafe characters, and its hint says what to do."""
    with (
        pytest.raises(Unreadable, match=r"^cannot be read: the feed parser failed \(ValueError: \[31m height\)$") as caught,
        untrusted("the feed parser"),
    ):
        raise ValueError("\x1b[31m\u202e\nheight")

    assert isinstance(caught.value.__cause__, ValueError)
    assert "bug" in caught.value.hint


def test_an_error_of_ours_passes_as_it_is() -> None:
    """Our own errors pass unchanged."""
    with pytest.raises(StoreError, match="disk"), untrusted("the feed parser"):
        raise StoreError("disk full")


@given(st.binary(max_size=200), st.sampled_from(["", "message/rfc822", "text/html", "application/json"]))
def test_any_bytes_are_read_or_refused(data: bytes, kind: str) -> None:
    """Bytes that are not a feed end like a broken feed."""
    with suppress(FeedError):
        assert isinstance(read(data, kind, None), Batch)


@given(
    st.one_of(
        st.text(), st.from_regex(r"\w{3}, \d{1,3} \w{3} \d{1,14} [\d:]{1,12} [-+\w]{1,6}"), st.from_regex(r"[-\dTZ:+.W]{1,30}")
    )
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    """A date is read or left out, whatever its year."""
    assert isinstance(read_date(text).value, str)


def searched(web: Web) -> Collection:
    queries = [Query(Search("web", kind="claude"), "harbour", "quay")]
    return run_searches(queries, fetch=lambda url: Fetched(url, b""), web=web, collected=COLLECTED, limits=Limits())


DEEP = b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(2000))
BROKEN: dict[str, Callable[[], object]] = {
    "a tag that closes nothing": lambda: read(b"<rss></height>"),
    "mails in mails": lambda: read(b"Subject: A\n" + DEEP, "message/rfc822", None),
    "a sender that ends early": lambda: read(b"Subject: A\nFrom: a <a@\n\nText", "message/rfc822", None),
    "a page whose characters are no text": lambda: read(b"<title>A</title>", "text/html; charset=rot13", None),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_a_decoder_gives_up_on_is_named(case: str) -> None:
    """The error names the decoder that failed, and what to do."""
    with pytest.raises(FeedError, match=r"^cannot be read: the .+ failed \(\w+(: .*)?\)$") as caught:
        BROKEN[case]()

    assert caught.value.hint


def entry(title: str) -> Callable[[], RawEntry]:
    return lambda: RawEntry(Visible(title, 0), Visible("", 0))


def bad_entry() -> RawEntry:
    return RawEntry(Visible("Two", 0), Visible("", 0), guid="\ud800")


def test_one_bad_entry_costs_no_other() -> None:
    """An entry that cannot be read is counted, with the reason of the first, and the others come in."""
    batch = Intake("F", "", COLLECTED).batch(RawFeed("T", [bad_entry, entry("One"), bad_entry, entry("Three")]))

    assert [item.title for item in batch.items] == ["One", "Three"]
    assert batch.notes == ()
    assert batch.failure
    assert batch.failure.what.startswith("entries that cannot be read, left out: 2 (the first cannot be read: the entry parser")
    with pytest.raises(Unreadable, match="the entry parser failed"):
        Intake("F", "", COLLECTED).batch(RawFeed("T", [bad_entry]))


def test_a_search_that_was_read_in_part_is_a_failure_with_items() -> None:
    """What could be read is collected, and the report has both: the items, and the error at the search's own name."""
    hits = [Hit("One", "https://a.example/1"), Hit("Two", "\ud800")]

    collection = searched(lambda *_: hits)

    (report,) = collection.reports
    assert [item.title for item in collection.items] == ["One"]
    assert (report.items, str(report.error).partition(" (")[0]) == (
        1,
        'search web, "quay": entries that cannot be read, left out: 1',
    )


def test_a_wrong_date_costs_no_mail() -> None:
    """A mail of the year 10^11 comes in without a date; one whose text is in no character set is read as far as it goes."""
    (item,) = read(b"Subject: A\nDate: Mon, 1 Jan 100000000000 00:00:00 +0000\n\nText", "message/rfc822", None).items
    (other,) = read(b"Subject: A\nContent-Type: text/plain; charset=idna\n\nText", "message/rfc822", None).items

    assert (item.title, item.published) == ("A", None)
    assert other.text == "Text"


def test_an_entry_with_an_empty_date_is_kept() -> None:
    """An empty date is no date."""
    (item,) = read(rss("<title>A</title><pubDate/>")).items

    assert item.published is None


def test_a_page_that_cannot_be_read_still_tells_that_it_is_none() -> None:
    """If a feed's address answers with a page in an unknown character set, the error says that it is a page."""
    with pytest.raises(FeedError, match="answers with a web page"):
        read(b"<!doctype html><title>A</title>", "text/html; charset=rot13")

    assert find_feed(Document(b"<p>", "https://a.example/", "text/html; charset=rot13")) is None


def test_one_search_costs_no_other(tmp_path) -> None:
    """A search whose answer cannot be read is named by its query; the other searches give their items."""
    answers = {"https://a.example/?q=barrier": b"<rss></height>", "https://a.example/?q=quay": rss("<title>Quay</title>")}
    search = Search("news", url="https://a.example/?q={query}")
    queries = [Query(search, "harbour", words) for words in ("barrier", "quay")]

    collection = run_searches(
        queries, fetch=lambda url: Fetched(url, answers[url]), web=None, collected=COLLECTED, limits=Limits()
    )

    assert [item.title for item in collection.items] == ["Quay"]
    assert [bool(report.error) for report in collection.reports] == [True, False]


def test_an_address_that_is_none_costs_its_own_feed_alone(tmp_path) -> None:
    """An address that no library can parse fails its own feed; the others are called."""

    def fetch(url: str) -> Fetched:
        if "[" in url:
            raise FeedError("is not a web address")
        return Fetched(url, rss("<title>A</title>"))

    feeds = [Feed("odd", url="http://[x/"), Feed("good", url="https://a.example/f")]
    collection = collect(feeds, root=tmp_path, fetch=fetch, collected=COLLECTED, limits=Limits())

    assert [report.items for report in collection.reports] == [0, 1]


def test_what_a_web_search_finds_is_judged_hit_by_hit() -> None:
    """Titles, dates and addresses from a provider's search are checked like a feed's."""
    collection = searched(lambda *_: [Hit("A", "https://a.example/1 2", "31 April 99999999"), Hit("\ud800", "http://[")])

    assert [(item.url, item.published) for item in collection.items] == [("https://a.example/1%202", None)]
