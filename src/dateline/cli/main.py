"""The `dateline` command; nothing heavier than click is imported before a command runs."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dateline.cli import (
    checking,
    completing,
    daily,
    desk,
    editing,
    git,
    items,
    moving,
    proposing,
    publishing,
    setup,
    signals,
    stories,
    updating,
)
from dateline.cli.completing import PROGRAM, VARIABLE
from dateline.cli.groups import DOES, HelpfulGroup
from dateline.cli.options import complain
from dateline.cli.streams import exit_code, take_streams
from dateline.cli.talk import talk_after, talk_options
from dateline.core.errors import DatelineError

USAGE = 2
FAILED = 3
INTERRUPTED = 130
UNFORESEEN = (
    "Check whether you may read and write it, and the free space on the disk. TMPDIR names the folder for temporary files."
)


@click.group(cls=HelpfulGroup, does=DOES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline", message="%(package)s %(version)s")
@click.option(
    "-C", "root", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The publication's folder."
)
@talk_options
@click.pass_context
def dateline(context: click.Context, root: Path) -> None:
    """Living briefs: every version kept, every claim sourced and checked.

    --quiet and --verbose may stand after the command as well.

    \b
    Example:
      dateline init harbour --example
      dateline -C harbour update
      dateline -C harbour build
    """
    context.obj = root


ROOMS = (setup, updating, items, checking, editing, proposing, desk, signals, stories, git, daily, publishing, moving, completing)
for command in (one for room in ROOMS for one in room.COMMANDS):
    dateline.add_command(command)
    talk_after(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and exits: 0 done, 1 findings that block, 2 usage or configuration, 3 the outside world failed."""
    gc.set_threshold(100_000, 20, 50)  # values hardly ever refer to each other in circles, and looking for those takes long
    take_streams()
    try:
        code = dateline.main(arguments, prog_name=PROGRAM, complete_var=VARIABLE, standalone_mode=False)
    except DatelineError as error:
        complain(str(error), error.hint)
        code = error.exit_code
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}", UNFORESEEN)
        code = FAILED
    except click.UsageError as error:
        context = error.ctx.command_path if error.ctx else "dateline"
        complain(_what(error), f"See `{context} --help`.")
        code = USAGE
    except click.Abort:
        complain("stopped; filed versions are kept; to continue, run the command again")
        code = INTERRUPTED
    except click.ClickException as error:
        complain(error.format_message())
        code = USAGE
    sys.exit(exit_code(code if isinstance(code, int) else 0))


def _what(error: click.UsageError) -> str:
    """What is wrong: for a value, the option or the argument and what it should be, in our own words."""
    if not isinstance(error, click.BadParameter) or isinstance(error, click.MissingParameter) or not error.param:
        return error.format_message()
    name = error.param.get_error_hint(error.ctx).strip("'")
    if isinstance(error.param.type, click.Choice):
        return f"{name} should be {' or '.join(map(str, error.param.type.choices))}"
    return f"{name}: {error.message}"
