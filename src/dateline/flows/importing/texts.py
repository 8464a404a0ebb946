"""An imported text as a file of the publication: an essay if it has a day, else a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core import essays, layout
from dateline.core.characters import clean
from dateline.core.constraints import ALIAS
from dateline.core.model import Dossier, Page, Signal, Waiver
from dateline.core.publication import Publication
from dateline.flows.importing.foreign import ForeignSite, ForeignText
from dateline.site import urls
from dateline.site.links import is_fixed
from dateline.store.front_matter import PageHead, SignalHead, parse_page, parse_signal, written_text
from dateline.wire.entry import LONGEST_TITLE, tidy

WHY = "It was published like this before it was moved here."
"""The reason of the waivers that an import writes."""
LONGEST_DEK = 1000
_NOT_PAGES = ("index", "404", "readme")
"""Names of files that are no page of their own here."""
_CITED = re.compile(r"\[\s*(@[^\[\]]*)\]?")


@dataclass(frozen=True, slots=True)
class MovedText:
    """A text that is imported."""

    file: str
    """Its file in the other site."""
    path: str
    """Its file in the publication."""
    address: str
    """Its address on the site."""
    title: str
    """Its title."""
    day: str
    """The day of an essay; empty for a page."""
    addresses: tuple[str, ...]
    """The earlier addresses that redirect to it."""
    cited: int
    """How many sources it cites."""
    head: SignalHead | PageHead
    """Its front matter."""
    body: str
    """Its Markdown."""
    waived: tuple[str, ...] = ()
    """The rules whose errors are waived."""

    @property
    def text(self) -> str:
        """The file."""
        return written_text(self.head, self.body)

    @property
    def content(self) -> Page | Signal:
        """What is read from the file."""
        parse = parse_signal if self.day else parse_page
        value = parse(self.text.encode(), self.path).value
        assert value
        return value

    def with_waivers(self, waived: Sequence[Waiver]) -> "MovedText":
        """The same with findings that are accepted."""
        assert isinstance(self.head, SignalHead)
        rules = tuple(dict.fromkeys(one.rule for one in waived))
        return replace(self, head=replace(self.head, waive=tuple(waived)), waived=rules)

    def redirected(self, addresses: Sequence[str]) -> "MovedText":
        """The same with these earlier addresses."""
        return replace(self, head=replace(self.head, aliases=tuple(addresses)), addresses=tuple(addresses))


def place_of(one: ForeignText) -> tuple[str, str]:
    """The address that a text gets, and why it cannot be imported; empty if it can."""
    if one.day:
        return urls.signal(one.slug), ""
    address = f"{one.slug}/"
    if one.slug in _NOT_PAGES:
        return address, "is not imported: the site has its own front page, page for errors and description of its files"
    return address, f"is not imported: the site has a list at /{address}; rename the file" if is_fixed(address) else ""


def moved_text(one: ForeignText, site: ForeignSite, around: Publication, body: str, story: Dossier) -> MovedText:
    """A text as a file of the publication.

    Args:
        one: the text.
        site: the site that it comes from.
        around: the publication.
        body: its Markdown, with citations.
        story: the story whose ledger has what it cites.
    """
    title, about = _plain(one.title), _plain(one.head.text("description", "summary"), LONGEST_DEK)
    address, _ = place_of(one)
    earlier = tuple(addresses_of(one, address))
    if not one.day:
        head: SignalHead | PageHead = PageHead(title, about, one.is_draft, aliases=earlier)
        return MovedText(one.file, layout.page_path(one.slug), address, title, "", earlier, 0, head, body)
    cited = essays.cited(Signal(slug=one.slug, title=title, date=one.day, body=body))
    named = ", ".join(_plain(name) for key in ("authors", "author") for name in one.head.texts(key)[:9])
    head = SignalHead(
        title=title,
        date=one.day,
        author=named or _plain(site.author) or around.config.author.name or around.config.title,
        dek=about,
        stories=(f"{story.slug}/v{story.latest.version}" if story.latest else story.slug,) if cited else (),
        aliases=earlier,
        draft=one.is_draft,
    )
    return MovedText(one.file, layout.signal_path(one.slug), address, title, one.day, earlier, len(cited), head, body)


def addresses_of(one: ForeignText, address: str) -> Iterator[str]:
    """The earlier addresses of a text that can redirect, without the one that it has now."""
    for earlier in dict.fromkeys(one.addresses):
        if not ALIAS.objection(earlier) and urls.file_of(urls.earlier(earlier)) != urls.file_of(address):
            yield earlier


def _plain(text: str, longest: int = LONGEST_TITLE) -> str:
    """Words for a head, which cites nothing."""
    return _CITED.sub(r"\1", tidy(clean(text), longest))
