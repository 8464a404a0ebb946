"""A file in YAML is read as exactly its text, or refused with the file and the line, and a bomb costs no more than a second.

Bombs of aliases, tags that name programs, keys that are there twice, words that YAML takes for numbers, and bytes that are no
text are put in the place of each file that people write. Each payload of the other promises is written as YAML and read again.
Public collections are read beside these, where they are at hand.
"""

import json
import re
from time import process_time

import builders
import pytest
import yaml
from proof.bad_input import CASES, SHARED, files, rows
from proof.payloads import OURS

from dateline.core import layout, yamlio
from dateline.core.yamlio import Tree

SECONDS = 1
"""Of processor time."""
MADE = {
    "aliases.yaml": b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (one, one) for one in range(5_000)),
    "brackets.yaml": b"[" * 200_000,
    "braces.yaml": b"{a: " * 100_000,
    "indented.yaml": b"".join(b" " * one + b"a:\n" for one in range(1_000)),
    "questions.yaml": b"? " * 50_000,
    "dashes.yaml": b"- " * 50_000,
    "keys.yaml": b"".join(b"k%d: v\n" % one for one in range(20_000)),
    "same-keys.yaml": b"k: v\n" * 20_000,
    "quotes.yaml": b"title: '" + b"''" * 100_000,
    "escapes.yaml": b'title: "' + b"\\x41" * 50_000 + b'"\n',
    "block.yaml": b"title: |\n" + b"  line\n" * 20_000,
    "comments.yaml": b"#\n" * 50_000 + b"title: a\n",
    "spaces.yaml": b"title:" + b" " * 200_000 + b"a\n",
    "zero.yaml": b"title: a\0b\n",
    "mark.yaml": b"\xef\xbb\xbftitle: a\n",
    "surrogate.yaml": b'title: "\\ud800"\n',
    "latin.yaml": b"title: Gr\xf6\xdfe\n",
    "directive.yaml": b"%TAG ! tag:evil.example,2026:\n---\n!x a\n",
    "merge-key.yaml": b"a: {b: c}\n<<: {d: e}\n",
    "complex-key.yaml": b"? [a, b]\n: c\n",
    "binary.yaml": b"title: !!binary aGFsbG8=\n",
    "module.yaml": b"title: !!python/module:os\n",
    "line-ends.yaml": b"title: a\r\nbody: b\rwhat: c\n",
}
REFUSED = (
    *("directive.yaml", "binary.yaml", "module.yaml", "same-keys.yaml"),
    *(f"yaml/{name}.yaml" for name in ("alias-bomb", "merge-bomb", "python-object", "multi-document", "duplicate-keys")),
)
"""Tags, aliases, further documents and keys that are there twice: what YAML allows, and Dateline does not."""
MISREAD = frozenset({"652Z/0"})
"""A case whose key `?foo` the library reads as `foo`, and Dateline as it is written."""
PLACES = (
    layout.SITE,
    "stories/harbour-barrier/story.yaml",
    "stories/harbour-barrier/v001.yaml",
    "content/pages/about.md",
    "content/signals/essay.md",
    "content/daily/2026-05-01.md",
)
"""The files of a publication that are YAML, or begin with it."""


def cases():
    return {**files("yaml"), **MADE}


def is_text(tree: Tree) -> bool:
    """Whether the tree has only text, lists and maps."""
    parts = [*tree.keys(), *tree.values()] if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return type(tree) in (str, list, dict) and all(is_text(part) for part in parts)


def assert_read(name: str, data: bytes) -> Tree:
    """The tree of a file that was read in time, as text or with problems that have its name and a line."""
    start = process_time()
    tree, problems = yamlio.load(data, name)

    assert process_time() - start < SECONDS, name
    assert all(problem.file == name and problem.line and problem.message and problem.hint for problem in problems), name
    if problems:
        return ""
    assert is_text(tree), name
    if name not in MISREAD:
        assert tree == yaml.load(data, Loader=yaml.CBaseLoader), name  # which takes every scalar for text, too
    return tree


def test_each_file_is_text_or_has_a_line(measured):
    """A bomb, a tag or odd bytes end within a second as exactly the text, or as a problem with its line."""
    for name, data in cases().items():
        assert_read(name, data)
    assert [name for name in REFUSED if not yamlio.load(cases()[name], name)[1]] == []
    assert assert_read("types", (CASES / "yaml/implicit-types.yaml").read_bytes()) == {
        "title": "no", "slug": "on", "summary": "2026-05-26", "id": "012", "time": "11:30:00", "version": "1.10", "name": "null",
        "tags": ["yes", "NO", "off", "~", "1e3", "0x1F", ".inf"],
    }  # fmt: skip

    measured("bad files in YAML", len(cases()))


def test_each_place_names_the_file(make_publication, dateline, thinned, measured):
    """Wherever a bad file is, `check` names it with a line, or the file is as it should be; it never fails otherwise."""
    tried = [(place, name) for place in PLACES for name in cases()]
    chosen = thinned(tried, 16)
    for place, name in chosen:
        data = cases()[name]
        if place.endswith(".md"):
            data = data.partition(b"\n---")[0]  # where the YAML of a page ends
        root = make_publication(builders.dossier())
        path = root / place
        before = path.read_bytes() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"---\n" + data + b"\n---\n\nText.\n" if place.endswith(".md") else data)
        code, out, err = dateline("-C", root, "check")
        path.unlink() if before is None else path.write_bytes(before)

        assert code in (0, 1, 2), (place, name, out, err)
        assert re.search(rf"{place}:\d+", out + err) or not (code or yamlio.load(data, name)[1]), (place, name, out, err)
        assert "Traceback" not in out + err

    measured("bad YAML × files of a publication", len(chosen), len(tried))


def assert_kept(texts: list[str]) -> None:
    """Each text is read as it was written: as a value, in a list, and as a key."""
    for text in texts:
        for tree in ({"title": text}, {"list": [text, {"inner": text}]}, {text: "value"}):
            read, problems = yamlio.load(yamlio.dump(tree).encode(), "written.yaml")
            assert (read, problems) == (tree, ()), text


def test_each_payload_is_read_as_it_was_written(measured):
    """What Dateline writes as YAML, it reads again without a change, whatever the text is."""
    assert_kept(list(OURS))

    measured("payloads written and read", len(OURS))


def test_each_case_of_the_public_suite_is_refused_or_exact(measured):
    """Every invalid case is refused, and every valid one is read exactly, or refused with a line."""
    cases = rows(SHARED / "yaml/yaml-test-suite.jsonl")
    if not cases:
        pytest.skip("the YAML test suite is not beside the project")
    for case in cases:
        assert_read(case["id"], case["yaml"].encode())
        assert not case["must_fail"] or yamlio.load(case["yaml"].encode(), "case.yaml")[1], case["id"]
    assert sum(not yamlio.load(case["yaml"].encode(), "case.yaml")[1] for case in cases) >= 85

    measured("cases of yaml-test-suite", len(cases))


def test_each_string_of_the_public_list_is_read_as_it_was_written(measured):
    """Naughty strings are written and read without a change."""
    if not (SHARED / "text/blns.json").is_file():
        pytest.skip("the big list of naughty strings is not beside the project")
    strings = json.loads((SHARED / "text/blns.json").read_text(encoding="utf-8"))
    assert_kept(strings)

    measured("strings of the big list of naughty strings", len(strings))
