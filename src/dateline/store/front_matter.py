"""Pages, essays and introductions: Markdown with YAML front matter."""

import codecs
import re
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar

from dateline.core import codec
from dateline.core.codec import Parsed
from dateline.core.constraints import ALIAS, DRAWN_ON, TEMPLATE, OneLine
from dateline.core.model import EssayReview, Intro, Page, PartialDate, Problem, Signal, Strict, Waiver, WrittenBy

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
    template: Annotated[str, TEMPLATE] | None = None
    """A template of your own in `theme/templates` that it is set in, such as `team.html`."""
    aliases: tuple[Annotated[str, ALIAS], ...] = ()
    """Earlier addresses on this site, such as `/2019/05/old-name/` or `/old.html`; they redirect here."""


@dataclass(frozen=True, slots=True)
class IntroHead:
    """The front matter of the introduction to a daily issue; the day is the file's name."""

    __pydantic_config__: ClassVar = Strict
    author: str = ""
    """Who signs it; not needed if a model wrote it."""
    model: str = ""
    """The model that wrote it, if a model did; the page says so."""
    stories: tuple[Annotated[str, DRAWN_ON], ...] = ()
    """The versions of the stories that it draws on, such as `harbour-plan/v3`, filed on that day or before."""
    review: Annotated[EssayReview | None, OneLine()] = None
    """Who looked at it before it was published."""
    written_by: Annotated[WrittenBy | None, OneLine()] = None
    """The model that wrote it, and at what cost; the program that drafted it writes this."""
    waive: Annotated[tuple[Waiver, ...], OneLine()] = ()
    """The findings that the editors accept, each without `version`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalHead:
    """The front matter of an essay."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The essay's title."""
    date: PartialDate
    """The day it was published."""
    author: str = ""
    """Who signs it; not needed if a model wrote it."""
    model: str = ""
    """The model that wrote it, if a model did; the page says so."""
    dek: str = ""
    """A summary in two lines, for the list of essays."""
    summary: str = ""
    """The older name of `dek`."""
    stories: tuple[Annotated[str, DRAWN_ON], ...] = ()
    """The versions of the stories that it draws on, such as `harbour-plan/v3`; a slug alone is the newest version."""
    review: Annotated[EssayReview | None, OneLine()] = None
    """Who looked at it before it was published."""
    written_by: Annotated[WrittenBy | None, OneLine()] = None
    """The model that wrote it, and at what cost; the program that drafted it writes this."""
    waive: Annotated[tuple[Waiver, ...], OneLine()] = ()
    """The findings that the editors accept, each without `version`."""
    aliases: tuple[Annotated[str, ALIAS], ...] = ()
    """Earlier addresses on this site, such as `/2019/05/old-name/` or `/old.html`; they redirect here."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""


def parse_page(data: bytes, file: str) -> Parsed[Page]:
    """Reads a page; its slug is the file's name."""
    head, text = _split(PageHead, data, file)
    slug = PurePosixPath(file).stem
    if head.value is None:
        return Parsed(None, head.problems)
    known = head.value
    told = {one.name: getattr(known, one.name) for one in fields(PageHead)}
    page = Page(slug=slug, **told, **text._asdict())
    return Parsed(page, head.problems)


def parse_signal(data: bytes, file: str) -> Parsed[Signal]:
    """Reads an essay; its slug is the file's name."""
    head, text = _split(SignalHead, data, file)
    if head.value is None:
        return Parsed(None, head.problems)
    known, slug = head.value, PurePosixPath(file).stem
    if known.dek and known.summary:
        hint = "Keep dek, and remove summary, which is its older name."
        place = next((number for number, line in enumerate(data.splitlines(), 1) if line.startswith(b"summary")), 1)
        return Parsed(None, (Problem("bad-shape", file, place, 1, "summary", "says the same as dek", hint),))
    own: dict[str, Any] = {"title": known.title, "date": known.date, "dek": known.dek or known.summary, "aliases": known.aliases}
    return Parsed(Signal(slug=slug, draft=known.draft, **own, **_shared(known, text)), head.problems)


def parse_intro(data: bytes, file: str) -> Parsed[Intro]:
    """Reads the introduction to a daily issue; its day is the file's name."""
    head, text = _split(IntroHead, data, file)
    if head.value is None:
        return Parsed(None, head.problems)
    return Parsed(Intro(day=PurePosixPath(file).stem, **_shared(head.value, text)), head.problems)


def head_of(data: bytes) -> bytes:
    """The front matter of a page or an essay as YAML, with the lines of the file; empty if there is none."""
    parts = HEAD.match(data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n"))
    return b"\n" + parts["head"] if parts else b""


class _Markdown(NamedTuple):
    """What stands after the front matter."""

    body: str
    starts: int
    """Its first line in the file."""


def _shared(head: SignalHead | IntroHead, text: _Markdown) -> dict[str, Any]:
    """The fields that essays and introductions have in common."""
    return {**text._asdict(), **{one.name: getattr(head, one.name) for one in fields(IntroHead)}}


def _split(kind: type[T], data: bytes, file: str) -> tuple[Parsed[T], _Markdown]:
    """The front matter with its problems, and the Markdown with plain line endings."""
    nothing = _Markdown("", 1)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem("bad-yaml", file, line, 1, "", "not UTF-8 text", "Save the file as UTF-8.")
        return Parsed(None, (problem,)), nothing
    parts = HEAD.match(text)
    if not parts:
        hint = "Start the file with a line ---, then title: and other settings, then another line ---."
        return Parsed(None, (Problem("bad-shape", file, 1, 1, "", "has no front matter", hint),)), nothing
    # The line ending replaces the opening line, so that line numbers are those of the file.
    parsed = codec.parse(kind, b"\n" + (parts["head"] if parts["head"].strip() else b"{}"), file)
    body = parts["body"].decode()
    starts = text[: parts.start("body")].count(b"\n") + 1 + len(body) - len(body.lstrip("\n"))
    return parsed, _Markdown(body.strip("\n") + "\n", starts)


def written_text(head: SignalHead | IntroHead | PageHead, body: str) -> str:
    """The file of an essay, an introduction or a page.

    Args:
        head: its front matter.
        body: Markdown, with citations.
    """
    return f"---\n{codec.dump(head)}---\n\n{body}"
