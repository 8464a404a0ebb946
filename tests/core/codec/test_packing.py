"""Values are packed for a cache, and only what was packed is unpacked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import analysed
import builders
import pytest
import sample

from dateline.core import codec
from dateline.core.compare import Comparison
from dateline.core.model import EVERY_LINE, Finding, Item, LedgerEvent, LedgerLine, Tombstone, Touched, Withdrawn


class Pair(NamedTuple):
    """Two values of different types."""

    left: str
    right: float


@dataclass(frozen=True, slots=True)
class Held:
    """A field of each type."""

    text: str | None
    whole: int
    switch: bool
    amount: Decimal
    word: Literal["a", "b"] | None
    level: Literal[1, 2]
    pairs: tuple[Pair, ...]
    either: Pair | Finding | tuple[str, ...]
    fixed: tuple[str, int]
    names: frozenset[str]
    counts: Mapping[str, int]
    nested: dict[str, tuple[Pair, ...]]
    unknown: Any


FINDING = Finding("rule", "error", "story", None, "at", "text\ud800", "message", "hint")
HELD = Held(
    text=None,
    whole=EVERY_LINE,
    switch=True,
    amount=Decimal("0.10"),
    word="a",
    level=2,
    pairs=(Pair("é", 1.5), Pair("", 0)),
    either=FINDING,
    fixed=("a", 1),
    names=frozenset({"b", "a"}),
    counts={"a": 1},
    nested={"a": (), "b": (Pair("c", 2.0),)},
    unknown={"a": ["b", {}]},
)
STONE = Tombstone(1, 2, Withdrawn("2026", "Why.", "sha256:" + "0" * 64))


@pytest.mark.parametrize(
    "value",
    [HELD, FINDING, STONE, Touched("a", "grown", 3), builders.item(), builders.config(), *sample.versions()],
    ids=lambda value: type(value).__name__,
)
def test_a_value_is_unpacked_as_it_was(value):
    """Each type of field is kept, and the same value is always the same bytes."""
    data = codec.pack(value)

    assert codec.unpack(type(value), data) == value
    assert codec.pack(codec.unpack(type(value), data)) == data


@pytest.mark.parametrize("either", [Pair("a", 1.0), FINDING, ("a", "b")], ids=lambda value: type(value).__name__)
def test_each_side_of_a_union_is_kept(either):
    """A field may have values of several classes."""
    held = replace(HELD, either=either)

    assert codec.unpack(Held, codec.pack(held)) == held


def test_a_comparison_is_unpacked_as_it_was():
    """Sentences are unpacked with their words, and work out the rest again."""
    comparison = analysed.compare(*sample.versions()[:2])
    found = codec.unpack(Comparison, codec.pack(comparison))

    assert found
    assert found == comparison
    assert [change.words for change in found.changes] == [change.words for change in comparison.changes]


def test_the_lines_of_a_ledger_are_packed_together():
    """A type may also be a tuple of values."""
    lines = (LedgerLine(1, builders.item()), LedgerLine(2, LedgerEvent("a", "spiked", builders.NOW)), LedgerLine(3, Item("b")))
    data = codec.pack(lines, tuple[LedgerLine, ...])

    assert codec.unpack(tuple[LedgerLine, ...], data) == lines
    assert codec.unpack(tuple[LedgerLine, ...], codec.pack((), tuple[LedgerLine, ...])) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"{}",
        b'["a"]',
        b"\xff",
        b"[" * 10**5,
        codec.pack(STONE),
        codec.pack(HELD)[:-1],
        codec.pack(HELD) + b"]",
        codec.pack(HELD).replace(b'"0.10"', b'"much"'),
        codec.pack(HELD).replace(b'"rule"', b"7"),
        codec.pack(HELD).replace(b'["a"]', b'["c"]'),
    ],
)
def test_what_was_not_packed_from_this_type_is_not_unpacked(data):
    """Bytes that are cut off, changed or of another type are no value, and no error."""
    assert codec.unpack(Held, data) is None


def changed(held: Any, others: Sequence[Any]) -> Iterator[Any]:
    """The JSON with one part left out, or replaced by another, wherever it is."""
    if isinstance(held, list):
        for number, one in enumerate(held):
            around = held[:number], held[number + 1 :]
            yield [*around[0], *around[1]]
            yield from ([*around[0], other, *around[1]] for other in (*others, *changed(one, others)))


def test_no_change_makes_unpacking_fail():
    """With any part left out there is no value, nor with a map where there is none; with other parts there may be one."""
    packed = json.loads(codec.pack(replace(HELD, unknown="")))

    for part in changed(packed, [{}]):
        found = codec.unpack(Held, json.dumps(part).encode())
        assert found is None or found == replace(HELD, unknown={})
    for part in changed(packed, [None, True, -1, 10**30, 0.5, "a", []]):
        found = codec.unpack(Held, json.dumps(part).encode())
        assert found is None or isinstance(found, Held)


def test_a_class_that_is_no_data_is_not_packed():
    """Only data can be packed; anything else is a mistake in the program."""
    with pytest.raises(KeyError):
        codec.pack(object())
