"""The bytes of a file → text, lists and maps, or the problems and places in it."""

from collections.abc import Sequence

from dateline.core.model import Problem
from dateline.core.yamlio import usual
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
    tree = "" if problems else usual.read(text)
    if tree is not None:
        return tree, problems
    from dateline.core.yamlio import events  # noqa: PLC0415  # slow to import: it needs the library

    return events.read(text, file)


def locate(data: bytes, path: Path) -> tuple[int, int]:
    """Line and column, from 1, of the part at `path`, or of the nearest part around it that exists."""
    return locate_all(data, [path])[0]


def locate_all(data: bytes, paths: Sequence[Path]) -> list[tuple[int, int]]:
    """The same as `locate` for many paths, reading the file once."""
    from dateline.core.yamlio import events  # noqa: PLC0415  # slow to import: it needs the library

    text, problems = _decode(data, "")
    return [(1, 1) for _ in paths] if problems else events.places(text, paths)


def first_comment(data: bytes) -> int | None:
    """The line, from 1, of the first comment after the file's first line; None if there is no comment."""
    from dateline.core.yamlio import events  # noqa: PLC0415  # slow to import: it needs the library

    text, problems = _decode(data, "")
    return None if problems else events.first_comment(text)
