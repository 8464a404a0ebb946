"""What `dateline propose` says: lines for a pipe, wrapped lines for a terminal, and a document."""

import builders
import pytest

from dateline.flows.proposing.outcome import ProposalOutcome
from dateline.report.proposal import MOST_ITEMS, waiting_comment
from dateline.report.proposed import document, lines, terminal_lines

URL = "https://github.com/example/briefs/pull/12"
ABOUT = ("quay", 4)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "opened", "url": URL}, [f"quay: version 4 is proposed: {URL}"]),
        ({"state": "opened"}, ["quay: version 4 is proposed"]),
        ({"state": "renewed", "url": URL}, [f"quay: the pull request of version 4 was renewed: {URL}"]),
        ({"state": "unchanged", "url": URL}, [f"quay: version 4 is proposed already; nothing has changed: {URL}"]),
        ({"state": "closed", "url": URL}, [f"quay: the pull request of version 4 was closed without being merged: {URL}"]),
        ({"state": "merged"}, ["quay: version 4 was merged"]),
        ({"state": "taken"}, ["quay: the main branch has another version 4 by now"]),
        ({"state": "left", "said": "is still being written"}, ["quay: the version 4 here is still being written"]),
        (
            {"state": "pushed", "branch": "b", "file": "f.md"},
            ["quay: version 4 is on the branch b; f.md says what to open where"],
        ),
        ({"state": "failed", "error": "no"}, []),
        (
            {"state": "unchanged", "waiting": 1},
            [
                "quay: version 4 is proposed already; nothing has changed",
                "quay: version 4 was changed by an editor; 1 item waits for the next version",
            ],
        ),
        (
            {"state": "unchanged", "waiting": 2},
            [
                "quay: version 4 is proposed already; nothing has changed",
                "quay: version 4 was changed by an editor; 2 items wait for the next version",
            ],
        ),
    ],
)
def test_a_line_for_each_thing_that_was_done(given, said):
    """Failures are said elsewhere; everything else has its line."""
    assert list(lines([ProposalOutcome(*ABOUT, **given)])) == said


def test_files_that_were_put_back_are_named():
    """Whoever looks for her text is told where it is, and how to go on with it."""
    done = ProposalOutcome(*ABOUT, "opened", branch="dateline/quay-v004", put_back=("stories/quay/v004.yaml",))
    assert list(lines([done]))[-2:] == [
        "quay: what was not committed here is kept on the branch dateline/quay-v004, and no longer in this folder",
        "  to go on with it here: git switch dateline/quay-v004",
    ]


def test_without_anything_one_line_says_so():
    """Nothing to propose is no error."""
    assert list(lines([])) == ["nothing to propose: the main branch has every version that is here, and no proposal is open"]


@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit_a_terminal(width):
    """Only an address is not wrapped, so that it can be copied."""
    done = [ProposalOutcome(*ABOUT, "opened", url=URL, branch="b", put_back=("stories/quay/v004.yaml",))]
    shown = [one.plain for one in terminal_lines(done, width)]
    assert [line for line in shown if len(line) > width and URL not in line] == []


def test_the_document_has_everything():
    """A program gets the failures, too."""
    (row,) = document([ProposalOutcome(*ABOUT, "failed", error="no", hint="try")])["proposals"]
    assert (row["story"], row["version"], row["state"], row["error"], row["hint"]) == (*ABOUT, "failed", "no", "try")


def test_a_comment_names_the_first_items():
    """It stays short, counts the others, and mentions nobody."""
    items = [builders.item(f"item-{number}", title=f"@all <b>{number}</b>") for number in range(MOST_ITEMS + 2)]
    said = waiting_comment(items)
    assert said.startswith(f"{MOST_ITEMS + 2} items came since")
    assert "- and 2 more" in said
    assert "@all" not in said
    assert "<b>" not in said
    assert waiting_comment(items[:1]).startswith("1 item came since")
