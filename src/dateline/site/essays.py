"""Pages in Markdown, and signals: signed essays that cite stories."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.core import citations
from dateline.core.ids import digest
from dateline.core.model import Page, Signal
from dateline.site import markdown, urls, veil
from dateline.site.chronicle import Chronicle
from dateline.site.digest import CitedAt, Digest, FeedShare, Hidden
from dateline.site.frame import Link, Output, Site
from dateline.site.paging import Sheet, sheets

ABOUT = "about"
"""The page that lists the feeds."""
ESSAYS = 50
"""How many essays a page lists."""


class FollowedFeed(NamedTuple):
    """A feed that the publication follows, as its ledgers know it."""

    label: str
    """Its name for readers."""
    items: int
    """How many lines of all ledgers came from it."""
    last: str
    """The day of the newest of them; empty if there is none."""


class Drawn(NamedTuple):
    """What an essay is based on."""

    stories: tuple[Link, ...]
    """The stories that it names and that have a version."""
    on: tuple[Digest, ...]
    """The stories that it may cite."""
    hiding: tuple[Digest, ...]
    """The stories that have withdrawn items."""

    @property
    def mark(self) -> object:
        """What it is, as far as the essay shows it."""
        cites = [(one.card.slug, one.mark(CitedAt)) for one in self.on]
        return self.stories, cites, [one.mark(Hidden) for one in self.hiding]


def pages(site: Site, held: Sequence[Page], digests: Sequence[Digest]) -> Iterable[Output]:
    """About, Methodology …"""
    for page in held:
        feeds = followed(site, digests) if page.slug == ABOUT else ()
        yield site.marked(is_draft=page.draft).output(f"{page.slug}/", _page, page, feeds, shows=(page, feeds))


def _page(site: Site, address: str, page: Page, feeds: Sequence[FollowedFeed]) -> bytes:
    return site.page("page.html", address, page=page, body=markdown.render(page.body), feeds=feeds)


def collected(chronicle: Chronicle) -> Iterator[FeedShare]:
    """How much a story got by each feed."""
    days: dict[str, list[str]] = {}
    for item in chronicle.items:
        days.setdefault(item.channel, []).append(item.collected[:10])
    return (FeedShare(channel, len(found), max(found)) for channel, found in days.items())


def followed(site: Site, digests: Iterable[Digest]) -> tuple[FollowedFeed, ...]:
    """Each feed of the settings, in their order, with its number of items."""
    items: Counter[str] = Counter()
    last: dict[str, str] = {}
    for row in (row for one in digests for row in one.rows(FeedShare)) if site.config.feeds else ():
        items[row.channel] += row.items
        last[row.channel] = max(row.last, last.get(row.channel, ""))
    return tuple(FollowedFeed(feed.label, items[feed.label], last.get(feed.label, "")) for feed in site.config.feeds)


def cited(chronicle: Chronicle) -> Iterator[CitedAt]:
    """Each source that a story ever cited, in the newest version that cites it."""
    found = {
        key: CitedAt(key, version.version, number)
        for version in chronicle.versions
        for key, number in chronicle.analysed(version).numbers.items()
    }
    return iter(found.values())


def signals(site: Site, held: Sequence[Signal], digests: Sequence[Digest]) -> Iterable[Output]:
    """The list of essays, and each essay."""
    for sheet in sheets(urls.SIGNALS, len(held), ESSAYS) if held else ():
        some = held[sheet.rows]
        yield site.output(sheet.address, _signals_page, sheet, some, shows=(sheet, some))
    by_slug = {one.card.slug: one for one in digests}
    for signal in held:
        drawn_on = [by_slug[slug] for slug in sorted(signal.stories) if slug in by_slug]
        cards = [by_slug[slug].card for slug in signal.stories if slug in by_slug]
        stories = [Link(card.title, urls.story(card.slug)) for card in cards if card.version]
        drawn = Drawn(tuple(stories), tuple(drawn_on), tuple(one for one in digests if one.card.hidden))
        mine = site.marked(is_draft=signal.draft)
        yield mine.output(urls.signal(signal.slug), _signal_page, signal, drawn, shows=(signal, drawn.mark))


def _signals_page(site: Site, address: str, sheet: Sheet, held: Sequence[Signal]) -> bytes:
    return site.page("signals.html", address, sheet=sheet, signals=held)


def _signal_page(site: Site, address: str, signal: Signal, drawn: Drawn) -> bytes:
    cites = _cites(address, drawn.on)
    hidden = {row.key for one in drawn.hiding for row in one.rows(Hidden)}
    keys = (key for key in citations.cited(signal.body) if key not in cites and digest(key) in hidden)
    body = markdown.render(veil.renamed(signal.body, veil.names(keys)), cites)
    return site.page("signal.html", address, signal=signal, body=body, stories=drawn.stories)


def _cites(here: str, digests: Iterable[Digest]) -> Mapping[str, markdown.Cite]:
    """Each key that the stories ever cited → its entry in the latest version that cites it, whose address never changes."""
    return {
        row.key: markdown.Cite(
            urls.relative(here, f"{urls.version(one.card.slug, row.version)}#s{row.number}"), f"[{row.number}]"
        )
        for one in digests
        for row in one.rows(CitedAt)
    }
