"""Commands for editors: quote, withdraw."""

import sys
from pathlib import Path

import click

from dateline.cli.completing import keys, slugs
from dateline.cli.options import folder_option, in_publication, now, publication_at, remark, say
from dateline.cli.progress import progress


@click.command()
@click.argument("key", shell_complete=keys)
@click.argument("words")
@in_publication
def quote(root: Path, key: str, words: str) -> None:
    """Keep the words around a quote, so that anyone can check it.

    Reads the page of the item KEY and adds the WORDS to the ledger, with the words around them. The page must contain exactly
    these WORDS.

    \b
    Example:
      dateline quote gate-opens-4fx2qa "the gate will open in May"
    """
    from dateline.flows.quote import take_quote  # noqa: PLC0415

    with progress():
        passage = take_quote(publication_at(root), key, words, now=now())
    remark(f"kept: {passage}" if passage else "nothing to do: the ledger already has these words")
    remark(f"next: list the words under `quotes` of {key} in the version that cites them")


@click.command()
@click.argument("slug", shell_complete=slugs)
@click.argument("what", required=False, metavar="[N|KEY]", shell_complete=keys)
@click.option("--why", required=True, metavar="W", help="The reason. Readers see it.")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask; without a terminal, nothing is asked either.")
@in_publication
def withdraw(root: Path, slug: str, what: str | None, why: str, *, dry: bool, is_sure: bool) -> None:  # noqa: PLR0913  # an option each
    """Take down a version, an item, or every version of a story.

    Give the number of a version of the story SLUG, or the key of an item in its ledger; without either, every version is taken
    down. The number or key, the day, the reason and a hash of the old content remain. Its pages and feed entries remain too, and
    say that it was withdrawn.

    First it shows what goes, and what git history and other files will still contain: remove that yourself. On a terminal it asks
    before it does anything. Until you commit, git can undo it.

    \b
    Example:
      dateline withdraw harbour-barrier 3 --why "By order of a court."
      dateline withdraw harbour-barrier gate-opens-4fx2qa --why "On request."
    """
    from dateline.flows.withdraw import GUIDE  # noqa: PLC0415
    from dateline.flows.withdraw import withdraw as run  # noqa: PLC0415

    folder, time = publication_at(root), now()
    planned = run(folder, slug, what, why, now=time, dry=True)
    for line in planned.gone:
        say(f"goes: {line}")
    for line in planned.still:
        say(f"still there: {line}")
    if dry:
        return
    if is_person() and not is_sure and not click.confirm("Withdraw this?"):
        say("nothing was changed")
        return
    for line in run(folder, slug, what, why, now=time).gone:
        remark(line)
    click.echo(f"next: commit this, then run dateline {folder_option(root)}build; {GUIDE} lists who else may have the words")


def is_person() -> bool:
    """Whether a person at a terminal can be asked."""
    return sys.stdin.isatty()


COMMANDS = (quote, withdraw)
