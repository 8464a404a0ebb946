"""What a publication has besides its stories: pages and essays."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Signal:
    """A signed essay."""

    slug: str
    """Its address below `/signals/`."""
    title: str
    """The essay's title."""
    date: str
    """The day it was published."""
    body: str
    """Markdown, with citations."""
    author: str = ""
    """The author's name."""
    summary: str = ""
    """Two lines for the list of essays."""
    stories: tuple[str, ...] = ()
    """The slugs of the stories it is about."""
    draft: bool = False
    """Whether it is left out of the site, unless that is built with `--drafts`."""
