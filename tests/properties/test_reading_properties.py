"""What is read quickly is what is read carefully: never more, and never anything else."""

import json
from typing import Any

import sample
from drawn import BRIEF, CONFIGS, HOSTILE, ITEMS, STORIES, TREES, VERSIONS
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core import codec
from dateline.core.codec import reading
from dateline.core.codec.certain import certain, certain_line
from dateline.core.yamlio import events, usual

FILES = st.one_of(VERSIONS, STORIES, CONFIGS)
LINES = """\
a: b
b:
c: [d, 'e', {f: g}]
d: "e\\tf"
e: |
f: |-
g: >
h: i # j
k: l: m
n: {o: p, q: r}
s: 't''u'
- a
- b: c
- d: |
- |
- [e]
- - f
-
  g
# h
? i
: j
---
...
""".splitlines()
LINE = st.tuples(st.sampled_from(["", "", "", " ", "  ", "    ", "\t"]), st.sampled_from(LINES)).map("".join)
SIGNS = ["[", "]", "{", "}", ", ", ",", ": ", ":", "a", "b c", '"d"', "'e'", "#", " #", "?", "-", " ", "\\"]
BRACKETS = st.lists(st.sampled_from(SIGNS)).map("".join)
WRITTEN = codec.dump(sample.versions()[2])


def edited(edits: list[tuple[int, int, str]]) -> str:
    """A file that Dateline wrote with other signs in a few places."""
    text = WRITTEN
    for start, gone, signs in edits:
        text = text[:start] + signs + text[start + gone :]
    return text


EDIT = st.tuples(
    st.integers(0, len(WRITTEN)), st.integers(0, 2), HOSTILE | st.sampled_from([*SIGNS, "  ", "\n  ", "\n- ", "|\n", "\r\n"])
)
TEXTS = st.one_of(
    st.lists(LINE, max_size=8).map(lambda lines: "\n".join((*lines, ""))),
    BRACKETS.map("a: [{}]\n".format),
    BRACKETS.map("a: {{{}}}\n".format),
    st.lists(EDIT, max_size=3).map(edited),
)


@settings(max_examples=300)
@given(TEXTS)
def test_the_usual_form_means_the_same_to_the_library(text):
    """A text that is read without the library is read by it without a problem, as the same maps, lists and text."""
    tree = usual.read(text)

    assert tree is None or (tree, ()) == events.read(text, "f.yaml")


@settings(max_examples=30)
@given(FILES)
def test_whatever_dateline_writes_is_read_quickly(value):
    """A canonical file is in the usual form, and certainly right."""
    tree = usual.read(codec.dump(value, "../schema.json"))

    assert tree is not None
    assert certain(type(value), tree) == value


@settings(max_examples=60)
@given(FILES, st.data())
def test_what_is_certain_is_certain_to_pydantic(value, data):
    """However a file's data is changed, what is read without pydantic is the value that pydantic reads."""
    tree: Any = usual.read(codec.dump(value))
    at = tree
    key = data.draw(st.sampled_from(sorted(tree)))
    while isinstance(at[key], dict | list) and at[key] and data.draw(st.booleans()):
        at = at[key]
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
    at[key] = data.draw(
        TREES | st.sampled_from(["", "0", "007", "1.5", "2026-02-30", "true", "all", "a", "a ", "update", [], {}])
    )

    found = certain(type(value), tree)

    assert found is None or codec.Parsed(found) == reading.validated(type(value), tree, "f.yaml")


@given(
    ITEMS.map(codec.plain), st.dictionaries(st.sampled_from(["event", "at", "title", "withdrawn", "why", "x"]), BRIEF | st.none())
)
def test_a_line_that_is_certain_is_certain_to_pydantic(entry, extra):
    """However a ledger's line is changed, what is read without pydantic is the entry that pydantic reads."""
    line = json.dumps(entry | extra, ensure_ascii=False).encode()
    found = certain_line(line)

    assert found is None or codec.Parsed(found) == reading.validated_line(line, "items.jsonl", 1)
