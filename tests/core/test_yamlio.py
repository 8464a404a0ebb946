import re

import pytest

from dateline.core import codec, yamlio
from dateline.core.yamlio import Bare, Block, Flow, QuotedScalar

CONFLICT = b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n"


def read(text: str) -> yamlio.Tree:
    tree, problems = yamlio.load(text.encode(), "f.yaml")
    assert problems == ()
    return tree


def refusals(text: str | bytes) -> list[tuple[str, int, int, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(one.rule, one.line, one.column, one.message) for one in yamlio.load(data, "f.yaml")[1]]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "1e3",
        "2026-05",
        "11:30:00",
        "1.10",
        "0x1F",
        "~",
        "null",
        "2026-05-24T11:30:00Z",
        "010",
        ".inf",
        "=",
        "<<",
        "1_000",
    ],
)
def test_every_scalar_is_read_as_the_text_that_stands_there(text):
    """Every word and number stays text."""
    assert {"a": text, "b": [text]} == read(f"a: {text}\nb:\n- {text}\n")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    """A file saved on Windows reads as one saved elsewhere."""
    assert read("\ufeffa: |-\r\n  b\r\n  c\r\nd: e\r\n") == {"a": "b\nc", "d": "e"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("bad-yaml", 1, 1, "the file is empty")),
        ("# only a comment\n", ("bad-yaml", 2, 1, "the file is empty")),
        ("a: 1\n---\nb: 2\n", ("bad-yaml", 2, 1, "a second document starts here")),
        ("a: &x 1\n", ("bad-yaml", 1, 4, "anchors and aliases are not allowed")),
        ("a: 1\nb: *x\n", ("bad-yaml", 2, 4, "anchors and aliases are not allowed")),
        ("a: !!python/name:os.system x\n", ("bad-yaml", 1, 4, "the tag tag:yaml.org,2002:python/name:os.system is not allowed")),
        ("a: !x {}\n", ("bad-yaml", 1, 4, "the tag !x is not allowed")),
        ("? [a]\n: b\n", ("bad-yaml", 1, 3, "a key must be plain text")),
        ("a:\n  - b\n c: d\n", ("bad-yaml", 3, 2, "line 3 begins with a space: remove it")),
        ("a: '\n", ("bad-yaml", 2, 1, "a quotation mark is not closed")),
    ],
)
def test_what_a_brief_needs_not_is_refused_with_its_place(text, expected):
    """Anchors, tags, further documents, odd keys and broken indentation are reported with line and column."""
    assert [expected] == refusals(text)


def test_every_key_that_stands_twice_is_told():
    """Every duplicate in a file is a problem, with its line and column."""
    expected = [
        ("duplicate-key", 2, 1, 'the key "a" appears twice'),
        ("duplicate-key", 4, 3, 'the key "c" appears twice'),
    ]

    assert expected == refusals("a: 1\na: 2\nb: {c: 1,\n  c: 2}\n")


def test_after_a_hundred_keys_that_stand_twice_the_reading_ends():
    """What comes after them is not read, whatever it is; a last line says that there may be more."""
    _, problems = yamlio.load(b"a: 1\n" * 200 + b"b: [never closed\n", "f.yaml")

    assert len(problems) == 101
    assert (problems[99].line, problems[99].message) == (101, 'the key "a" appears twice')
    assert problems[100].message == "the rest of the file was not read, so more keys may appear twice"


def test_a_file_of_another_encoding_is_told_with_its_line():
    """Bytes that are not UTF-8 are a problem with a line, not an exception."""
    assert refusals(b"a: 1\nb: \xff\n") == [("bad-yaml", 2, 1, "not UTF-8 text")]


def test_a_control_character_is_told():
    """A character that YAML does not allow has no place of its own and stops the reading."""
    [(rule, line, column, message)] = refusals("a: \x01\n")

    assert (rule, line, column) == ("bad-yaml", 1, 1)
    assert "control characters are not allowed" in message


def test_size_and_depth_are_bounded():
    """A file may not grow or nest without end."""
    assert refusals(b"a" * 5_000_001) == [("bad-yaml", 1, 1, "larger than 5,000,000 bytes")]
    assert refusals("[" * 21 + "]" * 21) == [("bad-yaml", 1, 21, "more than 20 levels deep")]
    assert refusals("[" * 20 + "]" * 20) == []


def test_a_bomb_of_brackets_is_refused():
    """Any depth ends in one refusal: ours, or that of a parser that has a limit of its own and looks ahead."""
    [(rule, line, _, message)] = refusals("[" * 200_000)

    assert (rule, line) == ("bad-yaml", 1)
    assert re.fullmatch("more than 20 levels deep|exceeded maximum nesting depth", message)


def test_a_merge_conflict_is_named_as_what_it_is():
    """Conflict markers in a file are reported at the first of them, instead of problems with colons."""
    _, [problem] = yamlio.load(CONFLICT, "f.yaml")

    assert (problem.line, problem.column, problem.message) == (2, 1, "a merge conflict begins here")


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("stories/tide-gauge/v002.yaml", "Run `dateline renumber tide-gauge`"),
        ("stories/tide-gauge/items.jsonl", "Run `dateline renumber tide-gauge`"),
        ("stories/tide-gauge/story.yaml", "Resolve it: keep the right lines"),
        ("content/site.yaml", "Resolve it: keep the right lines"),
    ],
)
def test_a_conflict_that_a_command_settles_names_the_command(file: str, hint: str) -> None:
    """Nobody merges a version or a ledger by hand; in any other file, the right lines are chosen by hand."""
    assert yamlio.load(CONFLICT, file)[1][0].hint.startswith(hint)
    assert codec.parse_ledger(CONFLICT, file).problems[1].hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("a:\n\tb: 1\n", "tabs are not allowed in indentation", "Use spaces."),
        (
            "title: A b: c\n",
            "a colon in text without quotation marks",
            "Put the text in quotation marks, because it contains a colon.",
        ),
        ("a: [", "a value is missing, or a bracket is not closed", "Write the value"),
        ("a: [b, c\nd: e\n", "a list in [ ] is not closed, or a comma is missing", "Close it with ]"),
        ("a: {b: 1\nc: 2\n", "a map in { } is not closed, or a comma is missing", "Close it with }"),
        ("a: 1\n  b: 2\n", "a key and its colon cannot stand here", "Check that it begins in the column"),
        ("a: 1\nb\nc: 2\n", "the line above has no colon after its key", "Write `key: value`"),
        ("- a\nb: c\n", "this line should begin with a hyphen, as the list above it does", "Check indentation"),
        ("a: 'it's'\n", "this line does not go on with what is above it", "Check indentation"),
        ("a: @b\n", "a text begins with a character that has a meaning in YAML", "Put the text in quotation marks."),
        ("a: *\n", "a text begins with a character that has a meaning in YAML", "Put the text in quotation marks."),
        ('a: "\\q"\n', "a backslash in quotation marks means something else", "Write it twice"),
        ('a: "\\x1"\n', "a backslash in quotation marks means something else", "Write it twice"),
        ("a: |x\n  b\n", "text on the line of | or >", "Begin the text on the next line"),
        ("a: - b\n", "a list begins on the line of its key", "Begin it on the next line."),
        ("a: '\n---\nb\n", "a quotation mark is not closed", "Write the second quotation mark."),
        ("a: b\n...\nc: d\n", "this line does not go on with what is above it", "Check indentation"),
        ("a: \x01\n", "control characters are not allowed", "Remove the character"),
        ("!<\na: b\n", "did not find expected tag URI", "Check indentation"),
    ],
)
def test_common_slips_are_told_in_plain_words(text, message, hint):
    """The most common mistakes, tabs and colons, are explained, with what to do."""
    _, [problem] = yamlio.load(text.encode(), "f.yaml")

    assert problem.message == message
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n b: 2\nc: 3\n", 2),
        ('a: "1"\n b: 2\n', 2),
        ("feeds:\n- {id: a}\n - {id: b}\n", 3),
        ("# The title.\n\n a: 1\nb: 2\n", 3),
    ],
)
def test_a_space_left_of_an_entry_is_named(text: str, line: int) -> None:
    """If only the # of an example is removed, the space behind it stays: the message names it."""
    _, [problem] = yamlio.load(text.encode(), "f.yaml")

    assert problem.message == f"line {line} begins with a space: remove it"


def test_a_line_behind_one_space_can_have_another_mistake() -> None:
    """A space is not blamed for what is wrong later in its line."""
    assert "space" not in yamlio.load(b"a:\n b: 'it's'\n", "f.yaml")[1][0].message


def test_a_part_is_located_or_else_what_is_around_it():
    """Line and column come from the file; a missing part has the place of the nearest part around it."""
    data = b"a: 1\nb:\n- c: 2\n  d: 3\n"

    assert yamlio.locate(data, ("b", 0, "d")) == (4, 3)
    assert yamlio.locate(data, ("b", 0, "e")) == (3, 3)
    assert yamlio.locate_all(data, [("b", 7, "x"), ("z",)]) == [(2, 1), (1, 1)]
    assert yamlio.locate(b"\xff", ("a",)) == (1, 1)
    assert yamlio.locate(b"", ("a",)) == (1, 1)
    assert yamlio.locate(b"a: 1\nb: [", ("b", 0)) == (2, 1)
    assert yamlio.locate_all(b"? [a, {b: c}]\n: d\ne:\n- f: [{g: h}]\n  i: j\n", [("e", 0, "i"), ("e", 0, "f", 0, "g")]) == [
        (5, 3),
        (4, 8),
    ]
    assert yamlio.locate_all(b"a: 1\na: 2\n", []) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# schema\na: 1\n", None),
        ("a: 1 # why\n", 1),
        ("# schema\na: 1\n# why\nb: 2\n", 3),
        ("# schema\na: '#1'\nb: x#y\nc: |\n  # text\n", None),
        ("# schema\na: 1\n# end\n", 3),
        ("a: '\n# lost\n", None),
        ("a: 1", None),
    ],
)
def test_a_comment_that_writing_would_lose_is_found(text, line):
    """The first comment after the first line is found; a `#` in a value is not a comment."""
    assert line == yamlio.first_comment(text.encode())


def test_comments_of_what_cannot_be_decoded_are_not_looked_for():
    """Bytes that are not text have no comment."""
    assert yamlio.first_comment(b"\xff # a") is None


def test_the_canonical_form_is_this():
    """Blocks, flows, lists and quotes are written exactly like this, so a line diff of two versions is a diff of sentences."""
    tree = {
        "plain": "a b",
        "number": Bare("3"),
        "quoted": QuotedScalar("a"),
        "looks_like_a_number": "3",
        "block": Block("One.\n\nTwo: #2."),
        "empty": Block(""),
        "spaced": Block(" a"),
        "words": ["a", "b, c", "d:", "e:?"],
        "none": [],
        "nothing": {},
        "flow": Flow({"a": "b", "c": Flow({"d": ["e"]})}),
        "rows": [{"id": "x", "text": Block("One.")}, Flow({"id": "w"}), "z", {}],
        "blocks": [Block("One."), Block("Two.")],
        "map": {"inner": {"text": Block("One.")}},
        "a key: with signs": "x",
    }
    expected = """\
plain: a b
number: 3
quoted: "a"
looks_like_a_number: "3"
block: |
  One.

  Two: #2.
empty: ""
spaced: " a"
words: [a, "b, c", "d:", "e:?"]
none: []
nothing: {}
flow: {a: b, c: {d: [e]}}
rows:
- id: x
  text: |
    One.
- {id: w}
- z
- {}
blocks:
- |
  One.
- |
  Two.
map:
  inner:
    text: |
      One.
"a key: with signs": x
"""

    assert expected == yamlio.dump(tree)


@pytest.mark.parametrize(
    "text",
    [
        "a # b",
        "a: b",
        "- a",
        "? a",
        "#a",
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "'a",
        '"a',
        "| a",
        "> a",
        "[a",
        "{a",
        ", a",
        " a",
        "a ",
        "",
        "no",
        "On",
        "y",
        "1.5",
        "0x1F",
        "1e3",
        "2026-04-14",
        "2026-04-14 11:30:00",
        "2026-04-14T11:30:00Z",
        "12:30",
        "~",
        "Null",
        ".nan",
        "<<",
        "a\nb",
        "a\tb",
        "a\x00b",
        "\x01",
        "a\x85b",
        "a\u2028b",
        "\ufeffa",
        "a\ufffe",
        "a\x7f",
    ],
)
def test_text_that_could_be_taken_for_something_else_is_quoted(text):
    """Text that YAML could read as a number, a date, a switch, a mark or a break is in quotation marks."""
    written = yamlio.scalar(text)

    assert written.startswith('"')
    assert {"a": text} == read(f"a: {written}\n")


@pytest.mark.parametrize(
    "text", ["a", "a:b", "a#b", "https://example.org/?a=b&c", "Ünïcödé 🇨🇳", "1 May", "v2", "no one", "e10", "a-b"]
)
def test_text_that_is_plain_stays_plain(text):
    """Quotation marks are written only if they are needed."""
    assert text == yamlio.scalar(text)


def test_what_is_not_understood_is_written_as_it_was_read():
    """Unknown values keep their plain look, and a comma never splits one."""
    tree = yamlio.as_read({"n": "3", "list": ["1,000", "x", "no"], "map": {"on": "yes"}})
    assert isinstance(tree, dict)

    assert yamlio.dump(tree) == 'n: 3\nlist: ["1,000", x, no]\nmap:\n  on: yes\n'
