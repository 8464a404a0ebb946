"""Commands for editors: quote, withdraw."""

from pathlib import Path

import click

from dateline.cli.options import folder_option, in_publication, now, publication_at, say


@click.command()
@click.argument("key")
@click.argument("words")
@in_publication
def quote(root: Path, key: str, words: str) -> None:
    """Keep the passage around a quote, so that anyone can check it later.

    Reads the page of the item KEY and writes the WORDS with what stands around them into the ledger. Words that the page does not
    have are refused.

    \b
    Example:
      dateline quote gate-opens-4fx2qa "the gate will open in May"
    """
    from dateline.flows.quote import take_quote  # noqa: PLC0415

    passage = take_quote(publication_at(root), key, words, now=now())
    say(f"kept: {passage}" if passage else "nothing to do: the ledger has these words")
    say(f"next: list the words under `quotes` of {key} in the version that cites them")


@click.command()
@click.argument("slug")
@click.argument("what", required=False, metavar="[N|KEY]")
@click.option("--why", required=True, metavar="W", help="The reason; readers see it.")
@in_publication
def withdraw(root: Path, slug: str, what: str | None, why: str) -> None:
    """Take down a version, an item, or every version of a story.

    A number names a version of the story SLUG, a key an item of its ledger; with neither, every version goes. What is left is
    the number or the key, the day, the reason and a hash of what stood there. Addresses and feeds stay, and say so.

    Until you commit, git can undo it. What git history, clones and caches hold is told, and is yours to remove.

    \b
    Example:
      dateline withdraw harbour-barrier 3 --why "By order of the court of Exampleton."
      dateline withdraw harbour-barrier gate-opens-4fx2qa --why "The author asked for it."
    """
    from dateline.flows.withdraw import GUIDE  # noqa: PLC0415
    from dateline.flows.withdraw import withdraw as run  # noqa: PLC0415

    done = run(publication_at(root), slug, what, why, now=now())
    for line in done.gone:
        click.echo(line)
    for line in done.still:
        click.echo(f"still there: {line}")
    click.echo(f"next: commit this, then dateline {folder_option(root)}build; {GUIDE} tells who else has the words")


COMMANDS = (quote, withdraw)
