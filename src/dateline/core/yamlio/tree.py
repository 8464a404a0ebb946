"""What YAML is read as, how much of it, and what a merge conflict in it is called."""

from typing import TypeAlias

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 5_000_000
MOST_LEVELS = 20
MOST_PROBLEMS = 100
"""How many problems are reported for one file: enough for a person at a time."""

CONFLICT = "a merge conflict begins here"
RESOLVE = "Resolve it: keep the right lines of both sides, and remove the lines <<<<<<<, ======= and >>>>>>>."
