"""The items and events that a ledger's lines give."""

from dataclasses import replace

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import codec, ledger
from dateline.core.model import Item, LedgerEvent, LedgerLine

FIRST, LATER, LAST = "2026-05-24T11:30:00Z", "2026-05-25T11:30:00Z", "2026-05-26T11:30:00Z"
ITEM = builders.item("quay", url="https://quay.example/a", published="2026-05-01")


def of(*entries: Item | LedgerEvent) -> tuple[Item, ...]:
    return ledger.items_of(LedgerLine(*row) for row in enumerate(entries, 1))


def test_the_last_event_of_a_kind_by_time_holds():
    """Lines of two branches may be joined in any order: the latest decision counts."""
    spiked, restored = LedgerEvent("quay", "spiked", FIRST, "off topic"), LedgerEvent("quay", "restored", LATER, "on topic")

    assert of(ITEM, restored, spiked) == of(spiked, restored, ITEM) == (ITEM,)
    assert of(ITEM, spiked, replace(restored, at=FIRST), replace(spiked, at=LAST, why="a hoax"))[0].spiked == "a hoax"


def test_an_item_that_was_moved_is_set_aside_here():
    """The story that it left names the one it went to; every line of the item is set aside."""
    moved = LedgerEvent("quay", "moved", LATER, "about the quay", to="quay-walls")

    assert [one.spiked for one in of(ITEM, moved, replace(ITEM, title="Changed"))] == ["moved to quay-walls"] * 2


def test_a_record_is_put_right_field_by_field():
    """An amendment changes what it names, in every line of its item, and leaves the rest."""
    title = LedgerEvent("quay", "amended", FIRST, "cut off", title="The whole title")
    date = LedgerEvent("quay", "amended", LATER, "looked up", date="2026-04-30")

    (found,) = of(ITEM, date, title)

    assert found == replace(ITEM, title="The whole title", published="2026-04-30")
    assert of(builders.item("other"), title) == (builders.item("other"),)


def test_passages_are_all_kept():
    """Each quote from a page keeps its passage; a later passage does not replace it."""
    one, two = (LedgerEvent("quay", "quoted", at, text=text) for at, text in ((LATER, "Second."), (FIRST, "First.")))

    story = builders.dossier(items=(ITEM,), events=(one, two, LedgerEvent("quay", "spiked", LAST)))

    assert ledger.records([story])["quay"].words == (ITEM.title, ITEM.text, "Second.", "First.")
    assert of(ITEM, one) == (ITEM,)


def test_what_a_version_may_say_of_an_item():
    """The last correction before it was filed, or a later one; the lines only if nothing was corrected by then."""
    first = LedgerEvent("quay", "amended", FIRST, "cut off", title="One")
    later = LedgerEvent("quay", "amended", LATER, "cut off", title="Two")
    other = LedgerEvent("quay", "amended", LATER, "looked up", date="2026-04-30")
    record = ledger.records([builders.dossier(items=(ITEM,), events=(later, other, first))])["quay"]

    assert record.values("title", "2026-01-01T00:00:00Z") == {ITEM.title, "One", "Two"}
    assert record.values("title", FIRST) == {"One", "Two"}
    assert record.values("title", LAST) == {"Two"}
    assert record.values("url", LAST) == {ITEM.url}
    assert record.values("day", LAST) == {"2026-04-30"}


def test_an_event_is_a_line_of_its_own():
    """A line with the key `event` is an event and not an item."""
    event = LedgerEvent("quay", "amended", LATER, "looked up", url="https://quay.example/b")
    item = builders.item(title='"event"')
    data = (codec.dump_line(item) + codec.dump_line(event)).encode()

    parsed = codec.parse_ledger(data, "items.jsonl")

    assert parsed.value == (LedgerLine(1, item), LedgerLine(2, event))
    assert parsed.value
    assert ledger.events_of(parsed.value) == (event,)
    assert ledger.as_collected(parsed.value) == (item,)
    assert data.splitlines()[1] == (
        b'{"key": "quay", "event": "amended", "at": "2026-05-25T11:30:00Z", "why": "looked up", "url": "https://quay.example/b"}'
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"key": "a", "event": "eaten", "at": "2026-05-25T11:30:00Z"}', "should be one of"),
        ('{"key": "a", "event": "spiked", "at": "2026-05-25T11:30:00Z", "whi": ""}', 'unknown key "whi"'),
        ('{"key": "a", "event": "quoted", "at": "2026-05-25T11:30:00Z", "text": "' + "x" * 401 + '"}', "at most 400 characters"),
        ('{"event": "spiked"', "not a JSON object"),
    ],
)
def test_a_bad_event_is_told(line: str, message: str):
    """An event of no known kind, with an unknown key, or with too long a passage is a problem of its line."""
    (problem,) = codec.parse_ledger(line.encode(), "items.jsonl").problems

    assert message in problem.message


def test_an_item_that_was_withdrawn_needs_no_title():
    """Its tombstone has the day, the reason and the hash of the bytes before."""
    line = b'{"key": "a", "withdrawn": {"on": "2026-05-25", "why": "a court order", "hash": "sha256:%064d"}}' % 0

    parsed = codec.parse_ledger(line, "items.jsonl")

    assert parsed.problems == ()
    assert ledger.as_collected(parsed.value or ())[0].title == ""


# --- what a version had seen -----------------------------------------------------------------------------------------------


def lines(*rows: tuple[str, str]) -> tuple[Item, ...]:
    return tuple(builders.item(key, collected=at) for key, at in rows)


def test_a_changed_item_counts_once_and_is_seen_once():
    """Another line of a known item does not change the count; it is new for the next version only."""
    items = lines(("a", FIRST), ("b", FIRST), ("a", LATER))
    before = builders.version(1, items=2, published=FIRST)
    after = builders.version(2, items=2, published=LATER)

    assert ledger.count(items) == 2
    assert (ledger.seen(items, before), ledger.seen(items, after), ledger.seen(items, None)) == (2, 3, 0)


def test_a_version_that_counted_lines_had_seen_as_many():
    """Older versions counted a doubled line twice: what came after them is still new."""
    items = lines(("a", FIRST), ("a", FIRST), ("a", FIRST), ("b", LATER), ("c", LATER))

    assert ledger.seen(items, builders.version(1, items=3, published=FIRST)) == 3


ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), max_size=20)


@given(ROWS, st.integers(1, 5))
def test_versions_one_after_another_see_every_item_once(rows, most):
    """However few items a version takes, the next one continues where it ended, until all are used."""
    items = tuple(
        builders.item(key, text=str(number), spiked="off topic" if aside else None, collected=FIRST)
        for number, (key, aside) in enumerate(rows)
    )
    start = number = 0
    while start < len(items):
        number += 1
        end = ledger.upto(items, start, most)
        version = builders.version(number, items=ledger.count(items[:end]), published=FIRST)
        assert ledger.seen(items, version) == end > start
        start = end


def test_a_count_stops_before_the_first_item_that_nobody_read():
    """Items that were read may be counted as far as no other usable item is between them, and never fewer than were counted."""
    read, waiting, aside = (builders.item(key, hash=key) for key in ("read", "waiting", "aside"))
    aside = replace(aside, spiked="Off topic.")

    for items, counted in (((read, aside, waiting), 2), ((read, waiting), 1), ((waiting, read), 1), ((read, aside), 2)):
        assert ledger.most_counted(items, [read], builders.version(items=1)) == counted


def test_a_changed_item_that_nobody_read_is_not_counted():
    """If its new line would pass for read because it came before the version was filed, the count is lower."""
    one, two = builders.item("one", hash="1"), builders.item("two", hash="2")
    changed = replace(two, hash="3")
    version = builders.version(items=1, published="2026-06-01T10:00:00Z")

    assert ledger.most_counted((one, two, changed), [one, two], version) == 1
    assert ledger.most_counted((one, two, changed), [one, two, changed], version) == 2
