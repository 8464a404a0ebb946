"""What the parser would take, and another reader of YAML would not, is refused with its line."""

import pytest

from dateline import yamlio


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('a: b\nkey: "value"#no comment\n', 2, "a comment starts without a space before its #"),
        ("a: b\nkey: [c, d,#no comment\n]\n", 2, "a comment starts without a space before its #"),
        ("a: b\nkey: [-]\n", 2, "a hyphen stands for nothing here"),
        ("a: b\nkey: c\td\n", 2, "a tab stands in text without quotation marks"),
        ("a: b\nkey: |\n   \n # comment\n", 2, "a block whose only line may be a comment"),
        ("# first\n%YAML 1.1\n---\na: b\n", 2, "directives are not read"),
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
    ],
)
def test_what_is_plain_is_read(text: str, value: object) -> None:
    """Comments, hyphens, tabs and signs where they belong are no doubt."""
    tree, problems = yamlio.load(text.encode(), "file.yaml")

    assert problems == ()
    assert isinstance(tree, dict)
    assert tree["key"] == value
