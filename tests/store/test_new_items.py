"""An item that comes in twice is one line; a changed item is another line."""

from dataclasses import replace
from time import process_time
from typing import Any

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.ids import fingerprint, item_key
from dateline.core.layout import is_slug
from dateline.core.model import Item, Withdrawn
from dateline.store.new_items import LONGEST_BASE, KnownItems, new_items

URL = "https://example.org/plan"


def entry(title: str = "The plan", url: str | None = URL, identity: str = "", **given: object) -> Item:
    """An item as collecting makes it."""
    key = str(given.pop("key", item_key(title, identity or url or title)))
    return builders.item(key, **{"title": title, "url": url, "text": "Words.", **given})


def test_what_is_known_adds_nothing() -> None:
    """The same entries again add no lines."""
    first = new_items((), [entry(), entry("Other", "https://example.org/other")])

    assert len(first) == 2
    assert new_items(first, [entry(), entry("Other", "https://example.org/other")]) == ()


@pytest.mark.parametrize(
    "again",
    [
        entry(url="http://example.org/plan?utm_source=feed#top"),
        entry("The plan, again", "https://www.example.org:443/plan/", feed="Quay Times", text="Other words."),
        entry(identity="another-guid"),
    ],
)
def test_one_address_is_one_item(again: Item) -> None:
    """Trackers, schemes and other feeds' wordings do not make a second item."""
    assert len(new_items((), [entry(), again])) == 1
    assert new_items([entry()], [again]) == ()


def test_the_fullest_of_several_is_kept() -> None:
    """If several feeds have one item, the entry with the most evidence becomes the line."""
    full = entry(feed="Quay Times", evidence="full-text")

    assert new_items((), [entry(), full, entry(evidence="headline", feed="A")]) == (full,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"evidence": "excerpt"}, {"evidence": "headline"}),
        ({"text": "Longer words."}, {"text": "Words."}),
        ({"published": "2026-05-01"}, {"published": None}),
        ({"published": "2026-05-01"}, {"published": "2026-05-02"}),
        ({"key": "a"}, {"key": "b"}),
        ({"title": "A plan"}, {"title": "The plan"}),
        ({"url": "http://example.org/plan"}, {"url": "https://example.org/plan"}),
        ({"feed": "Harbour Wire"}, {"feed": "Quay Times"}),
        ({"hash": "sha256:0"}, {"hash": "sha256:1"}),
        ({"text": "Words 1."}, {"text": "Words 2."}),
        ({"collected": "2026-05-01T00:00:00Z"}, {"collected": "2026-05-02T00:00:00Z"}),
        ({}, {"copy_of": "an-original"}),
        ({"copy_of": "a"}, {"copy_of": "b"}),
        ({}, {"spiked": "off topic"}),
        ({"spiked": "a"}, {"spiked": "b"}),
    ],
)
def test_of_two_entries_for_one_item_the_same_goes_first_in_any_order(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Whatever distinguishes them, their order does not matter; an original goes before its copy."""
    one, other = replace(entry(), **first), replace(entry(), **second)

    lines = new_items((), [other, one])

    assert lines == new_items((), [one, other])
    assert lines[0] == replace(one, hash=lines[0].hash)


def test_a_change_is_a_line_under_the_known_key() -> None:
    """If its own feed rewords an item, the new words are recorded under the key that versions cite."""
    known = replace(entry(), key="harbour-plan")
    changed = entry("The plan, corrected")

    assert new_items([known], [changed]) == (replace(changed, key="harbour-plan"),)
    assert new_items([known, replace(changed, key="harbour-plan")], [known, changed]) == ()


def test_without_an_address_feed_and_title_tell() -> None:
    """Entries without an address are one item if feed and title agree, apart from meaningless differences in spelling."""
    known = entry("The “plan”", None)

    assert new_items([known], [entry('The  "Plan"', None, hash=known.hash or fingerprint(known.title, known.text))]) == ()
    assert len(new_items([known], [entry("The plan", None, feed="Quay Times")])) == 1


def test_without_an_address_a_generated_key_tells() -> None:
    """A new title under the identity that a key was made from is a change of that item."""
    known = entry("The plan", None, identity="guid-7")
    changed = entry("The plan, corrected", None, identity="guid-7")

    assert new_items([known], [changed]) == (replace(changed, key=known.key),)


def test_a_key_written_by_hand_is_no_identity() -> None:
    """Two keys that happen to end in the same word are two items."""
    known = builders.item("plan-source", title="One")

    assert len(new_items([known], [builders.item("quay-source", title="Two")])) == 1


def test_entries_that_share_an_address_are_told_apart_by_their_identity() -> None:
    """Two entries of one page are two items; each is recognised by what its key was made from, whatever its words."""

    def of_page(title: str, guid: str) -> Item:
        return entry(title, text=title, key=item_key(title, guid, shares_address=True), hash=fingerprint(title, title))

    one, two, again = of_page("First", "1"), of_page("Second", "2"), of_page("Changed", "2")
    lines = new_items((), [one, two])

    assert {line.key for line in lines} == {one.key, two.key}
    assert [line.key for line in new_items(lines, [again])] == [two.key]


def test_two_items_never_share_a_key() -> None:
    """If different items come with one key, each later one gets its own key, the same in any order."""
    items = [builders.item("plan", url=f"https://example.org/{number}") for number in range(3)]
    lines = new_items((), items)

    assert len({line.key for line in lines}) == 3
    assert new_items((), items[::-1]) == lines
    assert [line.key.startswith("plan") for line in lines] == [True] * 3


def test_a_longer_key_is_a_slug_too() -> None:
    """Where the room for a key ends at a hyphen, no second one follows."""
    key = f"{'a' * (LONGEST_BASE - 1)}-tail"
    lines = new_items((), [builders.item(key, url=f"https://example.org/{number}") for number in range(2)])

    assert all(is_slug(line.key) for line in lines)


def test_an_address_that_nobody_can_parse_is_equal_to_itself() -> None:
    """A broken address neither stops the run nor makes a new line each time."""
    broken = entry(url="http://[::1/plan")

    assert new_items([broken], [broken]) == ()


def test_lines_are_in_order_of_date() -> None:
    """New lines are sorted by date and key, undated ones first."""
    late, early = (
        entry("B", "https://example.org/b", published="2026-05"),
        entry("C", "https://example.org/c", published="2026-04"),
    )
    undated = entry("D", "https://example.org/d")

    assert new_items((), [late, undated, early]) == (undated, early, late)


ENTRIES = st.lists(
    st.builds(
        entry,
        title=st.sampled_from(["The plan", "the plan", "The quay", "Plan"]),
        url=st.sampled_from([None, None, URL, URL + "?utm_id=1", "https://example.org/quay"]),
        identity=st.sampled_from(["", "a", "b"]),
        feed=st.sampled_from(["A", "B"]),
        text=st.sampled_from(["", "one", "two"]),
        published=st.sampled_from([None, "2026", "2026-05-01"]),
        evidence=st.sampled_from(["headline", "excerpt"]),
    ),
    max_size=6,
)


@given(ENTRIES, ENTRIES, st.randoms())
def test_the_order_of_what_came_in_does_not_matter(ledger: list[Item], incoming: list[Item], random: object) -> None:
    """The same entries in any order give the same lines."""
    known = new_items((), ledger)
    lines = new_items(known, incoming)
    random.shuffle(incoming)  # type: ignore[attr-defined]

    assert new_items(known, incoming) == lines


@given(ENTRIES, ENTRIES)
def test_a_second_run_adds_nothing(ledger: list[Item], incoming: list[Item]) -> None:
    """Items that were written add no line if they come in again, all of them or some."""
    known = new_items((), ledger)
    known += new_items(known, incoming)

    assert new_items(known, incoming) == ()
    assert new_items(known, ledger) == ()
    assert new_items(known, incoming[::2]) == ()


def test_ten_thousand_items_take_seconds_at_most() -> None:
    """The time grows with the number of items, not with its square."""
    ledger = [entry(f"Title {number}", f"https://example.org/{number}") for number in range(5000)]
    start = process_time()

    assert new_items(ledger, ledger) == ()
    assert process_time() - start < 5


@pytest.mark.parametrize("url", ["https://quay.example/a", None])
def test_what_was_withdrawn_never_comes_back(url):
    """If the feed gives the item again, in the same words or in others, no line is added."""
    given = builders.item(url=url, hash=fingerprint("Title of harbour-plan", "Text of harbour-plan."))
    gone = replace(given, title="", text="", withdrawn=Withdrawn("2026-05-24", "a court order", "sha256:0"))

    assert new_items([gone], [given]) == ()
    assert not url or new_items([gone], [replace(given, title="Changed", hash="")]) == ()


def test_a_ledger_is_not_read_if_nothing_came(monkeypatch):
    """Without an incoming item, no known item is looked at, however many there are."""
    monkeypatch.setattr(KnownItems, "add", lambda *_: pytest.fail("looked at"))

    assert new_items([builders.item()], []) == ()
