"""Sources as pages show them, and the page of all sources that a story ever cited and all items that it set aside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from markupsafe import escape

from dateline.core.model import Item, Source
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site
from dateline.site.prose import joined


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
    address = urls.story(chronicle.slug, "sources/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    cited, aside = tuple(_cited(address, chronicle)), tuple(_aside(chronicle))
    return site.page(
        "sources.html",
        address,
        chronicle=chronicle,
        sources=joined(cited),
        aside=joined(aside),
        cited=len(cited),
        set_aside=len(aside),
        versions=len(chronicle.versions),
        collected=len(chronicle.items),
    )


def _cited(here: str, chronicle: Chronicle) -> Iterator[str]:
    """A row for every source that was ever cited, as it was last cited, with its number in each version."""
    copies = chronicle.copies(len(chronicle.versions) - 1)
    places, last = _places(here, chronicle)
    for key, source in last.items():
        told = graded(source.evidence, copies(key))
        yield f"<li><p>{source_line(source)}</p>\n<div>{told} cited in {', '.join(places[key])}</div></li>"


def _places(here: str, chronicle: Chronicle) -> tuple[Mapping[str, list[str]], Mapping[str, Source]]:
    """Links to where each source was cited, and the source as it was last cited."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    last: dict[str, Source] = {}
    for version in chronicle.versions:
        numbers, name = chronicle.analysed(version).numbers, f"v{version.version}"
        href = escape(urls.relative(here, urls.version(chronicle.slug, version.version)))
        for source in version.sources:
            last[source.key] = source
            number = numbers.get(source.key, 0)
            places[source.key].append(f'<a href="{href}#s{number}">{name} [{number}]</a>')
    return places, last


def _aside(chronicle: Chronicle) -> Iterator[str]:
    """A row for every item that was set aside, with the reason."""
    withdrawn = {item.key for item in chronicle.items if item.withdrawn}
    for item in chronicle.items:
        if item.spiked or item.copy_of or item.withdrawn:
            reason = _reason(item, is_copy_of_withdrawn=item.copy_of in withdrawn)
            yield f"<li><p>{source_line(item)}</p>\n<div>{escape(reason)}</div></li>"


def _reason(item: Item, *, is_copy_of_withdrawn: bool) -> str:
    if item.withdrawn:
        return "Its words were taken down."
    return item.spiked or f"A copy of {'an item that was withdrawn' if is_copy_of_withdrawn else item.copy_of}."
