"""Titles from outside, as code hosts and commits get them."""

import builders
import pytest

from dateline.core.model import Correction, WrittenBy
from dateline.core.reported import reported_issue
from dateline.core.showing import title_line


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The harbour barrier", "The harbour barrier"),
        ("@ada and @desk/all, not a@b.org", "@ ada and @ desk/all, not a@b.org"),
        ("fixes #12, closes a/b#3 and GH-4, No. #x", "fixes # 12, closes a/b# 3 and GH 4, No. #x"),
        ("closes https://github.com/a/b/issues/1", "closes github.com/a/b/issues/1"),
        ("[skip ci] [CI  SKIP] [no-ci] [skip actions] [a list]", "(skip ci) (CI SKIP) (no-ci) (skip actions) [a list]"),
        ("***NO_CI*** skip-checks: true", "NO_CI skip checks: true"),
        ("One\n::error::two\u202e\x1b[1m", "One ::error::two[1m"),
        ("::error::x", ": error::x"),
        ("x" * 50, "x" * 39 + "…"),
    ],
)
def test_a_title_commands_nobody(title, shown):
    """It is one line that mentions nobody, closes nothing, skips no check and is not too long."""
    assert title_line(title, 40 if "x" * 50 in title else 200).strip() == shown


@pytest.mark.parametrize(
    ("why", "writer", "number"),
    [
        ("Reported by a reader (issue 12).", "desk", 12),
        ("Reported by a reader (issue 12). The source was cut.", "desk", 12),
        ("Reported by a reader (issue 12).", "extractive", None),
        ("It was Reported by a reader (issue 12).", "desk", None),
        ("Reported by a reader (issue 0).", "desk", None),
        ("", "desk", None),
    ],
)
def test_a_readers_report(why, writer, number):
    """Only a correction by hand answers a reader's report, and only in these words."""
    version = builders.version(4, corrections=(Correction(3, "a", "b", why),), written_by=WrittenBy(writer))
    assert reported_issue(version) == number
