"""Commands of an editor's day: quote."""

from pathlib import Path

import click

from dateline.cli.words import existing, in_publication, now, say


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
    from dateline.quoting import take_quote  # noqa: PLC0415

    passage = take_quote(existing(root), key, words, now=now())
    say(f"kept: {passage}" if passage else "nothing to do: the ledger has these words")
    say(f"next: list the words under `quotes` of {key} in the version that cites them")


COMMANDS = (quote,)
