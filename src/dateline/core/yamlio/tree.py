"""What YAML is read as, how much of it, and what a merge conflict in it is called."""

from typing import TypeAlias

from dateline.core import layout

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 5_000_000
MOST_LEVELS = 20
MOST_PROBLEMS = 100
"""How many problems are reported for one file: enough for a person at a time."""

CONFLICT = "a merge conflict begins here"
RESOLVE = "Resolve it: keep the right lines of both sides, and remove the lines <<<<<<<, ======= and >>>>>>>."


def how_to_resolve(file: str) -> str:
    """What to do about a merge conflict in a file: a command settles those in versions and ledgers."""
    slug = layout.recorded_in(file)
    return f"Run `dateline renumber {slug}`: it settles conflicts in versions and in ledgers." if slug else RESOLVE
