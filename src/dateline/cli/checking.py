"""Commands that say how things are: check, status."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from dateline.cli.for_github import errors_shown, show_on_github
from dateline.cli.options import (
    folder_option,
    format_option,
    in_publication,
    now,
    print_json,
    publication_at,
    say,
    slugs_argument,
)
from dateline.cli.progress import progress
from dateline.core.errors import UsageError


@click.command()
@slugs_argument
@click.option("--base", metavar="REF", help="A git revision. What it contains is published and must not have changed.")
@click.option("--published", metavar="REF", help="As --base, for a revision that readers see, even if this branch left it out.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--evidence", is_flag=True, help="Show what supports each claim of the newest versions, instead of findings.")
@click.option("--notes", is_flag=True, help="Show notes, too; JSON, SARIF and GitHub's summary always have them.")
@click.option("--explain", metavar="RULE", help="Say what a rule finds, why, and what to do; nothing is checked.")
@format_option("text", "json", "github", "sarif")
@in_publication
def check(root: Path, /, slugs: tuple[str, ...], form: str, *, evidence: bool, explain: str | None, **options: Any) -> int:
    """Check claims against their sources, and files against rules.

    The worst comes first. On a terminal each sentence is shown once, with the doubted words marked; in a pipe each finding is
    a line. With --format github, the ten worst are annotations, and all are in the job's summary.

    \b
    Example:
      dateline check --base origin/main --format github
      dateline check --explain off-topic-source
    """
    if options["base"] is not None and options["published"] is not None:
        raise UsageError("is given with --base", where="--published", hint="Give one of the two.")
    if explain:
        from dateline.report.rules import explanation  # noqa: PLC0415

        say(explanation(explain))
        return 0
    if evidence:
        return _show_evidence(publication_at(root), slugs, form)
    with errors_shown(wanted=form == "github"):
        return _check(root, slugs, form, **options)


def _check(  # noqa: PLR0913  # an option each
    root: Path, slugs: tuple[str, ...], form: str, *, notes: bool, base: str | None, published: str | None, strict: bool
) -> int:
    from dateline.flows.overview import overview  # noqa: PLC0415
    from dateline.flows.stories.check import check as run  # noqa: PLC0415

    folder = publication_at(root)
    with progress(shown=form == "text"):
        checked = run(folder, slugs, base=base, published=published, now=now())
    known = partial(overview, folder, checked, base=base or published, strict=strict)
    if form == "github":
        show_on_github(checked.findings, known())
    elif form == "text" and sys.stdout.isatty():
        from dateline.report import terminal  # noqa: PLC0415

        terminal.print_findings(checked.findings, known(), notes=notes, place=folder_option(root))
    else:
        from dateline.report.findings import print_findings  # noqa: PLC0415

        print_findings(checked.findings, form, notes=notes)
        if form == "text" and checked.is_bare:
            say("there is no version yet")
    return int(checked.blocks(strict=strict))


def _show_evidence(root: Path, slugs: tuple[str, ...], form: str) -> int:
    from dateline.flows.evidence import evidence  # noqa: PLC0415
    from dateline.report import evidence as report  # noqa: PLC0415

    if form not in {"text", "json"}:
        raise click.UsageError(f"--evidence cannot print {form}: use text or json.")
    proofs = evidence(root, slugs)
    if form == "json":
        print_json(report.document(proofs))
    else:
        say("\n".join(report.lines(proofs)))
    return 0


@click.command()
@format_option("text", "json")
@in_publication
def status(root: Path, form: str) -> None:
    """Show which stories need somebody, and what to do next.

    It also shows which stories move, which feeds are silent, and what the month has cost. On a terminal, the column `wait` counts
    the items that wait for the next version, and `open` the open questions of the newest one. In a pipe: a line for each story
    (version, date, waiting items, findings, cost, score) and one for each feed.

    \b
    Example:
      dateline status
    """
    from dateline.flows import status as standing  # noqa: PLC0415
    from dateline.report import status as report  # noqa: PLC0415

    folder, time = publication_at(root), now()
    with progress(shown=form == "text"):
        rows = standing.status(folder, time)
    if form == "json":
        print_json(report.document(rows, standing.feeds(folder), standing.desk(folder, time)))
    elif sys.stdout.isatty():
        from dateline.report import status_terminal  # noqa: PLC0415

        status_terminal.print_status(rows, standing.desk(folder, time), time, place=folder_option(root))
    else:
        say("\n".join((*report.lines(rows), *report.feed_lines(standing.feeds(folder)))))


COMMANDS = (check, status)
