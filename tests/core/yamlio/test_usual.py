"""YAML in its usual form is read without the library; the library reads everything else."""

import pytest

from dateline.core.yamlio import events, usual

VALUES = """\
# yaml-language-server: $schema=version.json

---
plain: it's - a "b"#c:d, [e]
spaced:   a
bare:
double: "a # b: ''"
escaped: "a\\"\\u00e9\\n"
single: 'it''s "so"'
list: [a, "b, c", http://x/?y#z, d"e\\f]
map: {a: b, "c": [{}], d: e?}
block: |
  One.

    Two.
stripped: |-
  One.
"""


def test_each_form_of_a_value_is_read():
    """Text, lists and maps on one line and blocks have the same values as the library reads."""
    text = VALUES

    assert usual.read(text) == {
        "plain": 'it\'s - a "b"#c:d, [e]',
        "spaced": "a",
        "bare": "",
        "double": "a # b: ''",
        "escaped": 'a"é\n',
        "single": 'it\'s "so"',
        "list": ["a", "b, c", "http://x/?y#z", 'd"e\\f'],
        "map": {"a": "b", "c": [{}], "d": "e?"},
        "block": "One.\n\n  Two.\n",
        "stripped": "One.",
    }
    assert usual.read(text.replace("\n", "\r\n")) == usual.read(text)
    assert events.read(text, "f.yaml") == (usual.read(text), ())


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a:\n- b\n- c\nd: e\n", {"a": ["b", "c"], "d": "e"}),
        ("a:\n  - b\n  - c: d\n    e: f\n", {"a": ["b", {"c": "d", "e": "f"}]}),
        ("a:\n- b:\n  - c\n-  d: |\n    e\n   f:\n", {"a": [{"b": ["c"]}, {"d": "e\n", "f": ""}]}),
        ("a:\n  b:\n    c: d\n  e:\nf:\n", {"a": {"b": {"c": "d"}, "e": ""}, "f": ""}),
        ("a:\n- |\n  b\n\n# c\n- []\n- \n", {"a": ["b\n", [], ""]}),
        ("a: b #c\nd: # e\n- f # g\n- [h]  # i\n- # j\n", {"a": "b", "d": ["f", ["h"], ""]}),
    ],
)
def test_rows_belong_to_the_rows_above_them(text, tree):
    """Indentation and hyphens show where a list or map begins, continues and ends."""
    assert usual.read(text) == tree
    assert events.read(text, "f.yaml") == (tree, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a\n",
        "a: b",
        "a: b\tc\n",
        "a: b\x85c\n",
        "a\n",
        "- a\n",
        " a: b\n",
        "a: b\n c\n",
        "a: b\n  c: d\n",
        "a: b\na: c\n",
        "a: b: c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: >\n  b\n",
        "a: |+\n  b\n",
        "a: |\n\n  b\n",
        "a: |\n  b\n  \n",
        "a:\n  b: |\n  c\n",
        "a:\n- |\nb\n",
        "a: 'b\n  c'\n",
        'a: "b\\x41"\n',
        'a: "\\ud83d\\ude00"\n',
        "a: [b,\n  c]\n",
        "a: [b, ]\n",
        "a: [b: c]\n",
        "a: [-]\n",
        "a: ['b']\n",
        "a: {b:c}\n",
        "a: {b: c, b: d}\n",
        "a: {? b : c}\n",
        "a: [b]#c\n",
        'a: "b"#c\n',
        "a: | # b\n  c\n",
        "a: " + "[" * 9 + "]" * 9 + "\n",
        "".join(f"{'  ' * level}a:\n" for level in range(11)),
        "a:\n-\n",
        "a:\n- - b\n",
        "a:\n- b\n  c: d\n",
        "a:\n  - b\n  c: d\n",
        "a: b\n---\nc: d\n",
        "%YAML 1.2\n---\na: b\n",
        "<<<<<<< HEAD\na: b\n",
        '"a": b\n',
        "a b: c\n",
        "a" * 201 + ": b\n",
    ],
)
def test_everything_else_is_left_to_the_library(text):
    """Rare forms and mistakes are not read here."""
    assert usual.read(text) is None
