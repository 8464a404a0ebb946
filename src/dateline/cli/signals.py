"""Texts that a model drafts from stories: the command signal, and the introduction to a daily issue."""

import sys
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.completing import slugs
from dateline.cli.options import complain, format_option, in_publication, now, print_json, publication_at, say, state_option
from dateline.cli.progress import progress
from dateline.core.errors import UsageError
from dateline.core.progress import timed

if TYPE_CHECKING:
    from dateline.flows.drafting.run import PageResult


class Dollars(click.ParamType[Decimal]):
    """An amount in US dollars, more than 0."""

    name = "dollars"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The amount."""
        try:
            amount = Decimal(str(value))
        except ArithmeticError:
            amount = Decimal(0)
        if not (amount.is_finite() and amount > 0):
            self.fail(f'"{value}" is not an amount in US dollars, such as 0.50', param, ctx)
        return amount


@click.command()
@click.argument("slugs", nargs=-1, required=True, metavar="STORY…", shell_complete=slugs)
@click.option("--about", default="", metavar="TEXT", help="What the essay should be about.")
@click.option("--model", default="", metavar="M", help="The model; default: `update.model` in site.yaml.")
@click.option("--max-usd", type=Dollars(), metavar="X", help="The most it may cost in US dollars, if less than `update.max_usd`.")
@click.option("--dry-run", "dry", is_flag=True, help="Print the draft and write nothing. The model is paid all the same.")
@click.option("--propose", "is_proposed", is_flag=True, help="Put the essay on a branch of its own and open a pull request.")
@state_option
@format_option("text", "json")
@in_publication
def signal(  # noqa: PLR0913, PLR0917  # an option each
    root: Path,
    slugs: tuple[str, ...],
    about: str,
    model: str,
    max_usd: Decimal | None,
    form: str,
    *,
    dry: bool,
    is_proposed: bool,
    no_state: bool,
) -> int:
    """Draft an essay from stories.

    It draws on their newest versions and their ledgers. A model writes it: that of a provider, or the one of the server at
    `base_url`. Every quote is looked up in the ledgers, and every sentence is checked against what it cites. What is refused
    goes back to the model once, and is then left out. The essay is written to content/signals, never over a file that is there;
    its page says that a model wrote it.

    With --propose, it draws on what the main branch has, and goes to the branch `dateline/signal-NAME` with a pull request that
    shows the quotes next to the sentences. Your branch and index stay. `dateline propose` is for versions: it proposes no essay.

    \b
    Example:
      dateline signal harbour-barrier --about "Who pays for it"
      dateline signal harbour-barrier tram-line --propose
    """
    from dateline.flows.drafting.run import PageRun  # noqa: PLC0415
    from dateline.flows.drafting.signal import draft_signal  # noqa: PLC0415
    from dateline.report import drafted_text  # noqa: PLC0415

    if dry and is_proposed:
        raise UsageError("--dry-run and --propose do not go together", hint="Leave one of them out.")
    wording = drafted_text if is_proposed else None
    run = PageRun(publication_at(root), now(), model, max_usd, dry=dry, wording=wording, sharing=not no_state)
    with progress(shown=form == "text"), timed("draft", "an essay"):
        result = draft_signal(run, slugs, about)
    if dry and form == "text":
        for line in result.content.splitlines():
            say(line)
    return show_page(result, form)


def introduced(root: Path, day: str, *, is_proposed: bool, no_state: bool) -> "PageResult":
    """Drafts the introduction to the issue of a day: what `dateline daily DAY --intro` does.

    Args:
        root: the folder given with -C.
        day: the day.
        is_proposed: whether it goes to a branch with a pull request.
        no_state: whether the state branch is neither read nor written.
    """
    from dateline.flows.drafting.intro import introduce  # noqa: PLC0415
    from dateline.flows.drafting.run import PageRun  # noqa: PLC0415
    from dateline.report import drafted_text  # noqa: PLC0415

    wording = drafted_text if is_proposed else None
    with progress(), timed("draft", "an introduction"):
        return introduce(PageRun(publication_at(root), now(), wording=wording, sharing=not no_state), day)


def show_page(result: "PageResult", form: str) -> int:
    """Says what became of a drafted text; returns the exit code."""
    from dateline.report import drafted  # noqa: PLC0415

    if form == "json":
        print_json(drafted.document(result))
    elif sys.stdout.isatty():
        from dateline.report.rows import show_lines  # noqa: PLC0415

        show_lines(partial(drafted.terminal_lines, result))
    else:
        for line in drafted.lines(result):
            say(line)
    if result.proposal and result.proposal.error:
        complain(result.proposal.error, result.proposal.hint)
    return result.exit_code


COMMANDS = (signal,)
