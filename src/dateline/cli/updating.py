"""Commands that make and examine versions: collect, update, diff, blame."""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.completing import slugs
from dateline.cli.options import (
    NumberInRange,
    complain,
    folder_option,
    format_option,
    in_publication,
    now,
    print_json,
    publication_at,
    remark,
    say,
    show_redline,
    slugs_argument,
    state_option,
)
from dateline.cli.progress import progress
from dateline.cli.talk import is_quiet
from dateline.core.errors import DatelineError
from dateline.core.providers import WRITERS

if TYPE_CHECKING:
    from dateline.flows.collect import Collected


@click.command()
@slugs_argument
@click.option(
    "--opml", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE", help="Add its feeds to site.yaml."
)
@click.option("--follow-moves", is_flag=True, help="Write the new addresses of feeds that moved permanently to site.yaml.")
@state_option
@format_option("text", "json")
@in_publication
def collect(  # noqa: PLR0913  # an option each
    root: Path, slugs: tuple[str, ...], opml: Path | None, form: str, *, follow_moves: bool, no_state: bool
) -> int:
    """Read feeds, searches and the inbox for the active stories.

    The items are added to the ledgers of the stories.

    With --opml, the feeds of the OPML file are added to site.yaml, and nothing is collected.

    A feed that moved permanently is reported. With --follow-moves, its new address is written to site.yaml. Comments are kept.

    \b
    Example:
      dateline collect --opml feeds.opml
    """
    from dateline.flows import follow  # noqa: PLC0415
    from dateline.flows.collect import CollectRun, collect_only  # noqa: PLC0415
    from dateline.report import intake  # noqa: PLC0415

    if opml:
        return _follow(publication_at(root), opml)
    with progress(shown=form == "text"):
        collected = collect_only(CollectRun(publication_at(root), now(), sharing=not no_state), slugs)
    moves = follow.follow_moves(root, collected.collection.reports) if follow_moves else ()
    if form == "json":
        print_json(intake.document(collected, moves))
    else:
        lines = (
            *intake.lines(collected),
            *intake.move_lines(moves),
            *intake.story_lines(collected),
            *_why_no_change(root, collected),
        )
        for line in intake.problems(collected) if is_quiet() else lines:
            say(line)
    return collected.exit_code


def _follow(root: Path, opml: Path) -> int:
    from dateline.flows.follow import follow  # noqa: PLC0415

    followed = follow(root, opml)
    for note in followed.notes:
        remark(f"note: {note}")
    remark(f"{len(followed.added)} feeds added, {followed.known} already there")
    return 0


@click.command()
@slugs_argument
@click.option("--writer", type=click.Choice(WRITERS), help="The writer; default: the one in site.yaml.")
@click.option("--dry-run", is_flag=True, help="Show the draft as a diff and write nothing.")
@click.option("--no-collect", is_flag=True, help="Use only the items already in the ledgers.")
@click.option("--batch", is_flag=True, help="Ask the model in a batch: cheaper, done within a day. Run it again to continue.")
@click.option("--propose", is_flag=True, help="Make new stories from items that fit no story and report the same thing.")
@click.option(
    "--reports",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write Markdown reports for editors to this folder.",
)
@click.option("--mail-errors", is_flag=True, help="Mail the report if the exit code is not 0; DATELINE_SMTP_URL is the server.")
@click.option("--mail-to", metavar="ADDRESS", help="Who gets this mail; default: the email of `author` in site.yaml.")
@state_option
@format_option("text", "json")
@in_publication
def update(root: Path, /, slugs: tuple[str, ...], **options: Any) -> int:
    """Collect, draft, check and file the stories' next versions.

    Only active stories are updated.

    If nothing is new, nothing is written and the exit code is 0. A model writes if the settings have the address of a server,
    or if the environment has a provider's key; otherwise the embedded writer does. `dateline doctor` says who will write.

    \b
    Example:
      dateline update harbour-barrier --dry-run
    """
    if not options["mail_errors"]:
        return _update(root, slugs, [], **options)
    from dateline.flows.mail import report_mailer  # noqa: PLC0415

    mailer = report_mailer(publication_at(root), options["mail_to"], now=now(), environment=os.environ)
    lines: list[str] = []
    try:
        code = _update(root, slugs, lines, **options)
    except DatelineError as error:
        complain(str(error), error.hint)
        code = error.exit_code
        lines += [f"error: {error}", *([f"hint: {error.hint}"] if error.hint else [])]
    if code:
        mailer.mail("update", code, lines)
        say("the report was mailed", err=True)
    return code


def _update(root: Path, slugs: tuple[str, ...], lines: list[str], *, form: str, dry_run: bool, **options: Any) -> int:
    """Updates, and prints the result. `lines` gets what a terminal shows, also if JSON is printed."""
    from dateline.flows.update import run_for  # noqa: PLC0415
    from dateline.flows.update import update as run  # noqa: PLC0415
    from dateline.report import update_report  # noqa: PLC0415

    wanted = {"writer": options["writer"], "batch": options["batch"], "proposing": options["propose"]}
    wanted["sharing"] = not options["no_state"]
    is_collecting = not options["no_collect"]
    asked = run_for(publication_at(root), now=now(), dry=dry_run, **wanted)
    with progress(shown=form == "text"):
        result = run(asked, slugs, collecting=is_collecting)
    lines += update_report.lines(result)
    idle = tuple(_why_no_change(root, result.collected, collecting=is_collecting))
    if form == "json":
        print_json(update_report.document(result))
    else:
        for line in update_report.problems(result) if is_quiet() else (*lines, *idle):
            say(line)
        for line in update_report.drafts(result) if dry_run else ():
            say(line)
    if options["reports"]:
        _write_reports(options["reports"], update_report.reports(result, idle))
    return result.exit_code


def _why_no_change(root: Path, collected: "Collected", *, collecting: bool = True) -> Iterator[str]:
    from dateline.report import no_change  # noqa: PLC0415
    from dateline.store.reading import read_config  # noqa: PLC0415
    from dateline.store.story import find_stories  # noqa: PLC0415

    yield from no_change.story_lines(collected, find_stories(root)[0], place=folder_option(root))
    if collecting:
        yield from no_change.feed_lines(collected, read_config(root))


def _write_reports(folder: Path, reports: Mapping[str, str]) -> None:
    from dateline.store.reports import write_reports  # noqa: PLC0415

    for name in write_reports(folder, reports):
        say(f"note: {folder / name} was changed after Dateline wrote it, so it was not replaced", err=True)


@click.command()
@click.argument("slug", shell_complete=slugs)
@click.argument("a", required=False, type=NumberInRange(1))
@click.argument("b", required=False, type=NumberInRange(1))
@click.option("--base", default="", metavar="REF", help="A git revision. Compare the version there with the one here.")
@format_option("text", "markdown", "json")
@in_publication
def diff(root: Path, slug: str, a: int | None, b: int | None, *, base: str, form: str) -> None:  # noqa: PLR0913  # an option each
    """Show what changed from one version to another.

    That is sentences, figures, questions, voices and sources.

    Without A and B: the last two versions. With A only: from A to the newest.

    With --base: from the newest version in REF to the newest here. With A: from A in REF to A here.
    With A and B: from A in REF to B here.

    \b
    Example:
      dateline diff harbour-barrier 1 3
      dateline diff harbour-barrier --base origin/main
    """
    from dateline.flows.versions import difference, difference_from  # noqa: PLC0415
    from dateline.report import redline  # noqa: PLC0415

    folder = publication_at(root)
    comparison = difference_from(folder, slug, base, a, b) if base else difference(folder, slug, a, b)
    if form == "json":
        print_json(redline.document(slug, comparison))
    elif form == "text":
        show_redline(root, slug, comparison, base)
    else:
        click.echo(redline.markdown(comparison, base), nl=False)


@click.command()
@click.argument("slug", shell_complete=slugs)
@click.argument("number", required=False, type=NumberInRange(1), metavar="[N]")
@format_option("text", "json")
@in_publication
def blame(root: Path, slug: str, number: int | None, form: str) -> None:
    """Show since which version each sentence stands.

    \b
    Example:
      dateline blame harbour-barrier 3
    """
    from dateline.flows.versions import blame as blamed  # noqa: PLC0415

    rows = blamed(publication_at(root), slug, number)
    if form == "json":
        print_json([{"at": row.at, "since": row.since, "text": row.sentence} for row in rows])
    elif sys.stdout.isatty():
        from dateline.report.redline_terminal import blame_lines  # noqa: PLC0415
        from dateline.report.rows import show_lines  # noqa: PLC0415

        show_lines(partial(blame_lines, slug, number, rows))
    else:
        for row in rows:
            say(f"v{row.since:<4} {row.at:<24} {row.sentence}")


COMMANDS = (collect, update, diff, blame)
