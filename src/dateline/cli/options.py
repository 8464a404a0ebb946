"""What several commands share: their options, the clock, how a document is printed."""

import codecs
import json
import re
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from dateline.core.errors import UsageError
from dateline.core.text import printable, unsafe_characters

F = TypeVar("F", bound=Callable[..., Any])

_STEERING = re.compile(r"[\u2028\u2029]|(?<=##)\[")

in_publication = click.make_pass_decorator(Path)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the result.",
    )


def slugs_argument(command: F) -> F:
    """`[SLUG…]`: the stories meant; none: all."""
    return click.argument("slugs", nargs=-1, metavar="[SLUG…]")(command)


def publication_at(root: Path) -> Path:
    """The folder, resolved.

    Raises:
        UsageError: when no publication lies there.
    """
    if not (root / "content/site.yaml").is_file():
        raise UsageError(
            "no publication here: content/site.yaml is missing",
            where=str(root),
            hint="Start one with `dateline init DIR`, or name its folder: `dateline -C DIR …`.",
        )
    return root.resolve()


def folder_option(root: Path) -> str:
    """What a command that is printed needs to find the publication from here, with the space that follows."""
    return "" if root == Path() else f"-C {shlex.quote(str(root))} "


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def print_json(document: object) -> None:
    """One JSON document on standard output; what that cannot show, or what would steer a terminal or a runner, is spelt out."""
    is_utf8 = codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"
    text = json.dumps(document, ensure_ascii=not is_utf8, indent=2)
    steering = {at for at, _ in unsafe_characters(text)} | {match.start() for match in _STEERING.finditer(text)}
    click.echo("".join(_spelt(one) if at in steering else one for at, one in enumerate(text)) if steering else text)


def _spelt(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"  # noqa: PLR2004  # one unit


def say(text: str, *, err: bool = False) -> None:
    """Prints lines; nothing that came from outside moves the cursor in them, or orders a runner."""
    for line in text.split("\n"):
        click.echo(printable(line), err=err)
