"""Files for programs: the index of stories, the site map, robots.txt, llms.txt and tdmrep.json."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from dateline.core import codec
from dateline.core.model import Signal, Story, Version
from dateline.core.text import literal
from dateline.site import ai_use, notices, questions, urls, voices
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.digest import INDEX, SITEMAP, Card, Digest
from dateline.site.frame import Output, Site, as_json
from dateline.site.front import NEWEST, by_time, newest_first

INDEX_PAGE = "index.html"
_OF_ALL = (questions.ADDRESS, voices.ADDRESS, urls.OUTLETS, urls.RECORD)
"""The lists of what all stories have."""
_DAY = re.compile(rf"{urls.DAILY}\d{{4}}-\d\d-\d\d/")
MOST_ADDRESSES = 50_000
"""The most addresses in one site map, by its protocol."""


def index(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """All stories and their versions as data, archived ones too."""
    listed = [*by_time(one for one in digests if one.card.version), *(one for one in digests if not one.card.version)]
    yield site.output("index.json", _index, listed, shows=[one.marks[INDEX] for one in listed])


def texts(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """robots.txt, llms.txt and tdmrep.json, and a file that tells GitHub Pages not to process the site."""
    cards = [one.card for one in newest_first(digests)[:NEWEST]]
    shown = [(one.slug, one.title, one.draft, one.version, one.published, one.items) for one in cards]
    yield site.output("robots.txt", _text, (), shows="")
    yield site.output("llms.txt", _text, cards, shows=shown)
    yield site.output(".nojekyll", _nothing, shows="")
    for path in ai_use.FILES if site.ai_use.reservation else ():
        yield site.output(path, _tdmrep, shows="")


def sitemap(site: Site, digests: Sequence[Digest], signals: Sequence[Signal], planned: Sequence[Output]) -> Iterable[Output]:
    """The addresses for search engines, without old versions, whose pages ask not to be indexed.

    A site map has at most 50,000 addresses; if there are more, the first lists the others (https://www.sitemaps.org/protocol.html).

    Args:
        site: what every page needs.
        digests: the stories.
        signals: the essays.
        planned: the other pages.
    """
    hidden = {urls.story(alias) for one in digests for alias in one.card.aliases}
    own = [one.path.removesuffix(INDEX_PAGE) for one in planned if one.path.endswith(INDEX_PAGE)]
    dates = _dates([one.card for one in digests if not one.card.draft], [one for one in signals if not one.draft], own)
    maps = [(tuple((address, dates.get(address, "")) for address in own if address not in hidden), ()), *_shared_out(digests)]
    if sum(len(pages) + sum(one.card.pages for one in some) for pages, some in maps) <= MOST_ADDRESSES:
        maps = [(maps[0][0], tuple(digests))]
    addresses = ["sitemap.xml"] if len(maps) == 1 else [f"sitemap/{number}.xml" for number in range(1, len(maps) + 1)]
    if len(maps) > 1:
        yield site.output("sitemap.xml", _sitemaps, addresses, shows=addresses)
    for address, (pages, some) in zip(addresses, maps, strict=True):
        yield site.output(address, _sitemap, pages, some, shows=(pages, [one.marks[SITEMAP] for one in some]))


def _dates(cards: Sequence[Card], signals: Sequence[Signal], own: Iterable[str]) -> Mapping[str, str]:
    """Address → the newest date of what a page lists, where it is known; of a list, only the first page is told."""
    told = [one for one in cards if one.version and not one.is_archived]
    found: dict[str, list[str]] = defaultdict(list)
    for card in told:
        for address in (urls.FRONT, urls.STORIES, *_OF_ALL, *map(urls.tag, card.tags)):
            found[address].append(card.changed)
    found[urls.ARCHIVE] = [one.changed for one in cards if one.version and one.is_archived]
    found[urls.CORRECTIONS] = [row.found for one in cards for row in one.corrected]
    for signal in signals:
        found[urls.SIGNALS].append(signal.date)
        found[urls.signal(signal.slug)].append(signal.date)
    for day in filter(_DAY.fullmatch, own):
        found[urls.DAILY].append(day[len(urls.DAILY) : -1])
        found[day].append(day[len(urls.DAILY) : -1])
    return {address: max(dates) for address, dates in found.items() if dates}


def _shared_out(digests: Iterable[Digest]) -> Iterator[tuple[tuple[tuple[str, str], ...], tuple[Digest, ...]]]:
    """The stories, for maps that are nearly full."""
    some: list[Digest] = []
    count = 0
    for one in digests:
        if count + one.card.pages > MOST_ADDRESSES:
            yield (), tuple(some)
            some, count = [], 0
        some.append(one)
        count += one.card.pages
    yield (), tuple(some)


def addresses(chronicle: Chronicle, planned: Iterable[Output]) -> list[str]:
    """A story's pages in the site map."""
    hidden = {urls.version(chronicle.slug, version.version) for version in chronicle.versions} | notices.addresses(chronicle)
    found = (output.path.removesuffix(INDEX_PAGE) for output in planned if output.path.endswith(INDEX_PAGE))
    return [address for address in found if address not in hidden]


def changed(chronicle: Chronicle) -> str:
    """When a story last changed in substance: a version was filed that is no minor one, or one was withdrawn."""
    filed = [max(one.published, one.withdrawn.on if one.withdrawn else "") for one in chronicle.news]
    return max(filed, default=chronicle.first.published)


def dated(chronicle: Chronicle, found: Iterable[str]) -> list[tuple[str, str]]:
    """Pages of a story and when they last changed: a redline when its version was filed, all others with the story."""
    redlines = {urls.redline(chronicle.slug, one.version): one.published for one in chronicle.versions}
    return [(one, redlines.get(one) or changed(chronicle)) for one in found]


def sitemap_rows(site: Site, found: Iterable[tuple[str, str]]) -> bytes:
    """Pages as the site map has them.

    Args:
        site: what every page needs.
        found: their addresses, and when they changed last; empty if that is not known.
    """
    rows = (
        f"<url><loc>{escape(urls.absolute(site.config.url, one))}</loc>"
        + (f"<lastmod>{escape(last)}</lastmod>" if last else "")
        + "</url>\n"
        for one, last in found
    )
    return "".join(rows).encode()


def index_entry(site: Site, chronicle: Chronicle) -> bytes:
    """A story and its versions, as index.json has them."""

    def at(there: str) -> str:
        return urls.absolute(site.config.url, there)

    slug, by_number = chronicle.slug, {one.version: one for one in chronicle.versions}
    return _line(
        {
            "slug": slug,
            "title": chronicle.title,
            "status": chronicle.story.status,
            **_last(chronicle.story),
            "tags": list(chronicle.story.tags),
            "url": at(urls.story(slug)),
            "versions": [
                {
                    **_told(by_number.get(filed.number), filed),
                    "url": at(urls.version(slug, filed.number)),
                    "data": at(urls.data(slug, filed.number)),
                }
                for filed in chronicle.filed
            ],
        }
    )


def _last(story: Story) -> dict[str, Any]:
    """How a story ended, and whether it is a draft, where that is to be said."""
    closing = {"closing": codec.plain(story.closing)} if story.is_over and story.closing else {}
    return {**closing, "draft": True} if story.draft else closing


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _told(version: Version | None, filed: Filed) -> dict[str, Any]:
    """A version in the index: when it was filed and its counts, or when and why it was withdrawn."""
    if filed.withdrawn:
        return {"version": filed.number, "withdrawn": {"on": filed.withdrawn.on, "why": filed.withdrawn.why}}
    counts = {"items": version.items, "sources": len(version.sources)} if version else {}
    return {"version": filed.number, "published": filed.published, **counts}


def _index(site: Site, _address: str, digests: Sequence[Digest]) -> bytes:
    head = as_json({"title": site.config.title, "url": urls.absolute(site.config.url, urls.FRONT)})
    stories = b",\n".join(one.read(INDEX) for one in digests)
    return head.rstrip(b"\n}") + b',\n"stories": [\n' + stories + b"\n]\n}\n"


def _text(site: Site, address: str, cards: Sequence[Card]) -> bytes:
    return site.page(address, address, stories=cards, literal=literal)


def _sitemap(site: Site, address: str, pages: Iterable[tuple[str, str]], digests: Iterable[Digest]) -> bytes:
    rows = b"".join((sitemap_rows(site, pages), *(one.read(SITEMAP) for one in digests)))
    return site.page("sitemap.xml", address, rows=Markup(rows.decode()))  # noqa: S704  # the addresses are escaped


def _sitemaps(site: Site, address: str, addresses: Sequence[str]) -> bytes:
    return site.page("sitemaps.xml", address, addresses=addresses)


def _tdmrep(site: Site, _address: str) -> bytes:
    return ai_use.tdmrep(site.config)


def _nothing(_site: Site, _address: str) -> bytes:
    return b""
