"""The state of a publication on a terminal."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from dateline.flows.status import DeskStatus, StoryStatus
from dateline.report import status_terminal
from dateline.report.rows import show

NOW = "2026-03-27T09:30:00Z"
DESK = DeskStatus("The Saltmere Record", ("county-radio", "parish-letters"), Decimal("1.84"), Decimal(20), "2026-03-27")


def story(slug: str, version: int, day: str, *, waiting: int = 0, **given: Any) -> StoryStatus:
    """A story with its errors and warnings."""
    found = {"error": given.pop("errors", 0), "warning": given.pop("warnings", 0), "note": 3}
    return StoryStatus(slug, given.pop("status", "active"), version, day, waiting, found, Decimal(0), None, **given)


ROWS = [
    story("school-roof", 5, "2026-03-27", waiting=4, warnings=1, questions=1),
    story("tidal-barrier", 3, "2026-03-25", errors=1, warnings=1, questions=2),
    story("night-ferry", 3, "2026-03-26", waiting=12, waiting_since="2026-03-26", waiting_figures=2),
    story("slow-train", 3, "2026-03-01", waiting=1, waiting_since="2026-03-22"),
    story("rope-street", 2, "2026-03-19", questions=3, question_since="2026-02-14"),
    story("herring-quota", 2, "2026-03-27", waiting=1, waiting_since="2026-03-27"),
    story("ferry-terminal", 9, "2026-03-24"),
    story("not-begun", 0, "", waiting=2, waiting_since="2026-03-26"),
    *(story(f"calm-{number}", number, "2026-02-01") for number in range(1, 12)),
    story("old-pier", 4, "2025-02-01", waiting=9, warnings=3, status="closed"),
]


def seen(rows: list[StoryStatus], desk: DeskStatus = DESK, *, width: int = 80, place: str = "") -> str:
    """What a terminal shows."""
    console = Console(file=StringIO(), width=width, color_system=None)
    show(console, status_terminal.lines(rows, desk, NOW, width, place))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_the_whole_desk() -> None:
    """Stories are under what they need, the worst first, with open questions and a next step; the rest runs together."""
    assert seen(ROWS).splitlines() == [
        "The Saltmere Record                  20 stories, Friday 27 March 2026, 09:30 UTC",
        "",
        "  story          ver    filed  wait  open   what next",
        "Needs you 5",
        "✗ tidal-barrier   v3   2 days     0     2   blocked by 1 error",
        "! school-roof     v5    today     4     1   1 warning",
        "! night-ferry     v3    1 day    12     0   12 items wait, 2 with figures",
        "! slow-train      v3  26 days     1     0   1 item waits",
        "! rope-street     v2   8 days     0     3   a question is 41 days old",
        "",
        "Moving 3",
        "● herring-quota   v2    today     1     0   draft due next update",
        "● ferry-terminal  v9   3 days     0     0   nothing waits",
        "● not-begun        –        –     2     0   draft due next update",
        "",
        "Quiet 12, all checked today",
        "  calm-1 v1, calm-2 v2, calm-3 v3, calm-4 v4, calm-5 v5, calm-6 v6, calm-7 v7,",
        "  calm-8 v8, calm-9 v9, calm-10 v10, calm-11 v11, old-pier v4 (closed)",
        "",
        "2 feeds silent for a week: county-radio and parish-letters       dateline doctor",
        "March so far: 1.84 of 20 US dollars",
        "",
        "Next: dateline check tidal-barrier",
    ]


@pytest.mark.parametrize(
    ("given", "says", "command"),
    [
        ({"errors": 2, "clash": 3}, "another version 3 is published", "renumber"),
        ({"errors": 2}, "blocked by 2 errors", "check"),
        ({}, "version 4 waits for a reader", "approve"),
        ({"reviewed_by": "Ada Byron"}, "version 4 can be merged", "check"),
        ({"status": "closed"}, "version 4 waits for a reader", "approve"),
    ],
)
def test_a_version_that_is_not_published(given: dict[str, Any], says: str, command: str) -> None:
    """Somebody must correct, read or merge it, whatever else the story needs."""
    said = seen([story("school-roof", 4, "2026-03-27", warnings=1, waiting=99, proposed=4, **given)])

    assert says in said
    assert said.endswith(f"Next: dateline {command} school-roof\n")


@pytest.mark.parametrize(("by", "is_due"), [("2026-03-20", True), ("2026-03-28", False), ("", False)])
def test_a_story_that_is_due_for_review(by: str, is_due: bool) -> None:  # noqa: FBT001
    """From the day on by which it was to be reviewed, a story needs somebody, before its old questions do."""
    said = seen([story("school-roof", 4, "2026-03-27", review_by=by, question_since="2026-01-01")])

    assert ("review was due 20 March" in said) is is_due
    assert said.endswith("Next: dateline edit school-roof\n")


def test_a_version_that_is_proposed_elsewhere() -> None:
    """Whatever waits here, the story is proposed already."""
    said = seen([story("school-roof", 4, "2026-03-27", waiting=99, open_proposal=5)])

    assert "version 5 is proposed" in said
    assert said.endswith("Next: dateline propose school-roof\n")


@pytest.mark.parametrize(("day", "said"), [("", "Quiet 1\n"), ("2026-03-26", "Quiet 1, all checked 1 day ago\n")])
def test_when_the_feeds_were_read(day: str, said: str) -> None:
    """Quiet stories are only known to be quiet since then."""
    assert said in seen([story("calm", 1, "2026-02-01")], DeskStatus("T", (), Decimal(0), None, day))


@pytest.mark.parametrize("width", [40, 50, 80, 100])
def test_no_line_is_too_wide(width: int) -> None:
    """Whatever the width, no line is wider."""
    rows = [*ROWS, story("a-story-with-a-name-as-long-as-they-get-to-be"[: width - 2], 1, "2026-03-27")]

    assert max(map(len, seen(rows, width=width).splitlines())) <= width


@pytest.mark.parametrize(
    ("rows", "command"),
    [
        ([], 'new harbour-barrier --title "The harbour barrier"'),
        (ROWS, "check tidal-barrier"),
        (ROWS[2:], "update night-ferry"),
        (ROWS[4:], "edit rope-street"),
        (ROWS[5:], "update"),
        (ROWS[8:], "collect"),
    ],
)
def test_the_next_command(rows: list[StoryStatus], command: str) -> None:
    """The last line is the command that helps most, with the folder if it is not this one."""
    assert seen(rows, place="-C there ").rstrip().endswith(f"Next: dateline -C there {command}")


def test_nothing_spent_and_nothing_silent() -> None:
    """Without spending, a limit or silent feeds there are no lines about them."""
    unfed = seen([story("calm", 1, "2026-02-01")], DeskStatus("T", (), Decimal(0), None, is_fed=False))
    assert "No feed is followed" in unfed
    assert unfed.rstrip().endswith("dateline doctor")
    assert "so far" not in seen(ROWS, DeskStatus("T", (), Decimal(0), None))
    assert "March so far: 2.00 US dollars" in seen(ROWS, DeskStatus("T", (), Decimal(2), None))


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The report is printed on standard output."""
    status_terminal.print_status(ROWS, DESK, NOW)

    assert "Needs you" in capsys.readouterr().out
