"""Signals: signed essays that cite the sources of stories."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from markupsafe import escape

from dateline.core.model import Signal
from dateline.site import markdown, pictures, urls
from dateline.site.card_drawing import card_of
from dateline.site.dates import in_words
from dateline.site.digest import Digest
from dateline.site.frame import Output, Site
from dateline.site.metadata import publisher, source_term
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.share_card import ShareCard
from dateline.site.told import ToldEssay, row, tell
from dateline.site.web_page import CONTEXT, article_id
from dateline.site.words import N_, _

ESSAYS = 50
"""How many essays a page lists."""
OPENING = N_("the opening")
"""What stands before the first heading of an essay."""


class Listed(NamedTuple):
    """An essay in the list."""

    slug: str
    title: str
    dek: str
    date: str
    author: str
    by_model: str
    """The model that wrote it; empty if a person did."""


class Backlinks:
    """The first citation of each source under each heading, to which the source links back."""

    def __init__(self) -> None:
        self._found: dict[int, dict[str, str]] = {}

    def attributes(self, number: int, heading: str) -> dict[str, str]:
        """The attributes of a citation of a source."""
        found = self._found.setdefault(number, {})
        first = {"id": found.setdefault(heading, f"c{number}-{len(found) + 1}")} if heading not in found else {}
        return {"class": "c", "role": "doc-noteref", "href": f"#s{number}", **first}

    def backlinks(self, number: int) -> str:
        """Links back to the headings under which a source is cited."""
        found = self._found.get(number, {}).items()
        return ", ".join(f'<a role="doc-backlink" href="#{anchor}">{escape(heading)}</a>' for heading, anchor in found)


def signals(site: Site, held: Sequence[Signal], digests: Sequence[Digest]) -> Iterable[Output]:
    """The list of essays, and each essay."""
    for sheet in sheets(urls.SIGNALS, len(held), ESSAYS) if held else ():
        some = [Listed(one.slug, one.title, one.dek, one.date, one.author, one.by_model) for one in held[sheet.rows]]
        yield site.output(sheet.address, _list, sheet, some, shows=(sheet, some))
    by_slug = {one.card.slug: one for one in digests}
    for signal in held:
        told = tell(signal, by_slug, site.config.language)
        mine = site.marked(is_draft=signal.draft)
        told_of = " · ".join(filter(None, (in_words(signal.date), signal.author)))
        card = card_of(site.look, urls.signal(signal.slug), signal.title, told_of)
        shows = (signal, told, pictures.used(site, signal.body))
        yield mine.output(urls.signal(signal.slug), _page, signal, told, card, shows=shows)
        yield from site.drawn(card)


def _list(site: Site, address: str, sheet: Sheet, held: Sequence[Listed]) -> bytes:
    return site.page("signals.html", address, sheet=sheet, signals=held, in_words=in_words)


def _page(site: Site, address: str, signal: Signal, told: ToldEssay, card: ShareCard | None) -> bytes:
    anchors = Backlinks()
    numbers = {one.cited_as: one.number for one in told.sources}

    def cite(key: str, heading: str) -> markdown.Cite | None:
        number = numbers.get(key)
        return markdown.Cite(f"[{number}]", anchors.attributes(number, heading or _(OPENING))) if number else None

    body = markdown.render(signal.body, cite, site.config.language, pictures.shown(site, address))
    link = site.link_from(address)
    return site.page(
        "signal.html",
        address,
        card,
        signal=signal,
        day=in_words(signal.date),
        told=told,
        body=body,
        sources=joined(row(one, link, anchors.backlinks(one.number)) for one in told.sources),
        article=_article(site, signal, told, address, card),
    )


def _article(site: Site, signal: Signal, told: ToldEssay, address: str, card: ShareCard | None) -> dict[str, Any]:
    """An essay as schema.org's OpinionNewsArticle: https://schema.org/OpinionNewsArticle."""
    config, here, made, owner = site.config, urls.absolute(site.config.url, address), told.made, publisher(site)
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "OpinionNewsArticle",
        "@id": article_id(config, address),
        "headline": signal.title,
        "description": signal.dek,
        "datePublished": signal.date,
        "inLanguage": config.language,
        "mainEntityOfPage": here,
        "publisher": owner,
        "author": {"@type": "Organization", "name": signal.author} if signal.author else {"@id": owner["@id"]},
        "backstory": f"{made}." if made else "",
        "creativeWorkStatus": ["Draft"] if site.is_draft else [],
        "isBasedOn": [urls.absolute(config.url, one.address) for one in told.basis],
        "citation": [one.source.url for one in told.sources if urls.outward(one.source.url)],
        "digitalSourceType": source_term(made.data["digital_source_type"]) if made else None,
        "editor": {"@type": "Person", "name": signal.review.by} if signal.review else None,
        "image": card and urls.absolute(config.url, card.address),
    }
    return {key: value for key, value in found.items() if value}
