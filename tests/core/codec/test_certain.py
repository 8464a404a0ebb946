"""What is certainly right is read without pydantic, which reads everything else."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

import builders
import pytest
from annotated_types import Ge, Gt, Le, MultipleOf

from dateline.core import codec
from dateline.core.codec.certain import certain, certain_line
from dateline.core.model import Item, LedgerEvent, Sentences, Slug, Source, Story, Version


@dataclass(frozen=True, slots=True)
class Held:
    """One field of each type."""

    text: str
    whole: Annotated[int, Ge(1), Le(9)] = 1
    amount: Annotated[Decimal, Gt(0)] = Decimal(1)
    part: float = 1.0
    switch: bool = False
    word: Literal["a", "b"] = "a"
    keys: Literal["all"] | tuple[Slug, ...] = "all"
    prose: Sentences | None = None


@dataclass(frozen=True, slots=True)
class Strange:
    """Fields of types that no file has."""

    odd: Annotated[int, MultipleOf(2)] = 0
    pair: tuple[str, str] = ("", "")


def test_each_type_is_read_from_its_text():
    """Numbers, switches, words, lists and prose are written as text."""
    tree = {
        "text": "",
        "whole": "9",
        "amount": "2.50",
        "part": "2",
        "switch": "true",
        "word": "b",
        "keys": ["k"],
        "prose": " p\n",
    }

    assert certain(Held, tree) == Held("", 9, Decimal("2.50"), 2.0, switch=True, word="b", keys=("k",), prose="p")
    assert certain(Held, {"text": "a", "keys": "all", "switch": "false", "prose": None}) == Held("a")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("text", 1),
        ("text", None),
        ("whole", "0"),
        ("whole", "10"),
        ("whole", "1.0"),
        ("whole", "١"),
        ("whole", 5),
        ("amount", "0"),
        ("amount", "1e3"),
        ("part", "inf"),
        ("switch", "yes"),
        ("word", "c"),
        ("word", ["a"]),
        ("keys", "some"),
        ("keys", ["A"]),
        ("keys", ["a" * 81]),
        ("keys", ("a",)),
        ("prose", []),
        ("other", ""),
    ],
)
def test_a_doubtful_value_is_left_to_pydantic(key, value):
    """A value of another type or form, a number out of range, or an unknown key is not certain."""
    assert certain(Held, {"text": "a", key: value}) is None


def test_a_doubtful_map_is_left_to_pydantic():
    """Without a key that is needed, or as something other than a map, nothing is certain."""
    assert certain(Held, {}) is None
    assert certain(Held, "text") is None


def test_what_no_file_has_is_left_to_pydantic():
    """A type or a mark that is not known here is never certain."""
    assert certain(Strange, {}) == Strange()
    assert certain(Strange, {"odd": "2"}) is None
    assert certain(Strange, {"pair": ["a", "b"]}) is None


def test_sources_are_read_by_their_keys():
    """A keyed map is a list, if every entry is a map without the key."""
    tree = {key: str(value) for key, value in codec.plain(builders.version()).items() if isinstance(value, str | int)}
    version = certain(Version, {**tree, "sources": {"a": {"title": "A"}, "b": {"title": "B", "date": "2026"}}})

    assert version
    assert version.sources == (Source("a", "A"), Source("b", "B", date="2026"))
    doubtful: tuple[object, ...] = ([], {"a": ""}, {"a": {"title": "A", "key": "a"}}, {"A": {"title": "A"}})
    assert [certain(Version, {**tree, "sources": sources}) for sources in doubtful] == [None] * 4


def test_lines_of_a_ledger_are_read():
    """An item or an event is one JSON object."""
    item = builders.item(title="Läuft", url="https://example.org/")
    event = LedgerEvent("a", "spiked", "2026-05-24T11:30:00Z")

    assert certain_line(codec.dump_line(item).encode()) == item
    assert certain_line(codec.dump_line(event).encode()) == event
    assert certain_line(b'{"key": "a", "title": "", "url": null, "spiked": null}') == Item("a")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b'"event"',
        b'{"key": "a"}',
        b'{"key": "a", "title": "\xff"}',
        b'{"key": "a", "title": "\\ud83d\\ude00"}',
        b'{"key": "a", "title": "a", "title": "b"}',
        b'{"key": "a", "title": NaN}',
        b'{"key": "a", "title": "a", "\\u0065vent": "spiked"}',
        b'{"key": "a", "event": "spiked"}',
        b"[" * 10**5,
    ],
)
def test_a_doubtful_line_is_left_to_pydantic(line):
    """Bytes that are not text, halves of characters, twin keys and missing keys are not certain."""
    assert certain_line(line) is None


def test_a_withdrawn_item_needs_no_title():
    """A tombstone has no words."""
    line = b'{"key": "a", "withdrawn": {"on": "2026", "why": "w", "hash": "sha256:' + b"0" * 64 + b'"}}'

    found = certain_line(line)

    assert isinstance(found, Item)
    assert found.withdrawn


def test_a_story_is_read_with_its_defaults():
    """What the file does not say has its default."""
    assert certain(Story, {"title": "A", "tags": ["b"]}) == Story("A", tags=("b",))
