"""The files that a site is made from, those of Dateline itself included."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.store.states import files_below, states_of

FOLDERS = ("content", "stories", "theme")
"""The folders of a publication that its site is made from."""
PACKAGE = Path(__file__).parents[1]


def inputs(root: Path) -> list[tuple[str, str, str]]:
    """Name, path and state of each, sorted by name; the names are the same on every machine.

    Python and the installed libraries are listed too, without a path and a state.
    """
    found = [*_below(root, FOLDERS, ""), *_below(PACKAGE.parent, (PACKAGE.name,), "package:")]
    found += _below(PACKAGE.parents[1], ("theme",), "checkout:")  # a wheel has the theme in the package
    found += [(f"python:{sys.version}", "", "")]
    found += {(f"library:{path.name}", "", "") for folder in map(Path, sys.path) for path in folder.glob("*.dist-info")}
    return sorted(found)


def _below(top: Path, folders: tuple[str, ...], mark: str) -> Iterator[tuple[str, str, str]]:
    start = f"{top}{os.sep}"
    paths = [path for folder in folders for path in files_below(start + folder)]
    for path, state in zip(paths, states_of(paths), strict=True):
        name = mark + path[len(start) :].replace(os.sep, "/")
        yield name if name.isascii() else name.encode(errors="backslashreplace").decode(), path, state
