"""Groups of commands: by themselves they print their help, which lists the commands by what one does."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

Does = Mapping[str, tuple[str, ...]]

DOES: Does = {
    "Start": ("init", "new", "import", "migrate", "theme", "completion"),
    "Collect and write": ("collect", "update", "items", "add", "quote", "amend", "edit", "fmt", "signal", "close", "archive"),
    "Check": ("status", "check", "doctor", "diff", "blame"),
    "Review": ("propose", "approve", "renumber"),
    "Publish": ("build", "serve", "daily", "tell-hub", "withdraw", "export"),
    "For git and workflows": ("git-diff", "git-merge", "schema"),
}
"""What one does → the commands of `dateline` for it, in the order in which one needs them."""
NOTHING: Does = MappingProxyType({})


class HelpfulGroup(click.Group):
    """A group of commands.

    Args:
        does: what one does → the names of the commands for it; the others come last.
    """

    def __init__(self, name: str | None = None, does: Does = NOTHING, **named: Any) -> None:
        super().__init__(name, **{"subcommand_metavar": "COMMAND …", **named})
        self.does = does

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments; without any, the help is printed, and that is no error."""
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click gives it
        """Lists the commands with their summaries, under what one does with them."""
        first = max(map(len, self.commands))
        for title, commands in self.sections():
            rows = [(one.name.ljust(first), summary(one)) for one in commands if one.name]
            with formatter.section(title):
                formatter.write_dl(rows)

    def sections(self) -> Iterator[tuple[str, Sequence[click.Command]]]:
        """What one does, and the commands for it."""
        known = {name for names in self.does.values() for name in names}
        others = tuple(sorted(self.commands.keys() - known))
        for title, names in {**self.does, "Commands": others}.items():
            if found := [self.commands[name] for name in names if name in self.commands]:
                yield title, found


def summary(command: click.Command) -> str:
    """The first sentence of a command's help."""
    return command.get_short_help_str(limit=1000).removesuffix(".")
