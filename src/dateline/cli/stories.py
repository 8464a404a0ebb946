"""Commands for the end of a story: close, archive."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from dateline.cli.completing import slugs
from dateline.cli.options import folder_option, in_publication, now, publication_at, remark

F = TypeVar("F", bound=Callable[..., Any])


def _arguments(command: F) -> F:
    """`SLUG` and `--note`."""
    note = click.option("--note", default="", metavar="TEXT", help="How it ended, or why it is not followed. Readers see it.")
    return click.argument("slug", shell_complete=slugs)(note(command))


@click.command()
@_arguments
@in_publication
def close(root: Path, slug: str, note: str) -> None:
    """Close a story: it stays in all lists, and says how it ended.

    It is not updated any more. Sets `status` and `closing` in its story.yaml. To open it again, set `status: active` there.

    \b
    Example:
      dateline close harbour-barrier --note "The barrier is finished."
    """
    _end(root, slug, "closed", note)


@click.command()
@_arguments
@in_publication
def archive(root: Path, slug: str, note: str) -> None:
    """Archive a story: its pages stay, but few lists have it.

    All its pages and its feed stay, but of all lists only the page Archive has it. Sets `status` in its story.yaml, and
    `closing` unless the story was closed before. To open it again, set `status: active` there.

    \b
    Example:
      dateline archive harbour-barrier
    """
    _end(root, slug, "archived", note)


def _end(root: Path, slug: str, status: Literal["closed", "archived"], note: str) -> None:
    from dateline.flows.ending import end_story  # noqa: PLC0415
    from dateline.report.ending import lines  # noqa: PLC0415

    for line in lines(end_story(publication_at(root), slug, status, note, now=now()), place=folder_option(root)):
        remark(line)


COMMANDS = (close, archive)
