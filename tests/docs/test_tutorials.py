"""The tutorials work as they are printed, and say what the commands say."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docs.tutorials import FIRST_BRIEF, FIRST_REVIEW, play

VARYING = re.compile(r"\d+ files: .*|\d+ files written|dateline-[\d.]+-py3|\d{4}-\d\d-\d\d(T[\d:]+Z)?")
"""What differs from day to day, or with every new page of a site."""


@pytest.mark.parametrize("page", [FIRST_BRIEF, FIRST_REVIEW], ids=lambda page: page.stem)
def test_a_tutorial_says_what_happens(page: Path) -> None:
    """Every command works, in order, and prints what the page says; if not, run python tests/docs/tutorials.py."""
    with TemporaryDirectory() as empty:
        said = play(page, Path(empty))

    assert VARYING.sub("…", said) == VARYING.sub("…", page.read_text(encoding="utf-8"))
