"""Completion of words by the shell: stories and items; commands, options and files are completed by click."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from dateline.core import layout

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "dateline"
VARIABLE = "_DATELINE_COMPLETE"
"""The environment variable with which a shell asks for completion."""
_KEY = re.compile(rb'^\{"key": ?"([a-z0-9-]+)"', re.MULTILINE)


def slugs(ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The slugs of the publication that begin so."""
    return [slug for slug in _slugs(_root(ctx)) if slug.startswith(begun)]


def keys(ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The keys of all items that begin so."""
    root = _root(ctx)
    ledgers = (root / layout.ledger_path(slug) for slug in _slugs(root))
    found = {key.decode() for ledger in ledgers if ledger.is_file() for key in _KEY.findall(ledger.read_bytes())}
    return sorted(key for key in found if key.startswith(begun))


def _root(ctx: click.Context) -> Path:
    return Path(ctx.find_root().params["root"])


def _slugs(root: Path) -> Iterator[str]:
    folder = root / layout.STORIES
    return iter(sorted(one.name for one in folder.iterdir() if layout.is_slug(one.name)) if folder.is_dir() else ())


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a script with which a shell completes your words.

    It completes commands, options, files, and the stories and items of the publication. Put one line into a file that your shell
    reads when it starts, and open a new terminal:

    \b
      bash, in ~/.bashrc:                  eval "$(dateline completion bash)"
      zsh, in ~/.zshrc, after compinit:    eval "$(dateline completion zsh)"
      fish, in ~/.config/fish/config.fish: dateline completion fish | source

    \b
    Example:
      dateline completion bash
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    made = get_completion_class(shell)
    assert made
    click.echo(made(ctx.find_root().command, {}, PROGRAM, VARIABLE).source(), nl=False)


COMMANDS = (completion,)
