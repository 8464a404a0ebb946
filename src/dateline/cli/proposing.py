"""The command that puts versions before editors: propose."""

import sys
from functools import partial
from pathlib import Path

import click

from dateline.cli.options import (
    complain,
    format_option,
    in_publication,
    now,
    print_json,
    publication_at,
    remark,
    slugs_argument,
    state_option,
)
from dateline.cli.progress import progress
from dateline.cli.talk import is_quiet
from dateline.core import layout
from dateline.core.errors import DatelineError, UsageError


@click.command()
@slugs_argument
@click.option("--dry-run", is_flag=True, help="Print the review cards as Markdown; push nothing and ask nobody.")
@click.option("--base", metavar="REF", help="With --dry-run: a git revision. Show the versions that it does not have.")
@click.option(
    "--whole",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="With --dry-run: also write each card to a file in this folder, without shortening it.",
)
@state_option
@format_option("text", "json")
@in_publication
def propose(  # noqa: PLR0913  # an option each
    root: Path, slugs: tuple[str, ...], form: str, *, dry_run: bool, no_state: bool, base: str | None, whole: Path | None
) -> int:
    """Open a pull request for each version that is not published.

    These are the versions that the main branch does not have. Each gets a branch of its own, `dateline/SLUG-v004`, that changes
    only the story's files, and a pull request with the review card as its text. A proposal that is open is renewed in place.
    One that an editor has changed is left alone; a comment names the items that wait. What was closed without being merged is
    proposed again only when there is a newer draft.

    GitHub is asked through `gh`, or else with GITHUB_TOKEN. Without either, the branch is pushed, and .dateline/proposals has the
    text and says what to open where. Your branch, index and stash stay. Only uncommitted files that are now on the proposal's
    branch are reset or removed, so that `git pull` works after the merge.

    \b
    Example:
      dateline propose
      dateline propose harbour-barrier --dry-run
      dateline propose --dry-run --base origin/main --whole cards
    """
    folder = publication_at(root)
    if dry_run:
        return _show(folder, slugs, form, base, whole)
    if base is not None or whole is not None:
        raise UsageError("is for --dry-run alone", where="--whole" if base is None else "--base", hint="Give --dry-run, too.")
    from dateline.flows.propose import propose as run  # noqa: PLC0415
    from dateline.report import proposal, proposed  # noqa: PLC0415

    with progress(shown=form == "text"):
        outcomes = run(folder, slugs, wording=proposal, now=now(), sharing=not no_state)
    if form == "json":
        print_json(proposed.document(outcomes))
    elif sys.stdout.isatty() and not is_quiet():
        from dateline.report.rows import show_lines  # noqa: PLC0415

        show_lines(partial(proposed.terminal_lines, outcomes))
    else:
        for line in proposed.lines(outcomes):
            remark(line)
    for one in outcomes:
        if one.error:
            complain(f"{one.slug}: {one.error}" if one.slug else one.error, one.hint)
    return max((one.code for one in outcomes), default=0)


def _show(folder: Path, slugs: tuple[str, ...], form: str, base: str | None, whole: Path | None) -> int:
    """Prints the cards of the versions here that the base does not have."""
    from dateline.flows.propose import unpublished  # noqa: PLC0415
    from dateline.flows.proposing.text import ProposalPlace  # noqa: PLC0415
    from dateline.report.proposal import proposal_text  # noqa: PLC0415

    code, cards = 0, []
    for slug, number in unpublished(folder, slugs, base=base):
        try:
            card = proposal_text(folder, slug, number, ProposalPlace(folder, is_headed=form == "text"))
            cards.append((slug, number, card))
            if whole:
                _write(whole / layout.report_name(slug, number), card.whole)
        except DatelineError as error:
            complain(f"{slug}: {error}", error.hint)
            code = max(code, error.exit_code)
    if form == "json":
        rows = [{"story": slug, "version": number, "title": one.title, "text": one.body} for slug, number, one in cards]
        print_json({"proposals": rows})
    elif cards:
        click.echo("\n".join(one.body for _, _, one in cards), nl=False)
    elif not code:
        remark(f"Nothing to review: {base or 'the main branch'} has every version that is here.")
    return code


def _write(file: Path, text: str) -> None:
    from dateline.store.atomic import disk_errors, replace_text  # noqa: PLC0415

    with disk_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    replace_text(file, text)


COMMANDS = (propose,)
