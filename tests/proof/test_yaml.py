"""Every file of a larger collection of YAML is read as text or refused with a line; skipped if the collection is missing."""

import json
from pathlib import Path
from time import process_time

import pytest

from dateline.core import yamlio
from dateline.core.yamlio import Tree

CORPUS = Path(__file__).parents[2].parent / "shared/corpus/yaml"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of bad YAML is not present beside the project")


def is_text(tree: Tree) -> bool:
    """Whether the tree has only text, lists and maps."""
    parts = [*tree.keys(), *tree.values()] if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return type(tree) in (str, list, dict) and all(is_text(part) for part in parts)


def test_each_file_is_text_or_has_a_line() -> None:
    """A bomb, a tag or odd bytes end within a second as text or as a problem with its line."""
    for path in CORPUS.glob("*.yaml"):
        start = process_time()
        tree, problems = yamlio.load(path.read_bytes(), path.name)

        assert process_time() - start < 1
        assert all(problem.file == path.name and problem.line for problem in problems)
        assert problems or is_text(tree)


def test_what_must_fail_is_refused() -> None:
    """Every invalid case is refused, and every valid one is either read as text or refused with a line."""
    cases = [json.loads(line) for line in (CORPUS / "yaml-test-suite.jsonl").read_text().splitlines()]
    results = [(case, *yamlio.load(case["yaml"].encode(), "case.yaml")) for case in cases]

    assert [case["id"] for case, _, problems in results if case["must_fail"] and not problems] == []
    assert all(problems or is_text(tree) for _, tree, problems in results)
    assert sum(not problems for case, _, problems in results) >= 85
