"""What a publication has besides its stories: pages, essays, and introductions to daily issues."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dateline.core.model.authorship import EssayReview, WrittenBy
from dateline.core.model.story import Waiver


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the publication in Markdown: About, Methodology …"""

    slug: str
    """Its address below `/`."""
    title: str
    """The page's title."""
    body: str
    """Markdown."""
    description: str = ""
    """A sentence for search engines."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""
    template: str | None = None
    """The publication's own template that it is set in; None for the one of all pages."""
    aliases: tuple[str, ...] = ()
    """Earlier addresses, which redirect here."""
    starts: int = 1
    """The line of the file on which the body begins."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for pages and essays."""

    name: str
    """Its path below content/images."""
    path: Path = field(compare=False, repr=False)
    """Where it is on this machine."""
    hash: str
    """The hash of its bytes."""
    width: int
    """In pixels; 0 if it does not say."""
    height: int
    """In pixels; 0 if it does not say."""


class DrawnOn(NamedTuple):
    """A story that an essay draws on."""

    slug: str
    """Its slug, or an earlier one."""
    version: int | None
    """The version; None for the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay:
    """A text in Markdown that cites stories: what signals and introductions have in common."""

    body: str
    """Markdown, with citations `[@story/key]`."""
    starts: int = 1
    """The line of the file on which the body begins."""
    author: str = ""
    """Who signs it."""
    model: str = ""
    """The model that wrote it; empty if a person did."""
    stories: tuple[str, ...] = ()
    """What it draws on: `story/v3`, or `story` for its newest version."""
    review: EssayReview | None = None
    """Who looked at it."""
    written_by: WrittenBy | None = None
    """How a model wrote it, and at what cost."""
    waive: tuple[Waiver, ...] = ()
    """The findings that the editors accept."""

    @property
    def drawn_on(self) -> tuple[DrawnOn, ...]:
        """The stories that it draws on, with their versions, in the order of the file."""
        parts = (one.partition("/v") for one in self.stories)
        return tuple(DrawnOn(slug, int(number) if number else None) for slug, _, number in parts)

    @property
    def by_model(self) -> str:
        """The model that wrote it; empty if a person did."""
        return self.model or ((self.written_by.model or self.written_by.writer) if self.written_by else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Essay):
    """A signed essay."""

    slug: str
    """Its address below `/signals/`."""
    title: str
    """The essay's title."""
    date: str
    """The day it was published."""
    dek: str = ""
    """Two lines for the list of essays."""
    aliases: tuple[str, ...] = ()
    """Earlier addresses, which redirect here."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intro(Essay):
    """The introduction to the issue of a day."""

    day: str
    """The day, which is the file's name."""
