"""The page of every source that a story ever cited, and of every item that it set aside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from dateline.core.citations import numbers
from dateline.core.model import Item, Source
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Every source ever cited, and every item set aside."""
    address = urls.story(chronicle.slug, "sources/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    return site.page(
        "sources.html",
        address,
        chronicle=chronicle,
        rows=tuple(_ever_cited(chronicle)),
        aside=tuple(item for item in chronicle.items if item.spiked or item.copy_of or item.withdrawn),
        origins=chronicle.origins(len(chronicle.versions) - 1),
        total=len(chronicle.items),
        reason=partial(_reason, frozenset(item.key for item in chronicle.items if item.withdrawn)),
    )


def _ever_cited(chronicle: Chronicle) -> Iterator[tuple[Source, tuple[tuple[int, int], ...]]]:
    """Each source as it was cited last, with the versions that cite it and its number there."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    last: dict[str, Source] = {}
    for version in chronicle.versions:
        number = numbers(version)
        for source in version.sources:
            last[source.key] = source
            places[source.key].append((version.version, number.get(source.key, 0)))
    yield from ((last[key], tuple(places[key])) for key in last)


def _reason(withdrawn: frozenset[str], item: Item) -> str:
    if item.withdrawn:
        return "Its words were taken down."
    return item.spiked or f"A copy of {'an item that was withdrawn' if item.copy_of in withdrawn else item.copy_of}."
