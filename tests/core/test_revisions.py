"""Pairs of a passage and its revision: what an editor would say about each."""

import json
from collections import Counter
from pathlib import Path

import pytest
from analysed import compare
from builders import version

PAIRS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "fixtures/compare/revisions.jsonl").read_text("utf-8").splitlines()
]


def told(paragraphs, number):
    empty = {"what": "", "why_it_matters": "", "open_questions": (), "timeline": (), "perspectives": (), "tensions": ()}
    return version(number, **{**empty, "narrative": tuple(paragraphs)})


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_a_revision_is_told_as_an_editor_would(pair):
    """Each sentence has the kind of change, and each figure the successor, that an editor would name; null means any kinds."""
    comparison = compare(told(pair["before"], 1), told(pair["after"], 2))

    if pair["kinds"] is not None:
        assert Counter(change.kind for change in comparison.changes) == Counter(pair["kinds"])
    assert [[figure.before, figure.after] for figure in comparison.figures] == pair["figures"]
