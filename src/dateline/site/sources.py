"""Sources as pages show them, and the page of all sources that a story ever cited and all items that it set aside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dateline.core.model import Item, Source
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site


class Reference(NamedTuple):
    """A source in one line."""

    title: str
    href: str
    """Where to read it; empty if that is not known."""
    outlet: str
    """The feed that it came from."""
    date: str
    """When it was published; empty if that is not known."""
    host: str
    """The host that the link leads to."""


class CitationPlace(NamedTuple):
    """Where a source is cited."""

    version: int
    number: int
    """Its number in that version."""
    page: str
    """The address of the version."""


class EverCited(NamedTuple):
    """A source as it was last cited."""

    source: Reference
    evidence: str
    shared: str
    """The note on its copies; empty if there are none."""
    places: tuple[CitationPlace, ...]


class Aside(NamedTuple):
    """An item that was set aside."""

    source: Reference
    reason: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Everything that the page of the sources shows."""

    sources: tuple[EverCited, ...]
    aside: tuple[Aside, ...]
    versions: int
    """How many versions cite them."""
    collected: int
    """How many items were collected for the story."""

    @property
    def cited(self) -> int:
        """How many sources were ever cited."""
        return len(self.sources)

    @property
    def set_aside(self) -> int:
        """How many items were set aside."""
        return len(self.aside)


def reference(one: Source | Item) -> Reference:
    """A source or an item in one line."""
    date = one.day if isinstance(one, Item) else one.date
    return Reference(one.title, urls.outward(one.url) or "", one.feed or "feed not recorded", date or "", urls.host(one.url))


def shared(copies: int) -> str:
    """The note on a number of items with the same words."""
    return f"{copies} copies, 1 origin" if copies > 1 else ""


def page(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Every source ever cited, and every item set aside."""
    address = urls.story(chronicle.slug, "sources/")
    yield site.output(address, _page, chronicle, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    shown = SourcesPage(tuple(_ever_cited(chronicle)), tuple(_aside(chronicle)), len(chronicle.versions), len(chronicle.items))
    return site.page("sources.html", address, chronicle=chronicle, shown=shown)


def _ever_cited(chronicle: Chronicle) -> Iterator[EverCited]:
    copies = chronicle.copies(len(chronicle.versions) - 1)
    places, last = _places(chronicle)
    for key, source in last.items():
        yield EverCited(reference(source), source.evidence, shared(copies(key)), tuple(places[key]))


def _places(chronicle: Chronicle) -> tuple[Mapping[str, list[CitationPlace]], Mapping[str, Source]]:
    """Where each source was cited, and the source as it was last cited."""
    places: defaultdict[str, list[CitationPlace]] = defaultdict(list)
    last: dict[str, Source] = {}
    for version in chronicle.versions:
        number, address = chronicle.analysed(version).numbers, urls.version(chronicle.slug, version.version)
        for source in version.sources:
            last[source.key] = source
            places[source.key].append(CitationPlace(version.version, number.get(source.key, 0), address))
    return places, last


def _aside(chronicle: Chronicle) -> Iterator[Aside]:
    withdrawn = {item.key for item in chronicle.items if item.withdrawn}
    for item in chronicle.items:
        if item.spiked or item.copy_of or item.withdrawn:
            yield Aside(reference(item), _reason(item, is_copy_of_withdrawn=item.copy_of in withdrawn))


def _reason(item: Item, *, is_copy_of_withdrawn: bool) -> str:
    if item.withdrawn:
        return "Its words were taken down."
    return item.spiked or f"A copy of {'an item that was withdrawn' if is_copy_of_withdrawn else item.copy_of}."
