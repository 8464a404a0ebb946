"""Pages in Markdown: About, Methodology …"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.core.model import Page
from dateline.site import markdown, pictures
from dateline.site.chronicle import Chronicle
from dateline.site.digest import Digest, FeedShare
from dateline.site.frame import Output, Site

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


def pages(site: Site, held: Sequence[Page], digests: Sequence[Digest]) -> Iterable[Output]:
    """About, Methodology …"""
    for page in held:
        feeds = followed(site, digests) if page.slug == ABOUT else ()
        yield site.marked(is_draft=page.draft).output(
            f"{page.slug}/", _page, page, feeds, shows=(page, feeds, pictures.used(site, page.body))
        )


def _page(site: Site, address: str, page: Page, feeds: Sequence[FollowedFeed]) -> bytes:
    body = markdown.render(page.body, language=site.config.language, picture=pictures.shown(site, address))
    return site.page(page.template or "page.html", address, page=page, body=body, headings=markdown.headings(body), feeds=feeds)


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
