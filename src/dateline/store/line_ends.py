"""Finds Windows line endings in a checkout: git can be set to write them, unless `.gitattributes` forbids it."""

from collections.abc import Iterable
from pathlib import Path

from dateline.core import layout
from dateline.core.model import Problem
from dateline.store import files

LOOKED_AT = 4096
"""Bytes at the beginning of a file."""


def windows_line_ends(root: Path, slugs: Iterable[str]) -> tuple[Problem, ...]:
    """One problem for all files that have them, at the first of these; none if no file has any."""
    return line_end_problem(root, (file for slug in slugs for file in windows_files(root, slug)))


def line_end_problem(root: Path, in_stories: Iterable[str]) -> tuple[Problem, ...]:
    """The same, if the files of stories that have them are known."""
    settings = root / layout.SITE
    found = [*([layout.SITE] if not settings.is_symlink() and _has_them(settings) else []), *in_stories]
    if not found:
        return ()
    which = f"this file and {len(found) - 1} more have" if len(found) > 1 else "this file has"
    message = f"{which} Windows line endings (CRLF): on a machine with other line endings, every line would differ"
    hint = "Add a file .gitattributes with the line `* text=auto eol=lf`, commit it, and check the files out again."
    return (Problem("line-ends", found[0], 1, 1, "", message, hint),)


def windows_files(root: Path, slug: str) -> tuple[str, ...]:
    """The files of a story that have them."""
    entries = files.entries(root, root / layout.STORIES / slug, is_inside=True)
    found = {one.path.name for one in entries if one.is_file and not one.is_link}
    versions = sorted(filter(layout.version_number, found))
    named = (layout.in_story(slug, name) for name in (layout.STORY, *versions, layout.LEDGER) if name in found)
    return tuple(file for file in named if _has_them(root / file))


def _has_them(file: Path) -> bool:
    with file.open("rb", buffering=0) as opened:
        return b"\r\n" in opened.read(LOOKED_AT)
