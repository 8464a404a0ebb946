"""The pages of one story."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from dateline.core import codec
from dateline.core.citations import numbers
from dateline.core.model import SECTIONS, Item, Source
from dateline.site import charts, metadata, urls
from dateline.site.brief import brief, stops
from dateline.site.changes import redline
from dateline.site.chronicle import Chronicle, Happening
from dateline.site.frame import Output, Site, as_json, by_slug
from dateline.site.prose import Prose, Speller, plain


def latest(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The brief as it stands now."""
    related = tuple((slug, title) for slug, title in site.titles if slug in chronicle.story.related)
    shows = (chronicle.mark, related)
    yield site.output(
        urls.story(chronicle.slug), _brief_page, chronicle, len(chronicle.versions) - 1, shows=shows, group=chronicle.slug
    )


def versions(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Each version, as a page and as data; an old one changes only when it is corrected or followed."""
    for position, version in enumerate(chronicle.versions):
        following = chronicle.versions[position + 1 : position + 2]
        shows = (
            chronicle.marks[position],
            chronicle.story.tags,
            [(one.version, one.published) for one in following],
            chronicle.corrections_of(version.version),
        )
        slug = chronicle.slug
        yield site.output(urls.version(slug, version.version), _brief_page, chronicle, position, shows=shows, group=slug)
        data = urls.story(slug, f"v{version.version}.json")
        yield site.output(data, _version_data, chronicle, position, shows=chronicle.marks[position], group=slug)


def history(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All versions in a table and a drawing."""
    yield _derived(site, chronicle, "history/", _history_page)


def redlines(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """What changed from each version to the next."""
    for position, version in enumerate(chronicle.versions[1:], 1):
        address = urls.redline(chronicle.slug, version.version)
        shows = (chronicle.marks[position], bool(chronicle.versions[position + 1 :]))
        yield site.output(address, _redline_page, chronicle, position, shows=shows, group=chronicle.slug)


def timeline(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """All events of all versions."""
    yield _derived(site, chronicle, "timeline/", _timeline_page)


def sources(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Every source ever cited, and every item set aside."""
    yield _derived(site, chronicle, "sources/", _sources_page)


def _derived(site: Site, chronicle: Chronicle, part: str, render: object) -> Output:
    address = urls.story(chronicle.slug, part)
    return site.output(address, render, chronicle, shows=chronicle.mark, group=chronicle.slug)  # type: ignore[arg-type]


def _brief_page(site: Site, address: str, chronicle: Chronicle, position: int) -> bytes:
    shown = brief(chronicle, position)
    titles = by_slug(site)
    return site.page(
        "brief.html",
        address,
        chronicle=chronicle,
        brief=shown,
        version=shown.version,
        sections=SECTIONS,
        is_latest_page=address == urls.story(chronicle.slug),
        drafted=metadata.drafted(shown.version),
        reviewed=metadata.reviewed(shown.version),
        source_type=metadata.digital_source_type(shown.version),
        article=metadata.article(site, chronicle, shown.version, address),
        related=[(slug, titles[slug]) for slug in chronicle.story.related if slug in titles],
    )


def _version_data(site: Site, _address: str, chronicle: Chronicle, position: int) -> bytes:
    version = chronicle.versions[position]
    page = urls.version(chronicle.slug, version.version)
    data = {
        "story": chronicle.slug,
        "url": urls.absolute(site.config.url, page),
        "numbers": dict(numbers(version)),
        "drafted": metadata.drafted(version),
        "reviewed": metadata.reviewed(version),
        **codec.plain(version),
    }
    return as_json(data)


def _history_page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    churn = [None, *(one.churn for one in chronicle.comparisons)]
    drawing = charts.growth([one.version for one in chronicle.versions], [one.items for one in chronicle.versions], churn)
    standing = {one.version: (one, point) for one, point in zip(chronicle.versions, drawing.points, strict=True)}
    rows = tuple((one, *standing.get(one.number, (None, None))) for one in reversed(chronicle.filed))
    return site.page(
        "history.html",
        address,
        chronicle=chronicle,
        rows=rows,
        drawing=drawing,
        reviewed=metadata.reviewed,
        plain=plain,
    )


def _redline_page(site: Site, address: str, chronicle: Chronicle, position: int) -> bytes:
    following = chronicle.versions[position + 1 : position + 2]
    return site.page(
        "changes.html",
        address,
        chronicle=chronicle,
        redline=redline(chronicle, position),
        stops=stops(chronicle, chronicle.versions[position].version),
        next=following[0].version if following else None,
        plain=plain,
    )


def _timeline_page(site: Site, address: str, chronicle: Chronicle) -> bytes:
    rows = [(one, _told(chronicle, one)) for one in chronicle.happenings]
    years = [(year, list(group)) for year, group in groupby(rows, lambda row: row[0].event.date[:4])]
    return site.page("timeline.html", address, chronicle=chronicle, years=years, events=len(rows))


def _told(chronicle: Chronicle, one: Happening) -> Prose:
    """An event with the numbers of the version that told it last."""
    teller = next(version for version in chronicle.versions if version.version == one.teller)
    return Speller(numbers(teller), {}, one.since).prose("timeline", "", one.event.text)


def _sources_page(site: Site, address: str, chronicle: Chronicle) -> bytes:
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
