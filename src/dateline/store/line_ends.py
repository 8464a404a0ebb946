"""Whether this is a checkout with Windows line ends: git can be set to write them, unless `.gitattributes` forbids it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.core import layout
from dateline.core.model import Problem

LOOKED_AT = 4096
"""Bytes at the beginning of a file."""


def windows_line_ends(root: Path, slugs: Iterable[str]) -> tuple[Problem, ...]:
    """One problem for all files that have them, at the first; none where no file does."""
    found = [file for file in _files(root, slugs) if _has_them(root / file)]
    if not found:
        return ()
    others = f", as {len(found) - 1} more files have" if len(found) > 1 else ""
    message = f"the file has Windows line ends (CRLF){others}: other machines write others, and then each line differs"
    hint = "Add a file .gitattributes with the line `* text=auto eol=lf`, commit it, and check the files out again."
    return (Problem("line-ends", found[0], 1, 1, "", message, hint),)


def _files(root: Path, slugs: Iterable[str]) -> Iterator[str]:
    yield layout.SITE
    for slug in slugs:
        folder = root / layout.STORIES / slug
        names = sorted(path.name for path in folder.iterdir() if layout.version_number(path.name))
        yield from (layout.in_story(slug, name) for name in (layout.STORY, *names, layout.LEDGER))


def _has_them(file: Path) -> bool:
    if not file.is_file() or file.is_symlink():
        return False
    with file.open("rb") as opened:
        return b"\r\n" in opened.read(LOOKED_AT)
