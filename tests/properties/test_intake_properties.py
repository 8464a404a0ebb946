"""Intake accepts nothing that `check` refuses: whatever a stranger writes into a feed, the ledger never blocks a site."""

from urllib.parse import urljoin

import builders
from analysed import check_story
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.core import codec
from dateline.core.address import is_web_address, names_host, web_address
from dateline.core.config import Feed
from dateline.core.errors import FeedError
from dateline.core.ids import canonical_url
from dateline.core.model import Item, Source
from dateline.core.text import unsafe_characters
from dateline.store.new_items import new_items
from dateline.wire.dates import read_date
from dateline.wire.entry import Intake, RawEntry, RawFeed
from dateline.wire.markup import Visible

NOW = "2026-05-24T11:30:00Z"
ODD = (
    "\"'<>{}|^`\\ \t\n\r[]()@:;,%#?&=/.-_~!$*+ab1äß。٣…\x00\x01\x1b\x7f\x85\xa0\u200b\u200d\u200e\u202e\u2028\u2066\u2069"
    "\ufe0f\ufeff\ud800❤👩\U000e0041אم"
)
TEXT = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=())), max_size=40)
LINK = st.one_of(
    TEXT, st.builds("{}{}".format, st.sampled_from(["https://a.example/", "HTTP://ä.example", "http://", "//", "/", "?q="]), TEXT)
)
DATE = st.one_of(TEXT, st.from_regex(r"\A\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ)?)?)?\Z"), st.from_regex(r"\A[٠-٩]{4}\Z"))
BASE = st.sampled_from(["", "https://base.example/feed"])


def taken(label: str, base: str, entry: RawEntry) -> tuple[Item, ...]:
    try:
        return Intake(label, base, NOW).batch(RawFeed("", [lambda: entry])).items
    except FeedError:
        return ()


@st.composite
def entries(draw: st.DrawFn) -> RawEntry:
    title, text = Visible(draw(TEXT), 0), Visible(draw(TEXT), 0)
    return RawEntry(title, text, draw(LINK), draw(TEXT), read_date(draw(DATE)), draw(TEXT))


def objections(item: Item) -> list[str]:
    """The errors of `check` about a ledger with the item, read back from its file, and about a version that cites it."""
    parsed = codec.parse_line(codec.dump_line(item).encode(), "items.jsonl", 1)
    assert (parsed.value, parsed.problems) == (item, ())
    date = (item.published or "")[:10] or None
    source = Source(item.key, item.title, item.url, item.feed, date, item.evidence)
    cited = builders.version(sources=(source,), narrative=(f"It floods [@{item.key}].",), items=1)
    shape = {"bad-shape", "bad-date", "unsafe-url", "unsafe-text", "item-hash", "source-differs"}
    return [one.message for one in check_story(builders.dossier(cited, items=(item,))) if one.rule in shape]


@given(TEXT, BASE, entries())
def test_what_intake_accepts_check_accepts(title: str, base: str, entry: RawEntry) -> None:
    """Title, address, label, date and text of an item have nothing that `check` refuses, in the ledger and when cited."""
    for item in taken(Feed("quay", title).label, base, entry):
        assert objections(item) == []


@given(LINK, BASE)
@example('https://a.example/a"b<c>{d}|e f', "")
@example("https://ä.example/ü?q=ß", "")
@example("https://evil.example／a.example/", "")
def test_an_address_is_taken_once_and_for_all(link: str, base: str) -> None:
    """An address that was collected is valid, and stays the same when it is collected again."""
    url = web_address(link, base)
    if url is not None:
        assert is_web_address(url)
        assert names_host(url)
        assert not unsafe_characters(url)
        assert url == web_address(url)


@given(LINK, BASE)
@example('/a"b<c>{d}|e', "https://base.example/")
@example("https://straße.example/ä|[ü]", "")
def test_an_item_that_was_known_under_its_raw_address_is_known_still(link: str, base: str) -> None:
    """A ledger with an address as its feed wrote it recognises the entry and gets no new line, even if it is now encoded."""
    url = web_address(link, base)
    raw = urljoin(base, link.strip()) if url else ""
    if url and not unsafe_characters(raw) and not any(map(str.isspace, raw)) and "\\" not in raw:
        assert canonical_url(raw) == canonical_url(url)
        known = builders.item(url=raw, feed="F")
        assert new_items([known], [builders.item(url=url, feed="F")]) == ()
