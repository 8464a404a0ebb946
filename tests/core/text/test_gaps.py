import json
from pathlib import Path

import pytest

from dateline.core.text.gaps import is_open_question, says_not_known

LABELLED = Path(__file__).parents[2] / "fixtures" / "desk" / "questions.jsonl"
CASES = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_what_is_left_open(case: dict[str, str | bool]) -> None:
    """Real questions, and what is not known, are open; rhetoric, words to the reader and lookalikes are not."""
    text = str(case["text"])

    assert (is_open_question(text) or says_not_known(text)) == case["open"]
