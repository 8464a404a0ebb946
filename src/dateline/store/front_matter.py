"""Pages and essays: Markdown with YAML front matter."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar, TypeVar

from dateline.core import codec
from dateline.core.codec import Parsed
from dateline.core.model import Page, PartialDate, Problem, Signal, Slug, Strict

T = TypeVar("T")

HEAD = re.compile(rb"---[ \t]*\n(?P<head>.*?)^---[ \t]*$\n?(?P<body>.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageHead:
    """The front matter of a page."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The page's title."""
    description: str = ""
    """A sentence for search engines."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""


@dataclass(frozen=True, slots=True)
class SignalHead:
    """The front matter of an essay."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The essay's title."""
    date: PartialDate
    """The day it was published."""
    author: str = ""
    """Who wrote it."""
    summary: str = ""
    """A summary in two lines, for the list of essays."""
    stories: tuple[Slug, ...] = ()
    """Slugs of the stories it draws on."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""


def parse_page(data: bytes, file: str) -> Parsed[Page]:
    """Reads a page; its slug is the file's name."""
    head, body, problems = _split(PageHead, data, file)
    slug = PurePosixPath(file).stem
    return Parsed(None if head is None else Page(slug, head.title, body, head.description, head.draft), problems)


def parse_signal(data: bytes, file: str) -> Parsed[Signal]:
    """Reads an essay; its slug is the file's name."""
    head, body, problems = _split(SignalHead, data, file)
    if head is None:
        return Parsed(None, problems)
    slug = PurePosixPath(file).stem
    return Parsed(Signal(slug, head.title, head.date, body, head.author, head.summary, head.stories, head.draft), problems)


def _split(kind: type[T], data: bytes, file: str) -> tuple[T | None, str, tuple[Problem, ...]]:
    """The front matter, the Markdown with plain line endings, and the problems."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, "", (Problem("bad-yaml", file, line, 1, "", "not UTF-8 text", "Save the file as UTF-8."),)
    parts = HEAD.match(text)
    if not parts:
        hint = "Start the file with a line ---, then title: and other settings, then another line ---."
        return None, "", (Problem("bad-shape", file, 1, 1, "", "has no front matter", hint),)
    # The line ending replaces the opening line, so that line numbers are those of the file.
    parsed = codec.parse(kind, b"\n" + (parts["head"] if parts["head"].strip() else b"{}"), file)
    return parsed.value, parts["body"].decode().strip("\n") + "\n", parsed.problems
