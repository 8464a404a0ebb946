"""What all pages share, and a planned file."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup, escape

from dateline.core.config import Config
from dateline.core.model import Picture
from dateline.site import urls, web_page
from dateline.site.ai_use import AiUseTold, told
from dateline.site.card_drawing import card_of, draw
from dateline.site.rows import joined
from dateline.site.share_card import Look, ShareCard
from dateline.site.theme import Theme
from dateline.site.words import _, told_in


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written."""

    path: str
    """Relative to the site's folder, with `/`."""
    fingerprint: str
    """Changes when anything that the file shows changes."""
    render: Callable[[], bytes] = field(compare=False, repr=False)
    """Makes the bytes of the file."""
    group: str = ""
    """The story that it belongs to, whose files one worker renders; empty for the publication's own pages."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its label and its address."""

    label: str
    """What a reader sees."""
    address: str
    """The address in the site."""


def mark(*parts: object) -> str:
    """A fingerprint of values; equal if their `repr` is equal."""
    return hashlib.sha256("\0".join(map(repr, parts)).encode()).hexdigest()[:32]


def as_json(data: Mapping[str, Any]) -> bytes:
    """The bytes of a JSON file, with a line for each key and no other white space.

    Indenting all of it would take ten times as long, because Python's encoder in C does not indent.
    """
    rows = [f"{_encoded(key)}:{_encoded(value)}" for key, value in data.items()]
    return "\n".join(("{", ",\n".join(rows), "}", "")).encode()


_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Site:
    """What every page of a publication needs."""

    config: Config
    """The settings."""
    theme: Theme
    """The templates."""
    release: str
    """Dateline's version."""
    lists: tuple[Link, ...]
    """The links in the header, with their labels in English."""
    foot: tuple[Link, ...]
    """The links in the footer: the pages in Markdown."""
    is_draft: bool = False
    """Whether it is for a draft, whose pages all say so."""
    checked: Mapping[str, str] = field(default_factory=dict)
    """Slug → when the story was last checked for news, if that is known; the front page and the newest briefs say it."""

    look: Look | None = None
    """What all share cards have in common; None if the site has no cards."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Name → each picture that pages and essays can show."""
    checks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each run that checked stories: when, and for which it found nothing new; only daily issues say it."""

    @cached_property
    def mark(self) -> str:
        """A fingerprint of what all pages show."""
        return mark(self.theme.fingerprint, self.shown, self.release, self.lists, self.foot, self.is_draft, bool(self.look))

    @cached_property
    def shown(self) -> tuple[object, ...]:
        """The settings that every page shows, and the time zone in which all count days."""
        one = self.config
        return (
            *(one.title, one.tagline, one.url, one.language, one.author, one.repository),
            *(one.subscribe, one.timezone, one.ai_use, one.cards),
        )

    @property
    def nav(self) -> tuple[Link, ...]:
        """The links in the header."""
        return tuple(Link(_(one.label), one.address) for one in self.lists)

    @cached_property
    def ai_use(self) -> AiUseTold:
        """What AI may do with the pages."""
        return told(self.config)

    @cached_property
    def card(self) -> ShareCard | None:
        """The card of all pages that have none of their own."""
        return card_of(self.look, urls.FRONT, self.config.title, self.config.tagline)

    @cached_property
    def locale(self) -> str:
        """The language as Open Graph writes it; empty if that cannot be told."""
        return web_page.locale(self.config.language)

    @property
    def methodology(self) -> Link | None:
        """The page about how the publication is made, if there is one."""
        pages = {one.address: one for one in self.foot}
        return next((pages[one] for one in urls.HOW_MADE if one in pages), None)

    def marked(self, *, is_draft: bool) -> "Site":
        """The same for a draft, or for what is none."""
        return replace(self, is_draft=is_draft) if is_draft else self

    def speaking(self, language: str) -> "Site":
        """The same for pages in a language; the same one if no language is named."""
        if language in ("", self.config.language):
            return self
        return replace(self, config=replace(self.config, language=language), theme=self.theme.speaking(language))

    def spoken(self, outputs: Iterable[Output]) -> tuple[Output, ...]:
        """The same files, rendered in the language of the site."""
        words = self.theme.words
        return tuple(replace(one, render=partial(told_in, words, one.render)) for one in outputs)

    def output(self, address: str, render: Callable[..., bytes], *given: Any, shows: object, group: str = "") -> Output:
        """A planned file; `render` is called with the site, the address and `given`; `shows` is what it depends on."""
        return Output(urls.file_of(address), mark(address, self.mark, shows), partial(render, self, address, *given), group)

    def drawn(self, card: ShareCard | None, group: str = "") -> Iterator[Output]:
        """The file of a card, drawn only if the card shows something else."""
        if card:
            yield Output(card.path, mark(card.mark), partial(draw, card), group)

    def link_from(self, address: str) -> Callable[[str], str]:
        """What makes links from the page at an address to others."""
        return partial(urls.rooted, self.config.url) if address == urls.NOT_FOUND else partial(urls.relative, address)

    def page(self, template: str, address: str, share: ShareCard | None = None, **context: Any) -> bytes:
        """A template filled in for the page at an address; `share` is its own card."""
        link = self.link_from(address)
        text = self.theme.render(
            template,
            site=self,
            config=self.config,
            urls=urls,
            here=address,
            link=link,
            absolute=partial(urls.absolute, self.config.url),
            asset=lambda name: link(self.theme.asset(name)),
            menu=partial(_menu, link, address),
            share=share or self.card,
            data=partial(web_page.web_page, self.config, address),
            **context,
        )
        return text.encode()


def _menu(link: Callable[[str], str], here: str, links: Iterable[Link]) -> Markup:
    """A row for each link; the one that leads to the page itself is marked."""
    rows = []
    for one in links:
        mark = ' aria-current="page"' if one.address == here else ""
        rows.append(f'<li><a href="{escape(link(one.address))}"{mark}>{escape(one.label)}</a></li>')
    return joined(rows)
