"""What GitHub shows beside a run: annotations, and the job's summary."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import say
from dateline.core.errors import DatelineError

if TYPE_CHECKING:
    from dateline.core.model import Finding
    from dateline.flows.overview import Overview


def is_on_github() -> bool:
    """Whether a runner of GitHub started this program."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def show_on_github(findings: "Sequence[Finding]", known: "Overview") -> None:
    """Prints the worst findings as annotations, and appends all to the job's summary."""
    from dateline.report import github  # noqa: PLC0415

    click.echo(github.annotations(findings), nl=False)
    if _add_to_summary(lambda size: github.job_summary(findings, known, github.MOST_BYTES - size)):
        return
    if (more := len(findings) - github.MOST_ANNOTATIONS) > 0:
        say(f"{more} more findings; to see them: dateline check --notes")


@contextmanager
def errors_shown(*, wanted: bool) -> Iterator[None]:
    """An error inside also becomes an annotation and goes into the job's summary, if this is wanted."""
    try:
        yield
    except DatelineError as error:
        if wanted:
            from dateline.report import github  # noqa: PLC0415

            click.echo(github.annotation(error))
            told = github.error_summary(error)
            _add_to_summary(lambda _: told)
        raise


def _add_to_summary(told: Callable[[int], str]) -> bool:
    """Whether there is a summary, to which the text for its present size was appended."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    try:
        if file:
            with Path(file).open("a", encoding="utf-8") as summary:
                summary.write(told(summary.tell()))
            return True
    except OSError as error:
        say(f"the job's summary cannot be written: {error.strerror}", err=True)
    return False
