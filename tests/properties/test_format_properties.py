"""What was written is read back the same: by Dateline, byte for byte, and by any other reader of YAML."""

from decimal import Decimal

import builders
import yaml
from analysed import numbers
from drawn import AMOUNTS, CONFIGS, ITEMS, KEYED, SLUGS, STORIES, TEXT, TREES, VERSIONS
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import citations, codec, yamlio
from dateline.core.config import Config
from dateline.core.model import LedgerLine, Story, Version


@settings(max_examples=40)
@given(st.one_of(VERSIONS, STORIES, CONFIGS))
def test_a_file_is_read_back_as_it_was_written(value):
    """Any value, however hostile its texts, is the same after writing and reading, and so are the file's bytes."""
    text = codec.dump(value, "../schema.json")

    parsed = codec.parse(type(value), text.encode(), "f.yaml")

    assert parsed.problems == ()
    assert parsed.value == value
    assert codec.dump(parsed.value, "../schema.json") == text


@settings(max_examples=40)
@given(VERSIONS, st.dictionaries(TEXT.map("x {}".format), TREES, min_size=1, max_size=3))
def test_keys_that_are_not_known_survive(version, extra):
    """Keys that a later Dateline adds to a file are still there after this one has read and written it."""
    text = codec.dump(version) + yamlio.dump(extra)

    parsed = codec.parse(Version, text.encode(), "f.yaml", strict=False)

    assert parsed.value is not None
    assert {path[0]: value for path, value in parsed.value.unknown} == extra
    assert codec.parse(Version, codec.dump(parsed.value).encode(), "f.yaml", strict=False).value == parsed.value


@given(st.lists(ITEMS, max_size=4))
def test_a_ledger_is_read_back_as_it_was_written(items):
    """Each item is one line, whatever its texts, and is the same when read."""
    data = "".join(map(codec.dump_line, items)).encode()

    assert data.count(b"\n") == len(items)
    assert codec.parse_ledger(data, "items.jsonl") == codec.Parsed(tuple(LedgerLine(*row) for row in enumerate(items, 1)))


@settings(max_examples=40)
@given(st.one_of(VERSIONS, STORIES, CONFIGS, ITEMS))
def test_a_value_is_unpacked_as_it_was_packed(value):
    """Any value is the same in a cache."""
    assert codec.unpack(type(value), codec.pack(value)) == value


@given(st.dictionaries(KEYED, TREES | TEXT.map(yamlio.Block), min_size=1, max_size=4))
def test_any_other_reader_of_yaml_sees_the_same(tree):
    """PyYAML's own safe loader, which reads `no` as false and 2026-05-24 as a day, reads every text as that text."""
    text = yamlio.dump(tree)

    assert yamlio.load(text.encode(), "f.yaml") == (_clipped(tree), ())
    read = yaml.load(text, Loader=yaml.CSafeLoader)  # the safe loader, by its C name
    assert read == _clipped(tree)


def _clipped(tree):
    """The tree with the line ending that a block has."""
    if isinstance(tree, dict):
        return {key: _clipped(value) for key, value in tree.items()}
    if isinstance(tree, yamlio.Block) and "|\n" in yamlio.dump({"a": tree}):
        return str(tree).rstrip("\n") + "\n"
    return tree


@given(st.binary(max_size=60) | TEXT.map(str.encode))
def test_no_bytes_make_the_reader_raise(data):
    """Whatever a file contains, reading it gives a value or a problem."""
    tree, problems = yamlio.load(data, "f.yaml")

    assert bool(problems) or isinstance(tree, str | list | dict)
    yamlio.locate(data, ("a", 0))
    yamlio.first_comment(data)
    codec.parse_ledger(data, "items.jsonl")


@given(TREES)
def test_no_tree_makes_the_codec_raise(tree):
    """A draft may have any shape: it is a value or has problems, each with a place."""
    for kind in (Version, Story, Config):
        parsed = codec.from_tree(kind, tree, "draft")
        assert (parsed.value is None) == bool(parsed.problems)


@settings(max_examples=40)
@given(VERSIONS, st.data())
def test_one_wrong_part_is_a_problem_and_never_more_than_told(version, data):
    """Replacing any part of a file's data with anything gives a value or problems, never an exception."""
    plain = codec.plain(version)
    key = data.draw(st.sampled_from(sorted(plain)))
    plain[key] = data.draw(TREES)

    parsed = codec.from_tree(Version, plain, "draft", strict=data.draw(st.booleans()))

    assert (parsed.value is None) == bool(parsed.problems)


@given(TEXT, st.lists(SLUGS, min_size=1, max_size=3), TEXT)
def test_pieces_of_a_text_are_the_text(before, keys, after):
    """Splitting at citations loses nothing and finds each citation."""
    text = f"{before}[@{'; @'.join(keys)}]{after}"

    assert "".join(piece.text for piece in citations.pieces(text)) == text
    assert tuple(key for piece in citations.pieces(text) for key in piece.keys) == citations.cited(text)
    assert set(keys) <= set(citations.cited(text))


@given(st.permutations(["a", "b", "c", "d"]))
def test_numbers_are_one_to_n_whatever_the_order_of_the_sources(keys):
    """The numbers depend on where keys are cited, not on the order in which the sources are listed."""
    version = builders.version(narrative=("One [@a; @b].", "Two [@c]."), sources=tuple(map(builders.source, keys)))

    found = numbers(version)

    assert sorted(found.values()) == list(range(1, len(found) + 1))
    assert [found["a"], found["b"], found["c"]] == [1, 2, 3]


@given(AMOUNTS)
def test_money_loses_nothing(amount):
    """An amount of up to six decimals is the same when read back."""
    assert Decimal(codec.money(amount)) == amount
