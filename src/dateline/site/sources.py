"""Sources as pages show them, and the page of all sources that a story ever cited and all items that it set aside."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import escape

from dateline.core.model import Item, Source
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined

SOURCES = 200
"""How many sources, and how many items that were set aside, a page lists."""
MOST_PLACES = 12
"""How many of the versions that cite a source are named: the first, and the newest."""


def source_line(one: Source | Item) -> str:
    """A source or an item in one line: title, feed, date and the host of its link."""
    return _line(
        one.title, one.url or "", one.feed or "feed not recorded", (one.day if isinstance(one, Item) else one.date) or ""
    )


@lru_cache(4096)  # a story cites most of its sources in several versions
def _line(title: str, url: str, outlet: str, date: str) -> str:
    titled = f"<bdi>{escape(title)}</bdi>"
    if href := urls.outward(url):
        titled = f'<a href="{escape(href)}" rel="nofollow noopener noreferrer">{titled}</a>'
    dated = f" (<time>{escape(date)}</time>)" if date else ""
    host = urls.host(url)
    return f"{titled} — <bdi>{escape(outlet)}</bdi>{dated}" + (f" <kbd>{escape(host)}</kbd>" if host else "")


@lru_cache(4096)
def quoted(quotes: tuple[str, ...]) -> str:
    """The quotes of a source."""
    return "".join([f"<q>{escape(quote)}</q> " for quote in quotes])


@lru_cache(256)
def graded(evidence: str, copies: int) -> str:
    """What the writer could read of a source, and how many items have the same words."""
    return f"<i>{escape(evidence)}</i>" + (f" <i>{copies} copies, 1 origin</i>" if copies > 1 else "")


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Every source ever cited, and every item set aside."""
    cited = {source.key for version in chronicle.versions for source in version.sources}
    most = max(len(cited), len(chronicle.once(_aside)))
    for sheet in sheets(urls.story(chronicle.slug, "sources/"), most, SOURCES):
        yield site.output(sheet.address, _page, chronicle, sheet, shows=(chronicle.mark, sheet), group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, sheet: Sheet) -> bytes:
    cited, aside = chronicle.once(_cited), chronicle.once(_aside)
    copies = chronicle.once(_copies)
    base = urls.relative(address, urls.story(chronicle.slug))
    return site.page(
        "sources.html",
        address,
        chronicle=chronicle,
        sheet=sheet,
        sources=joined(_row(base, *one, copies(one[0].key)) for one in cited[sheet.rows]),
        aside=joined(_aside_row(*one) for one in aside[sheet.rows]),
        cited=len(cited),
        set_aside=len(aside),
        versions=len(chronicle.versions),
        collected=len(chronicle.items),
    )


def _copies(chronicle: Chronicle) -> Callable[[str], int]:
    return chronicle.copies(len(chronicle.versions) - 1)


CitedIn = list[tuple[int, int]]
"""The numbers of versions, and of a source in each."""


def _cited(chronicle: Chronicle) -> list[tuple[Source, CitedIn]]:
    """Every source that was ever cited, as it was last cited, with its number in each version."""
    places: defaultdict[str, CitedIn] = defaultdict(list)
    last: dict[str, Source] = {}
    for version in chronicle.versions:
        numbers = chronicle.analysed(version).numbers
        for source in version.sources:
            last[source.key] = source
            places[source.key].append((version.version, numbers.get(source.key, 0)))
    return [(source, places[key]) for key, source in last.items()]


def _row(base: str, source: Source, places: CitedIn, copies: int) -> str:
    """A source, with links to where it was cited; `base` is the link to the story."""
    folder = base.removesuffix("index.html")
    shown = places if len(places) <= MOST_PLACES else [*places[:1], *places[1 - MOST_PLACES :]]
    links = [f'<a href="{folder}v{version}/index.html#s{number}">v{version} [{number}]</a>' for version, number in shown]
    if left_out := len(places) - len(shown):
        links[0] += f", {left_out:,} more"
    told = graded(source.evidence, copies)
    return f"<li><p>{source_line(source)}</p>\n<div>{told} cited in {', '.join(links)}</div></li>"


def _aside(chronicle: Chronicle) -> list[tuple[Item, bool]]:
    """Every item that was set aside, and whether it is a copy of one that was withdrawn."""
    withdrawn = {item.key for item in chronicle.items if item.withdrawn}
    aside = (item for item in chronicle.items if item.spiked or item.copy_of or item.withdrawn)
    return [(item, item.copy_of in withdrawn) for item in aside]


def _aside_row(item: Item, is_copy_of_withdrawn: bool) -> str:  # noqa: FBT001  # a column of the list
    """An item, with the reason why it was set aside."""
    reason = _reason(item, is_copy_of_withdrawn=is_copy_of_withdrawn)
    return f"<li><p>{source_line(item)}</p>\n<div>{escape(reason)}</div></li>"


def _reason(item: Item, *, is_copy_of_withdrawn: bool) -> str:
    if item.withdrawn:
        return "Its words were taken down."
    return item.spiked or f"A copy of {'an item that was withdrawn' if is_copy_of_withdrawn else item.copy_of}."
