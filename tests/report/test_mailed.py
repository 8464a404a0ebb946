"""What became of a letter, in words."""

import pytest
from mailing import LETTER

from dateline.core.errors import GitError
from dateline.flows.mailing.send import Mailed, ToldReader
from dateline.report.mailed import errors, lines

ADA = "ada@example.org"


def mailed(*results: str, **given) -> Mailed:
    return Mailed(LETTER, 99, tuple(ToldReader(ADA, result, "550 no") for result in results), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (("sent", "sent"), "sent to 2 readers"),
        (("before", "before"), "2 readers had it already"),
        (("sent", "before", "elsewhere"), "sent to 1 reader; 1 had it already; 1 left to another run, which began first"),
        (("elsewhere",), "1 left to another run, which began first"),
        (("failed", "untried"), "sent to 0 readers; 1 failed; 1 not tried"),
        (("before", "uncertain", "uncertain"), "1 reader had it already; 2 perhaps have it"),
    ],
)
def test_the_numbers_say_what_was_done(results, said):
    """Only what happened is said."""
    assert list(lines(mailed(*results))) == [said]


def test_an_end_that_was_not_recorded_is_an_error():
    """With what to do about it."""
    failed = GitError("origin cannot be written to", hint="Run it again.")

    assert list(errors(mailed("sent", error=failed), watched=False)) == [("origin cannot be written to", "Run it again.")]
