"""What other programs publish: texts with their addresses, whichever program it was."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from dateline.core import ids, layout
from dateline.flows.importing.heads import ForeignHead, Notice, read_head
from dateline.wire.dates import read_date

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
OTHER_TEXTS = (".html", ".htm", ".adoc", ".asciidoc", ".org", ".rst", ".textile", ".ipynb")
"""Texts that are not Markdown."""
MANY = 5
"""With more texts of other kinds than these, a folder is named in their place."""
KEPT = frozenset("title date slug url permalink aliases redirect_from draft published author authors description summary".split())
"""The keys of front matter that are used by all."""
_NAMED_BY_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[-_]?(.*)")


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A post or a page of another program."""

    file: str
    """Its file, relative to what is imported."""
    slug: str
    """The name that it gets."""
    title: str
    """Its title."""
    day: str
    """The day on which it was published; empty for a page."""
    head: ForeignHead
    """Its front matter and its text."""
    addresses: tuple[str, ...] = ()
    """Where readers found it, from the root of the site, the usual one first."""
    is_draft: bool = False
    """Whether it was not published."""
    notices: tuple[Notice, ...] = ()
    """What of its front matter is not kept."""


@dataclass(frozen=True, slots=True)
class ForeignSite:
    """Everything that another program publishes."""

    kind: str
    """The program: Hugo, Jekyll, or Markdown for none."""
    root: Path
    """Its folder."""
    texts: tuple[ForeignText, ...]
    """Its posts and pages, by file."""
    notices: tuple[Notice, ...] = ()
    """Files that could not be read, and files that are not imported."""
    served: tuple[str, ...] = ("",)
    """The folders, relative to its own, of which the site serves the files at its root."""
    url: str = ""
    """Its address, if the settings name it."""
    author: str = ""
    """Who signs where a text names nobody."""


def walk(root: Path, top: str, notices: list[Notice], *, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """The files below a folder, sorted; links that lead out are noted, and links to folders are not followed.

    Args:
        root: what is imported.
        top: the folder, relative to it.
        notices: takes what is left out.
        skipped: names of folders that are not looked into.
    """
    for place, folders, files in os.walk(root / top):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in skipped)
        for name in sorted((*folders, *files)):
            path = Path(place, name)
            file = path.relative_to(root).as_posix()
            if path.is_symlink() and (path.is_dir() or not is_inside(root, path)):
                notices.append(Notice(file, 1, "is a symbolic link, and is not followed"))
            elif name in files and not name.startswith("."):
                yield file


def is_inside(root: Path, path: Path) -> bool:
    """Whether a path leads to a file below a folder, after all links are followed."""
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve()) and path.is_file()
    except (OSError, RuntimeError):  # a link to nothing, or in a circle
        return False


def head_of(root: Path, file: str) -> ForeignHead | Notice:
    """A file of another program, or why it cannot be read."""
    try:
        return read_head((root / file).read_bytes(), file)
    except OSError as error:
        return Notice(file, 1, f"cannot be read: {error.strerror}", is_refused=True)


def day_in(head: ForeignHead, *names: str) -> tuple[str, str]:
    """The day that the first of these keys names which has a value, and that value if it is no day."""
    given = head.text(*names)
    day = read_date(given).day
    return day, "" if day else given


def named_by_day(stem: str) -> re.Match[str] | None:
    """The day and the rest of a file's name that begins with a day."""
    found = _NAMED_BY_DAY.fullmatch(stem)
    return found if found and layout.is_day(found[1]) else None


def first_day(day: str) -> date:
    """The first day of a date; any day if none is known."""
    return date.fromisoformat((day or "0001") + "-01-01"[len(day or "0001") - len("0001") :])


def divided(found: Iterable[ForeignText | Notice]) -> tuple[tuple[ForeignText, ...], tuple[Notice, ...]]:
    """The texts that could be read, and why the others could not."""
    texts, refused = list[ForeignText](), list[Notice]()
    for one in found:
        if isinstance(one, Notice):
            refused.append(one)
        else:
            texts.append(one)
    return tuple(texts), tuple(refused)


def not_kept(file: str, head: ForeignHead, kept: frozenset[str]) -> Iterator[Notice]:
    """What the front matter has and nothing here can show."""
    if others := sorted(name for name, value in head.told.items() if name not in kept and value not in ("", [], {})):
        yield Notice(file, 1, f"not kept of its front matter: {', '.join(others)}")


def not_markdown(files: Iterable[str]) -> Iterator[Notice]:
    """The texts that are not Markdown: each, or, if a folder has many, that folder."""
    for top, inside in groupby(sorted(files, key=_top), _top):
        held = [*inside]
        if len(held) > MANY:
            yield Notice(f"{top}/", 1, f"{len(held)} files in it are not Markdown, and are not imported")
        else:
            yield from (Notice(file, 1, "is not Markdown, and is not imported") for file in held)


def _top(file: str) -> str:
    return file.partition("/")[0] if "/" in file else "."


def hidden_by(kind: str, file: str, day: str, ends: str, now: str) -> Iterator[Notice]:
    """Why a program does not show a text that is not called a draft.

    Args:
        kind: the program.
        file: the text's file.
        day: the date or time from which it is shown.
        ends: the date or time up to which it is; empty: for good.
        now: the time, UTC.
    """
    if read_date(day).value > now:
        yield Notice(file, 1, f"is a draft here: it is dated in the future, {day}, so {kind} does not show it yet")
    if "" < read_date(ends).value <= now:
        yield Notice(file, 1, f"is a draft here: it expired, {ends}, so {kind} does not show it")


def slug_of(*names: str) -> str:
    """The slug of the first of these names that has one; else one made of all."""
    return next(filter(None, map(ids.slug, names)), "") or f"text-{ids.digest(*names)[:6]}"


def address_of(given: str, base: str = "/") -> str:
    """An address from the root of a site, decoded; `base` is where a relative one starts."""
    parts = urlsplit(given)
    path = unquote(parts.path)
    whole = normpath(join(base, path)).strip("/")
    return f"/{whole}" + "/" * (path.endswith("/") and bool(whole)) + f"?{parts.query}" * bool(parts.query)


def settings_text(settings: Mapping[str, Any], *path: str) -> str:
    """A value in settings, at a path of keys; empty if it is not there."""
    found: Any = settings
    for name in path:
        found = found.get(name, "") if isinstance(found, Mapping) else ""
    return found if isinstance(found, str) else ""
