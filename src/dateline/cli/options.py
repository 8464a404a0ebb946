"""What several commands share: options, the publication's folder, the time, and how results are printed."""

import codecs
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.cli.completing import slugs
from dateline.cli.talk import is_quiet
from dateline.core import layout
from dateline.core.characters import unsafe_characters
from dateline.core.errors import UsageError
from dateline.core.showing import one_line, printable

if TYPE_CHECKING:
    from dateline.core.compare import Comparison
    from dateline.core.model import Finding

F = TypeVar("F", bound=Callable[..., Any])

WIDEST = 100
"""Columns; longer lines are hard to read."""
_COPIED = re.compile(r"(?<!`)\bdateline |://|\bgit |\bpip ")
_STEERING = re.compile(r"[\u2028\u2029]|(?<=##)\[")

in_publication = click.make_pass_decorator(Path)


class NumberInRange(click.IntRange):
    """A whole number in a range; the error says so in plain English."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            wanted = f"{self.min} or more" if self.max is None else f"{self.min} to {self.max}"
            self.fail(f"'{value}' should be a number, {wanted}.", param, ctx)


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
    """`[SLUG…]`: the stories; all if none is given."""
    return click.argument("slugs", nargs=-1, metavar="[SLUG…]", shell_complete=slugs)(command)


def state_option(command: F) -> F:
    """`--no-state`."""
    told = "Neither read nor write the branch dateline-state of the remote, with which runs on other machines go on."
    return click.option("--no-state", is_flag=True, help=told)(command)


def publication_at(root: Path) -> Path:
    """The publication's folder, resolved.

    Raises:
        UsageError: if there is no publication in it.
    """
    if not (root / layout.SITE).is_file():
        raise UsageError(
            f"no publication here: {layout.SITE} is missing",
            where=str(root),
            hint="Start one with `dateline init DIR`, or name its folder: `dateline -C DIR …`.",
        )
    return root.resolve()


def folder_option(root: Path) -> str:
    """The option `-C DIR` for a command that is shown to the user, with a space after it; empty for the current folder."""
    return "" if root == Path() else f"-C {shlex.quote(str(root))} "


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_asked() -> bool:
    """Whether a person at a terminal can be asked, and sees the questions."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))  # either may be closed


def print_json(document: object) -> None:
    """Prints one JSON document on standard output, with escapes for what would control a terminal or a runner."""
    is_utf8 = codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"
    text = json.dumps(document, ensure_ascii=not is_utf8, indent=2)
    steering = {at for at, _ in unsafe_characters(text)} | {match.start() for match in _STEERING.finditer(text)}
    click.echo("".join(_spelt(one) if at in steering else one for at, one in enumerate(text)) if steering else text)


def _spelt(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"  # noqa: PLR2004  # one unit


def show_findings(findings: "Sequence[Finding]") -> None:
    """Prints findings, but no notes."""
    if not findings:
        return
    if sys.stdout.isatty():
        from dateline.flows.overview import Overview  # noqa: PLC0415
        from dateline.report import terminal  # noqa: PLC0415

        terminal.print_findings(findings, Overview(), notes=False)
    else:
        from dateline.report.findings import print_findings  # noqa: PLC0415

        print_findings(findings)


def show_redline(root: Path, story: str, comparison: "Comparison", base: str = "") -> None:
    """Prints what changed between two versions of a story; for `base`, see `redline.text`."""
    if sys.stdout.isatty():
        from dateline.report.redline_terminal import redline_lines  # noqa: PLC0415
        from dateline.report.rows import show_lines  # noqa: PLC0415

        show_lines(partial(redline_lines, story, comparison, base=base, place=folder_option(root)))
    else:
        from dateline.report import redline  # noqa: PLC0415

        say(redline.text(comparison, base))


def say(text: str, *, err: bool = False) -> None:
    """Prints lines. Text from outside can neither move the cursor nor give a CI runner a command."""
    for line in text.split("\n"):
        for part in _fitted(printable(line), is_terminal=(sys.stderr if err else sys.stdout).isatty()):
            click.echo(part, err=err)


def _fitted(line: str, *, is_terminal: bool) -> Sequence[str]:
    """A line in lines as wide as a terminal; one with a command or an address stays whole, so that it can be copied."""
    if not is_terminal or _COPIED.search(line):
        return (line,)
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or (line,)


def remark(text: str, *, err: bool = False) -> None:
    """Prints what was done, or what comes next: `say`, but nothing with --quiet."""
    if not is_quiet():
        say(text, err=err)


def complain(what: str, hint: str = "") -> None:
    """Prints an error on standard error: one line, and one with what to do, if that is known."""
    colour = False if os.environ.get("NO_COLOR") else None
    click.secho("error", fg="red", bold=True, err=True, nl=False, color=colour)
    click.echo(f": {one_line(what)}", err=True)
    if hint:
        click.secho("hint", fg="cyan", err=True, nl=False, color=colour)
        click.echo(f": {one_line(hint)}", err=True)
