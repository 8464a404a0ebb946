"""The bytes of a file → text, lists and maps, or the problems and places in it."""

from collections.abc import Iterable
from typing import Any

from dateline.core.model import Problem
from dateline.core.yamlio import events
from dateline.core.yamlio.tree import MOST_BYTES, Path, Tree


def _decode(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    if len(data) > MOST_BYTES:
        return "", (Problem("bad-yaml", file, 1, 1, "", f"larger than {MOST_BYTES:,} bytes", "Split it or shorten it."),)
    try:
        return data.decode().removeprefix("\ufeff"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", (Problem("bad-yaml", file, line, 1, "", "not UTF-8 text", "Save the file as UTF-8."),)


def load(data: bytes, file: str) -> tuple[Tree, tuple[Problem, ...]]:
    """The file's maps, lists and text, and all problems that keep it from being read.

    Args:
        data: the file's bytes, UTF-8.
        file: its path in the publication, for the problems.
    """
    text, problems = _decode(data, file)
    return ("", problems) if problems else events.read(text, file)


def locate(data: bytes, path: Path) -> tuple[int, int]:
    """Line and column, from 1, of the part at `path`, or of the nearest part around it that exists."""
    return locate_all(data, [path])[0]


def locate_all(data: bytes, paths: Iterable[Path]) -> list[tuple[int, int]]:
    """The same as `locate` for many paths, reading the file once."""
    marks: dict[Path, Any] = {}
    text, problems = _decode(data, "")
    if not problems:
        events.read(text, "", marks)
    return [_nearest(marks, path) for path in paths]


def _nearest(marks: dict[Path, Any], path: Path) -> tuple[int, int]:
    while path and path not in marks:
        path = path[:-1]
    return events.place(marks.get(path))


def first_comment(data: bytes) -> int | None:
    """The line, from 1, of the first comment after the file's first line; None if there is no comment."""
    text, problems = _decode(data, "")
    return None if problems else events.first_comment(text)
