"""Text that the parser accepts and another YAML reader might not is refused with its line."""

import pytest

from dateline.core import yamlio


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('a: b\nkey: "value"#no comment\n', 2, "a comment starts without a space before its #"),
        ("a: b\nkey: [c, d,#no comment\n]\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: [-]\n", 2, "a hyphen with nothing after it"),
        ("a: b\nkey: c\td\n", 2, "a tab in text without quotation marks"),
        ("a: b\nkey: |\n   \n # comment\n", 2, "a block whose only line may be a comment"),
        ("a: b\nkey: |\r\n   \r\n # comment\n", 2, "a block whose only line may be a comment"),
        ("# first\n%YAML 1.1\n---\na: b\n", 2, "directives are not allowed"),
        ("a: b\nkey: [c,\n  d\n  ]#no comment\n", 4, "a comment starts without a space before its #"),
        ("a: b\nkey: [#no comment\n  c]\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: [c\n  ,#no comment\n  d]\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: ># no comment\n  text\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: |-#no comment\n  text\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: |2+#no comment\n  text\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: [?c]\n", 2, "a question mark at the beginning of a text"),
    ],
)
def test_what_is_doubtful_is_refused(text: str, line: int, message: str) -> None:
    """Each doubtful form is one problem that names its line."""
    problems = yamlio.load(text.encode(), "file.yaml")[1]

    assert [(one.rule, one.line, one.message) for one in problems] == [("bad-yaml", line, message)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("key: # comment\n", ""),
        ("key: 'x' # comment\n", "x"),
        ("key: [a, # comment\n  b]\n", ["a", "b"]),
        ("key: C# ,#b\n", "C# ,#b"),
        ("key: |\n# comment\nother: |\n\n", ""),
        ('key: "a\\tb"\n', "a\tb"),
        ("key: 100%\n", "100%"),
        ("key: > # comment\n  text\n", "text\n"),
        ("key: [  # comment\n  a\n  ] # comment\n", ["a"]),
        ("key: {?a: b, c?: d, ? e : f}\n", {"?a": "b", "c?": "d", "e": "f"}),
        ("? key\n: value\n", "value"),
        ("b: x\nkey: what?", "what?"),
    ],
)
def test_what_is_plain_is_read(text: str, value: object) -> None:
    """Comments, hyphens, tabs and signs in their proper places are not ambiguous."""
    tree, problems = yamlio.load(text.encode(), "file.yaml")

    assert problems == ()
    assert isinstance(tree, dict)
    assert tree["key"] == value


OUTDENTED = "this line is not indented enough"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('key: "one\ntwo"\n', 2, 1),
        ('key: "one\n\ttwo"\n', 2, 2),
        ("key: 'one\n\n\t\n  two'\n", 3, 1),
        ('key:\n  "one\n  two\nthree"\n', 4, 1),
        ('- - "one\n  two"\n', 2, 3),
        ('- key: "one\n  two"\n', 2, 3),
        ("key: [one,\ntwo]\n", 2, 1),
        ("key: [one,\n\ttwo]\n", 2, 2),
        ("key: {\n\n# comment\na: b}\n", 4, 1),
        ("- [one,\n  [two,\n\tthree]]\n", 3, 2),
        ("- key: [one,\n ]\n", 2, 2),
        ('key: ["one\r\ntwo"]\n', 2, 1),
        ("key: [one two\nthree]\n", 2, 1),
    ],
)
def test_a_further_line_that_is_not_indented_is_refused(text: str, line: int, column: int) -> None:
    """In quotation marks and in brackets each line must be indented with spaces more than the line it belongs to."""
    problems = yamlio.load(text.encode(), "file.yaml")[1]

    assert [(one.rule, one.line, one.column, one.message) for one in problems] == [("bad-yaml", line, column, OUTDENTED)]
    assert "spaces" in problems[0].hint


@pytest.mark.parametrize("text", ["key:\n|\n  text\n", "-\n>-\n  text\n", "a:\n  key:\n  |\n    text\n", "?\n|\n  text\n: b\n"])
def test_a_value_that_is_not_indented_is_refused(text: str) -> None:
    """A block must be indented more than the key or hyphen that it belongs to."""
    [problem] = yamlio.load(text.encode(), "file.yaml")[1]

    assert (problem.rule, problem.message) == ("bad-yaml", "not indented enough")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('key: "one\n two"\n', "one two"),
        ('key: "one\n\n \ttwo"\n', "one\ntwo"),
        ("key: [\n  one,\n# comment\n\n\t\n  two\n]\n", ["one", "two"]),
        ("a:\n- key\nkey:\n- one\n- [two,\n  three]\n", ["one", ["two", "three"]]),
        ("key:\n  - {a: b,\n     c: d}\n", [{"a": "b", "c": "d"}]),
        ('key: ["#one",\n "two\n #three"]\n', ["#one", "two #three"]),
        ("key: >-\n  one\n\n  two\n", "one\ntwo"),
        ("key: one\n two\n", "one two"),
        ("key:\n\n  |\n    text\n", "text\n"),
    ],
)
def test_lines_that_are_indented_are_read(text: str, value: object) -> None:
    """Values of several lines are read as before; comments, empty lines and closing brackets need no indentation."""
    tree, problems = yamlio.load(text.encode(), "file.yaml")

    assert problems == ()
    assert isinstance(tree, dict)
    assert tree["key"] == value


def test_a_text_of_its_own_needs_no_indentation() -> None:
    """At the top level, there is no line that a value belongs to."""
    for text, value in (('"one\ntwo"\n', "one two"), ("[one,\ntwo]\n", ["one", "two"])):
        assert yamlio.load(text.encode(), "file.yaml") == (value, ())
