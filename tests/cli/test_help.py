"""The help: what a newcomer sees first."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from dateline.cli.groups import HelpfulGroup
from dateline.cli.main import dateline as top

COLUMNS = 80


def paths(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of each command and each group, without `dateline`."""
    yield before
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from paths(one, (*before, name))
        else:
            yield (*before, name)


@pytest.mark.parametrize("words", [*paths(top)], ids=" ".join)
def test_help_fits_a_terminal(words):
    """On 80 columns each line is whole: nothing is cut off, and no summary of a command needs a second line."""
    lines = CliRunner().invoke(top, [*words, "--help"], prog_name="dateline", terminal_width=COLUMNS).output.splitlines()

    assert [line for line in lines if len(line) > COLUMNS or "..." in line] == []
    group = top if not words else top.commands[words[0]]
    if isinstance(group, click.Group) and len(words) < 2:
        after_options = "\n".join(lines).partition("Options:")[2].partition("\n\n")[2]
        listed = [line for line in after_options.splitlines() if line.startswith("  ")]
        assert [name for name in group.commands if not any(line.split()[0] == name for line in listed)] == []
        assert [line for line in listed if line.startswith("    ")] == []


def test_commands_are_listed_by_what_one_does():
    """Each command is in exactly one group; the groups come in the order of the work."""
    grouped = [one.name or "" for title, commands in top.sections() if title != "Commands" for one in commands]

    assert sorted(grouped) == sorted(top.commands)
    titles = [title for title, _ in top.sections()]
    assert titles == ["Start", "Collect and write", "Check", "Review", "Publish", "For git and workflows"]


@pytest.mark.parametrize("words", [[], ["theme"]])
def test_a_group_alone_prints_its_help(dateline, words):
    """It is no error, and there is no line on standard error."""
    code, out, err = dateline(*words)

    assert (code, err) == (0, "")
    assert out == dateline(*words, "--help")[1]


def test_a_group_without_groups_lists_its_commands_by_name():
    """What is in no group is listed last, by name."""
    own = HelpfulGroup("own", does={"First": ("b", "none")})
    for name in "cab":
        own.add_command(click.Command(name, help=f"Do {name}. Well."))

    said = CliRunner().invoke(own, ["--help"]).output

    assert said.endswith("First:\n  b  Do b\n\nCommands:\n  a  Do a\n  c  Do c\n")
