"""The pages at the addresses of withdrawn content: no address breaks, and no page shows the withdrawn words."""

from collections.abc import Iterable

from dateline.core import codec
from dateline.core.model import Tombstone
from dateline.site import urls
from dateline.site.chronicle import PARTS, Chronicle, Filed
from dateline.site.frame import Output, Site, as_json
from dateline.site.strip import strip
from dateline.site.words import _


def versions(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The page and the data of each withdrawn version."""
    for stone in chronicle.tombstones:
        address = urls.version(chronicle.slug, stone.version)
        yield _notice(site, address, chronicle, _("Version {n} was withdrawn", n=stone.version), stone.version)
        data = urls.data(chronicle.slug, stone.version)
        yield site.output(data, _data, chronicle, stone, shows=stone, group=chronicle.slug)


def redlines(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The pages of redlines that cannot be shown, because one of the two versions was withdrawn."""
    for number in _incomparable(chronicle):
        said = _("What changed in version {n} cannot be shown", n=number)
        yield _notice(site, urls.redline(chronicle.slug, number), chronicle, said, number)


def _incomparable(chronicle: Chronicle) -> tuple[int, ...]:
    """The numbers of the versions after the first that were withdrawn, or whose predecessors all were."""
    first = chronicle.first.version if chronicle.versions else 0
    return tuple(one.number for one in chronicle.filed[1:] if one.withdrawn or one.number == first)


def story(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The pages of a story whose versions were all withdrawn."""
    for _name, part in PARTS.values():
        yield _notice(site, urls.story(chronicle.slug, part), chronicle, _("This story was withdrawn"))


def addresses(chronicle: Chronicle) -> frozenset[str]:
    """The addresses at which a story has notices instead of pages."""
    slug = chronicle.slug
    return frozenset(
        (
            *(urls.version(slug, stone.version) for stone in chronicle.tombstones),
            *(urls.redline(slug, number) for number in _incomparable(chronicle)),
            *(urls.story(slug, part) for _name, part in PARTS.values() if not chronicle.versions),
        )
    )


def _notice(site: Site, address: str, chronicle: Chronicle, said: str, number: int = 0) -> Output:
    return site.output(address, _page, chronicle, said, number, shows=chronicle.mark, group=chronicle.slug)


def _page(site: Site, address: str, chronicle: Chronicle, said: str, number: int) -> bytes:
    """A page that says what was withdrawn: a version or those just before it, or, without a number, all."""
    return site.page(
        "withdrawn.html",
        address,
        chronicle=chronicle,
        said=said,
        own=number if address == urls.version(chronicle.slug, number) else 0,
        stops=strip(chronicle, number, address) if number else "",
        gone=_gone_before(chronicle, number) if number else chronicle.filed,
    )


def _gone_before(chronicle: Chronicle, number: int) -> tuple[Filed, ...]:
    """The version itself, if it was withdrawn; else the withdrawn versions before it."""
    upto = [one for one in chronicle.filed if one.number <= number]
    return (upto[-1],) if upto[-1].withdrawn else tuple(one for one in upto if one.withdrawn)


def _data(site: Site, _address: str, chronicle: Chronicle, stone: Tombstone) -> bytes:
    page = urls.absolute(site.config.url, urls.version(chronicle.slug, stone.version))
    return as_json({"story": chronicle.slug, "url": page, **codec.plain(stone)})
