"""How much the commands say: the options --quiet and --verbose."""

from typing import Any

import click

_KEY = "dateline.talk"


def keep(ctx: click.Context, param: click.Parameter, is_given: bool) -> None:  # noqa: FBT001  # click calls it
    """Remembers for all commands that the option was given.

    Raises:
        UsageError: if both were given.
    """
    if is_given and ctx.meta.setdefault(_KEY, param.name) != param.name:
        raise click.UsageError("--quiet and --verbose are two things: give one of them.", ctx.find_root())


def talk_options(command: Any) -> Any:
    """`--quiet` and `--verbose`."""
    for name, told in (("verbose", _VERBOSE), ("quiet", _QUIET)):
        command = _option(name, help=told)(command)
    return command


def talk_after(command: click.Command) -> None:
    """Accepts `--quiet` and `--verbose` after a command as well, or after those of a group; their help does not list them."""
    for name in ("quiet", "verbose"):
        _option(name, hidden=True)(command)
    for one in command.commands.values() if isinstance(command, click.Group) else ():
        talk_after(one)


def _option(name: str, **shown: Any) -> Any:
    return click.option(f"-{name[0]}", f"--{name}", is_flag=True, expose_value=False, callback=keep, **shown)


_QUIET = "Print errors, findings and what you asked to see; not what was done, nor what comes next."
_VERBOSE = "Also say each step, and how long it took: each feed that is read, each story that is built."


def is_quiet() -> bool:
    """Whether only errors, findings and what was asked for are printed."""
    return _said() == "quiet"


def is_verbose() -> bool:
    """Whether each step is printed."""
    return _said() == "verbose"


def _said() -> object:
    ctx = click.get_current_context(silent=True)
    return ctx and ctx.meta.get(_KEY)
