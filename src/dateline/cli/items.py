"""Commands for the items of stories: add, items, amend."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dateline.cli.completing import keys, slugs
from dateline.cli.groups import HelpfulGroup
from dateline.cli.options import F, folder_option, format_option, in_publication, now, print_json, publication_at, remark, say
from dateline.cli.progress import progress

if TYPE_CHECKING:
    from dateline.flows.items import Chosen


@click.command()
@click.argument("place", metavar="URL|FILE")
@click.option("--to", "story", required=True, metavar="SLUG", shell_complete=slugs, help="The story.")
@click.option("--quote", "quotes", multiple=True, metavar="WORDS", help="Words of the page to keep; can be repeated.")
@click.option("--title", metavar="T", help="The title, if the page does not say it.")
@click.option("--outlet", metavar="NAME", help="Who published it, if the page does not say it, or not as readers know it.")
@click.option("--date", metavar="D", help="When it was published, if the page does not say it: 2026, 2026-04 or 2026-04-14.")
@in_publication
def add(root: Path, /, place: str, **given: Any) -> None:
    """Add a web page or a file to a story, as a feed would.

    A FILE is a saved page (.html), a mail (.eml) or a feed. It can be anywhere on the disk, and stays there. If a page refuses
    programs or is for subscribers, save it in your browser and add the file.

    With --quote, the ledger keeps the words around the quote. Nothing is added if the page does not contain exactly these WORDS.

    A --title or --date that differs from the page's is recorded as a correction. An --outlet replaces the page's.

    \b
    Example:
      dateline add https://example.org/gate-opens --to harbour-barrier
      dateline add ~/Downloads/report.html --to harbour-barrier --quote "in May"
    """
    from dateline.flows.add import Addition  # noqa: PLC0415
    from dateline.flows.add import add as run  # noqa: PLC0415
    from dateline.report.added import lines  # noqa: PLC0415

    with progress():
        added = run(publication_at(root), Addition(place, **given), now=now())
    for line in lines(added, folder_option(root)):
        remark(line)


class _ItemsGroup(HelpfulGroup):
    """A group whose first word is one of its commands, or else the slug of a story."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.commands:
            return super().parse_args(ctx, ["", *args])  # no slug
        ctx.allow_interspersed_args = True
        return super().parse_args(ctx, args)


class _SlugArgument(click.Argument):
    """The slug of a story, which is not part of the usage of the group's commands."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        return super().get_usage_pieces(ctx) if isinstance(ctx.command, _ItemsGroup) else []


def _slugs_or_commands(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    """What the first word may be."""
    return [*slugs(ctx, param, begun), *(name for name in items.commands if name.startswith(begun))]


@click.group(cls=_ItemsGroup, invoke_without_command=True, subcommand_metavar="| COMMAND KEY")
@click.argument("slug", required=False, cls=_SlugArgument, shell_complete=_slugs_or_commands)
@click.option("--waiting", is_flag=True, help="Items that no version has seen (the default).")
@click.option("--spiked", is_flag=True, help="Items that were set aside, with the reasons.")
@click.option("--all", is_flag=True, help="All items, and where each stands.")
@format_option("text", "json")
@click.pass_context
def items(context: click.Context, /, slug: str | None, form: str, **lists: bool) -> None:
    """List what came in for a story, or for all active stories.

    The newest item comes first. Copies are listed under the item that they copy. In a pipe, each item is a line.

    \b
    Example:
      dateline items harbour-barrier --spiked
      dateline items spike gate-opens-4fx2qa --why "Satire."
      dateline items move gate-opens-4fx2qa --to harbour-budget
    """
    if context.invoked_subcommand:
        return
    from dateline.flows.items import list_items  # noqa: PLC0415
    from dateline.report import items as report  # noqa: PLC0415

    root: Path = context.obj
    chosen = _one_of(lists)
    found = list_items(publication_at(root), slug, chosen)
    for note in report.notes(found, folder_option(root)):
        remark(note, err=True)
    if form == "json":
        print_json(report.document(found.stories))
    elif sys.stdout.isatty():
        from dateline.report.items_terminal import print_items  # noqa: PLC0415

        print_items(found.stories, chosen, place=folder_option(root))
    else:
        for line in report.lines(found.stories):
            say(line)


def _one_of(lists: dict[str, bool]) -> "Chosen":
    """The list that was asked for.

    Raises:
        UsageError: if there are several.
    """
    given = [name for name, is_given in lists.items() if is_given]
    if len(given) > 1:
        from dateline.core.errors import UsageError  # noqa: PLC0415
        from dateline.core.text.lists import listed  # noqa: PLC0415

        raise UsageError(f"{listed([f'--{name}' for name in given])} ask for different lists", hint="Give one of them.")
    return cast("Chosen", given[0]) if given else "waiting"


def _in_option(command: F) -> F:
    """`--in`: the story."""
    return click.option("--in", "story", metavar="SLUG", shell_complete=slugs, help="The story, if several have the item.")(
        command
    )


def _why_option(command: F) -> F:
    """`--why`: the reason."""
    return click.option("--why", default="", metavar="W", help="The reason.")(command)


@items.command()
@click.argument("key", shell_complete=keys)
@_why_option
@_in_option
@in_publication
def spike(root: Path, key: str, why: str, story: str | None) -> None:
    """Set an item aside: no writer gets it any more. Readers see the reason.

    What earlier versions say is not undone. If the newest version cites the item, the next one begins with the same sentences:
    `dateline check` warns until you take them out.

    \b
    Example:
      dateline items spike gate-opens-4fx2qa --why "Satire."
    """
    from dateline.flows import decide  # noqa: PLC0415
    from dateline.report import decided  # noqa: PLC0415

    for line in decided.spiked(decide.spike(publication_at(root), key, why, story=story, now=now()), folder_option(root)):
        remark(line)


@items.command()
@click.argument("key", shell_complete=keys)
@_why_option
@_in_option
@in_publication
def restore(root: Path, key: str, why: str, story: str | None) -> None:
    """Take an item that was set aside back. It waits for the next version, unless the newest one cites it.

    \b
    Example:
      dateline items restore gate-opens-4fx2qa
    """
    from dateline.flows import decide  # noqa: PLC0415
    from dateline.report import decided  # noqa: PLC0415

    for line in decided.restored(decide.restore(publication_at(root), key, why, story=story, now=now()), folder_option(root)):
        remark(line)


@items.command()
@click.argument("key", shell_complete=keys)
@click.option("--to", required=True, metavar="SLUG", shell_complete=slugs, help="The story to move it to.")
@_why_option
@_in_option
@in_publication
def move(root: Path, key: str, to: str, why: str, story: str | None) -> None:
    """Move an item to another story.

    Its corrections and passages go with it. The first story sets it aside.

    \b
    Example:
      dateline items move gate-opens-4fx2qa --to harbour-budget
    """
    from dateline.flows import decide  # noqa: PLC0415
    from dateline.report import decided  # noqa: PLC0415

    done = decide.move(publication_at(root), key, to, why, story=story, now=now())
    for line in decided.moved(done, to, folder_option(root)):
        remark(line)


@click.command()
@click.argument("key", shell_complete=keys)
@click.option("--date", metavar="D", help="When it was published: 2026, 2026-04, 2026-04-14 or a time in UTC.")
@click.option("--title", metavar="T", help="Its title.")
@click.option("--url", metavar="U", help="Its address.")
@click.option("--why", required=True, metavar="W", help="The reason.")
@in_publication
def amend(root: Path, /, key: str, why: str, **right: str | None) -> None:
    """Correct the date, the title or the address of an item.

    It is corrected in every ledger that has it. The line of the item stays; a further line has the correction and the reason.

    \b
    Example:
      dateline amend gate-opens-4fx2qa --date 2026-04-14 --why "Day of a reprint."
    """
    from dateline.flows.amend import Amendment  # noqa: PLC0415
    from dateline.flows.amend import amend as run  # noqa: PLC0415
    from dateline.report.decided import amended  # noqa: PLC0415

    done = run(publication_at(root), key, Amendment(why, **right), now=now())
    for line in amended(key, done, root, folder_option(root)):
        remark(line)


COMMANDS = (add, items, amend)
