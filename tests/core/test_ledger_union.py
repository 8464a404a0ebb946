"""Two ledgers become one: the lines of both, once, what is published first, and nothing that was withdrawn comes back."""

from itertools import permutations

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import codec
from dateline.core.ids import fingerprint
from dateline.core.ledger_union import in_order, missing, union
from dateline.core.model import Item, LedgerEvent, Withdrawn
from dateline.core.tombstones import hash_of, without_words


def item(key: str, hour: int = 1, **given: str) -> Item:
    title = given.pop("title", f"Title of {key}")
    text = given.pop("text", f"Text of {key}.")
    moment = f"2026-05-24T{hour:02}:00:00Z"
    return builders.item(key, title=title, text=text, collected=moment, hash=fingerprint(title, text), **given)


def event(key: str, hour: int, kind: str = "spiked", **given: str) -> LedgerEvent:
    return LedgerEvent(key, kind, f"2026-05-24T{hour:02}:00:00Z", **given)  # type: ignore[arg-type]


def ledger(*entries: Item | LedgerEvent) -> bytes:
    return "".join(map(codec.dump_line, entries)).encode()


def tombstone(entry: Item | LedgerEvent) -> Item | LedgerEvent:
    line = codec.dump_line(entry).encode().rstrip()
    return without_words(entry, Withdrawn("2026-06-01", "By order.", hash_of(line)))


def mark(entry: Item | LedgerEvent) -> object:
    return (entry.key, entry.hash) if isinstance(entry, Item) else entry


def marks(data: bytes) -> set[object]:
    """What the lines of a ledger say."""
    entries = ((line, codec.parse_line(line, "", 1).value) for line in data.splitlines())
    return {mark(entry) if entry else line for line, entry in entries}


A, B, C, D = (item(key, hour) for hour, key in enumerate("abcd", 1))
ENTRIES = st.one_of(
    st.builds(item, st.sampled_from("abcdefgh"), st.integers(0, 9), text=st.sampled_from(["One.", "Two."])),
    st.builds(event, st.sampled_from("abcdefgh"), st.integers(0, 9), why=st.sampled_from(["Off topic.", "Twice."])),
)
TORN = st.just(b"{torn\n")
LINES = ENTRIES.map(ledger)


def ledgers(lines: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    return st.lists(lines, max_size=6, unique_by=lambda line: next(iter(marks(line)))).map(b"".join)


LEDGERS, READABLE = ledgers(LINES | TORN), ledgers(LINES)


@given(LEDGERS, LEDGERS)
def test_the_published_ledger_is_the_beginning(first: bytes, other: bytes) -> None:
    """The lines of the first keep their place and their bytes, and every line of both is there once."""
    both = union(first, other)

    assert both.startswith(first)
    assert marks(both) == marks(first) | marks(other)
    assert len(both.splitlines()) == len(marks(both))


@given(LEDGERS, LEDGERS)
def test_a_union_with_what_it_has_is_itself(first: bytes, other: bytes) -> None:
    """Merging again, with either side or with itself, changes nothing."""
    both = union(first, other)

    assert union(both, both) == union(both, first) == union(both, other) == both


@given(READABLE, READABLE)
def test_a_union_in_order_stays_in_order(first: bytes, other: bytes) -> None:
    """The lines that were added are in order of time, so that the published side can take them over as they are."""
    both = union(first, other)

    assert union(first, both) == both


@given(LEDGERS, LEDGERS, LEDGERS)
def test_whichever_side_merges_the_order_is_the_same(one: bytes, other: bytes, published: bytes) -> None:
    """The order does not depend on which branch is merged into which."""
    assert union(*in_order(one, other, published)) == union(*in_order(other, one, published))


@given(LEDGERS, LEDGERS, LEDGERS)
def test_three_branches_lose_nothing_in_any_order(one: bytes, other: bytes, third: bytes) -> None:
    """However three branches are merged, the lines are the same, and what was merged first stays the beginning."""
    for a, b, c in permutations((one, other, third)):
        assert union(union(a, b), c).startswith(union(a, b))
        assert marks(union(union(a, b), c)) == marks(union(a, union(b, c))) == marks(one) | marks(other) | marks(third)


def test_what_the_other_side_adds_is_in_order_of_time() -> None:
    """The lines of the other side follow in the order in which they were added, those of one run as they were."""
    twin = item("twin", 4)

    assert union(ledger(B), ledger(twin, D, C, A)) == ledger(B, A, C, twin, D)


def test_the_older_side_comes_first() -> None:
    """If nothing is published, the side whose own first line is older comes first, whatever comes later."""
    assert in_order(ledger(A, C, D), ledger(A, B)) == (ledger(A, B), ledger(A, C, D))
    assert in_order(ledger(A), ledger(A, B)) == (ledger(A), ledger(A, B))
    assert in_order(ledger(A, B), ledger(A, B)) == (ledger(A, B), ledger(A, B))


def test_lines_of_one_time_are_ordered_by_their_bytes() -> None:
    """Two lines of the same second have an order too."""
    one, other = ledger(item("a", 3)), ledger(item("b", 3))

    assert in_order(one, other) == in_order(other, one) == (one, other)


@pytest.mark.parametrize("published", [(A, D), (A, D, B)], ids=["the base", "a base that has moved on"])
def test_the_side_of_the_base_comes_first(published: tuple[Item, ...]) -> None:
    """The side that has more of the published lines comes first, even if its lines are younger."""
    ours, theirs = ledger(A, D), ledger(A, C)

    assert in_order(theirs, ours, ledger(*published)) == in_order(ours, theirs, ledger(*published)) == (ours, theirs)


def test_a_tombstone_does_not_hide_that_a_side_is_published() -> None:
    """A line that is withdrawn in the base, and not yet on the branches, is the same line."""
    base = ledger(tombstone(A), D)

    assert in_order(ledger(A, C), ledger(A, D), base)[0] == ledger(A, D)


def test_one_item_collected_on_both_sides_stands_once() -> None:
    """The same words under the same key are one item, whenever each side collected it; other words are a further line."""
    again, changed = item("a", 7), item("a", 8, text="Other words.")

    assert union(ledger(A, B), ledger(again, changed, changed)) == ledger(A, B, changed)


def test_an_item_of_an_old_ledger_without_a_hash_stands_once() -> None:
    """Without a hash, a line is known by all that it says."""
    old, other = builders.item("old"), builders.item("old", text="Other words.")

    assert union(ledger(old), ledger(old, other)) == ledger(old, other)


@pytest.mark.parametrize("is_published", [True, False])
@pytest.mark.parametrize("entry", [A, event("a", 2, "quoted", text="Words around a quote."), event("a", 2, "amended", title="T")])
def test_what_one_side_withdrew_stays_withdrawn(entry: Item | LedgerEvent, *, is_published: bool) -> None:
    """A tombstone replaces the line that it was made from, in its place, whichever side is published."""
    gone = ledger(B, tombstone(entry), event("a", 5, "withdrawn", why="By order."))
    first, other = (gone, ledger(B, entry, C)) if is_published else (ledger(B, entry, C), gone)

    both = union(first, other)

    assert both.splitlines()[1] == ledger(tombstone(entry)).rstrip()
    assert len(both.splitlines()) == 4
    assert b"Words around" not in both
    assert b"Text of a" not in both


@pytest.mark.parametrize("sign", [event("a", 5, "withdrawn", why="By order."), tombstone(A)])
def test_words_that_the_withdrawal_did_not_know_go_too(sign: Item | LedgerEvent) -> None:
    """If one side withdrew an item, later words of it that only the other side has become a tombstone with the same reason."""
    changed = item("a", 6, text="Other words.")

    both = union(ledger(changed, B), ledger(tombstone(A), sign))

    assert b"Other words" not in both
    line = codec.parse_line(both.splitlines()[0], "", 1).value
    assert line
    assert line.withdrawn
    assert (line.withdrawn.why, line.withdrawn.hash) == ("By order.", hash_of(ledger(changed).rstrip()))


def test_words_that_both_sides_know_of_stay() -> None:
    """A line that a side added after the withdrawal, and knowing of it, is not touched."""
    gone, again = event("a", 5, "withdrawn", why="By order."), item("a", 9, text="What the author sent instead.")

    assert union(ledger(gone, again), ledger(gone)) == ledger(gone, again)


def test_two_withdrawals_of_one_line_are_one_tombstone() -> None:
    """If both sides withdrew a line, the tombstone of the first side stands."""
    other = without_words(A, Withdrawn("2026-06-02", "Another reason.", hash_of(ledger(A).rstrip())))

    assert union(ledger(tombstone(A)), ledger(other)) == ledger(tombstone(A))


def test_line_endings_are_those_of_the_first_side() -> None:
    """A Windows checkout has the same lines: they are known, and what is added gets the endings of the first side."""
    windows = ledger(A, C).replace(b"\n", b"\r\n")

    assert union(ledger(A, B), windows) == ledger(A, B, C)
    assert union(windows, ledger(A, B)) == ledger(A, C, B).replace(b"\n", b"\r\n")
    assert union(b"", windows) == windows


def test_a_last_line_without_an_ending_gets_one() -> None:
    """A line that an editor saved without a line ending, or that was cut, does not run into the next one."""
    assert union(ledger(A).rstrip(), ledger(B)) == ledger(A, B)
    assert union(ledger(A) + b'{"key": "b', ledger(B)) == ledger(A) + b'{"key": "b\n' + ledger(B)


def test_a_line_that_cannot_be_read_keeps_its_place() -> None:
    """It has the time of the line before it."""
    assert union(ledger(D), ledger(A) + b"{torn\n" + ledger(C)) == ledger(D, A) + b"{torn\n" + ledger(C)


def test_a_removed_line_is_told_from_a_withdrawn_one() -> None:
    """A line is missing if a side has neither it, nor the same item, nor its tombstone."""
    assert missing(ledger(A, B), ledger(A, B, C)) == ()
    assert missing(ledger(A, B), ledger(tombstone(A), item("b", 9))) == ()
    assert missing(ledger(A, B), ledger(A)) == (ledger(B).rstrip(),)
