"""Pages in Markdown, and signals: signed essays that cite stories."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dateline.core.model import Page, Signal
from dateline.site import markdown, urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site, by_slug

ABOUT = "about"
"""The page that lists the feeds."""


class FollowedFeed(NamedTuple):
    """A feed that the publication follows, as its ledgers know it."""

    label: str
    """Its name for readers."""
    items: int
    """How many lines of all ledgers came from it."""
    last: str
    """The day of the newest of them; empty if there is none."""


def pages(site: Site, held: Sequence[Page], chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """About, Methodology …"""
    for page in held:
        feeds = followed(site, chronicles) if page.slug == ABOUT else ()
        yield site.output(f"{page.slug}/", _page, page, feeds, shows=(page, feeds))


def _page(site: Site, address: str, page: Page, feeds: Sequence[FollowedFeed]) -> bytes:
    return site.page("page.html", address, page=page, body=markdown.render(page.body), feeds=feeds)


def followed(site: Site, chronicles: Iterable[Chronicle]) -> tuple[FollowedFeed, ...]:
    """Each feed of the settings, in their order, with its number of items."""
    days: dict[str, list[str]] = {}
    for chronicle in chronicles:
        for item in chronicle.items:
            days.setdefault(item.channel, []).append(item.collected[:10])
    held = ((feed.label, days.get(feed.label, [])) for feed in site.config.feeds)
    return tuple(FollowedFeed(label, len(found), max(found, default="")) for label, found in held)


def signals(site: Site, held: Sequence[Signal], chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The list of essays, and each essay."""
    if not held:
        return
    yield site.output("signals/", _signals_page, tuple(held), shows=held)
    for signal in held:
        drawn_on = [one for one in chronicles if one.slug in signal.stories]
        yield site.output(
            urls.signal(signal.slug), _signal_page, signal, drawn_on, shows=(signal, [one.mark for one in drawn_on])
        )


def _signals_page(site: Site, address: str, held: Sequence[Signal]) -> bytes:
    return site.page("signals.html", address, signals=held)


def _signal_page(site: Site, address: str, signal: Signal, chronicles: Sequence[Chronicle]) -> bytes:
    titles = by_slug(site)
    return site.page(
        "signal.html",
        address,
        signal=signal,
        body=markdown.render(signal.body, _cites(address, chronicles)),
        stories=[(slug, titles[slug]) for slug in signal.stories if slug in titles],
    )


def _cites(here: str, chronicles: Sequence[Chronicle]) -> Mapping[str, markdown.Cite]:
    """Each key that the stories ever cited → its entry in the latest version that cites it, whose address never changes."""
    found: dict[str, markdown.Cite] = {}
    for chronicle in chronicles:
        for version in chronicle.versions:
            page = urls.version(chronicle.slug, version.version)
            for key, number in chronicle.analysed(version).numbers.items():
                found[key] = markdown.Cite(urls.relative(here, f"{page}#s{number}"), f"[{number}]")
    return found
