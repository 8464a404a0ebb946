"""What all pages share, and a planned file."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from dateline.core.config import Config
from dateline.site import urls
from dateline.site.theme import Theme


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written."""

    path: str
    """Relative to the site's folder, with `/`."""
    fingerprint: str
    """Changes when anything that the file shows changes."""
    render: Callable[[], bytes] = field(compare=False, repr=False)
    """Makes the bytes of the file; may be sent to another process."""
    group: str = ""
    """The story that it belongs to, whose files one worker renders; empty for the publication's own pages."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its label and its address."""

    label: str
    """What a reader sees."""
    address: str
    """The address in the site."""

    @property
    def is_search(self) -> bool:
        """Whether it leads to the search page, which a key opens too."""
        return self.address == urls.SEARCH


def mark(*parts: object) -> str:
    """A fingerprint of values; equal if their `repr` is equal."""
    return hashlib.sha256("\0".join(map(repr, parts)).encode()).hexdigest()[:32]


def as_json(data: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The bytes of a JSON file: a line for each key of a map, or for each value of a list.

    Indenting all of it would take ten times as long, because Python's encoder in C does not indent.
    """
    if isinstance(data, Mapping):
        rows, opening, closing = [f"{_encoded(key)}: {_encoded(value)}" for key, value in data.items()], "{", "}"
    else:
        rows, opening, closing = [_encoded(one) for one in data], "[", "]"
    return "\n".join((opening, ",\n".join(rows), closing, "")).encode()


_encoded = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True)
class Site:
    """What every page of a publication needs."""

    config: Config
    """The settings."""
    theme: Theme
    """The templates."""
    release: str
    """Dateline's version."""
    nav: tuple[Link, ...]
    """The links in the header."""
    foot: tuple[Link, ...]
    """The links in the footer: the pages in Markdown."""
    titles: tuple[tuple[str, str], ...] = ()
    """Slug and title of each story that has a version."""

    @cached_property
    def mark(self) -> str:
        """A fingerprint of what all pages show."""
        return mark(self.theme.fingerprint, self.config, self.release, self.nav, self.foot)

    @property
    def methodology(self) -> Link | None:
        """The page about how the publication is made, if there is one."""
        return next((one for one in self.foot if one.address == urls.METHODOLOGY), None)

    def output(self, address: str, render: Callable[..., bytes], *given: Any, shows: object, group: str = "") -> Output:
        """A planned file; `render` is called with the site, the address and `given`; `shows` is what it depends on."""
        return Output(urls.file_of(address), mark(address, self.mark, shows), partial(render, self, address, *given), group)

    def page(self, template: str, address: str, **context: Any) -> bytes:
        """A template filled in for the page at an address."""
        url = self.config.url
        link = partial(urls.rooted, url) if address == urls.NOT_FOUND else partial(urls.relative, address)
        text = self.theme.render(
            template,
            site=self,
            config=self.config,
            urls=urls,
            here=address,
            link=link,
            absolute=partial(urls.absolute, url),
            asset=lambda name: link(self.theme.asset(name)),
            **context,
        )
        return text.encode()


def by_slug(site: Site) -> Mapping[str, str]:
    """Slug → title of each story."""
    return dict(site.titles)
