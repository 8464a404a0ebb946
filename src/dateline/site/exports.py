"""Files for programs: the index of stories, the search data, the site map, robots.txt and llms.txt."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dateline.core.model import SECTIONS
from dateline.core.text import literal
from dateline.site import notices, urls
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.frame import Output, Site, as_json
from dateline.site.front import newest_first


def index(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The stories and their versions as data."""
    yield site.output("index.json", _index, tuple(chronicles), shows=[one.mark for one in chronicles])


def words(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The search data: the sections of the latest versions."""
    yield site.output("search/words.json", _words, tuple(chronicles), shows=[one.mark for one in chronicles])


def texts(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """robots.txt and llms.txt, and a file that tells GitHub Pages not to process the site."""
    titles = [(one.slug, one.versions[-1:]) for one in chronicles]
    for address in ("robots.txt", "llms.txt"):
        yield site.output(address, _text, tuple(chronicles), shows=titles)
    yield site.output(".nojekyll", _nothing, shows="")


def sitemap(site: Site, chronicles: Sequence[Chronicle], planned: Sequence[Output]) -> Output:
    """The addresses for search engines, without old versions, whose pages ask not to be indexed."""
    changed = {one.slug: one.latest.published for one in chronicles if one.versions}
    rows = tuple((address, changed.get(group, "")) for address, group in _worth_finding(chronicles, planned))
    return site.output("sitemap.xml", _sitemap, rows, shows=rows)


def _worth_finding(chronicles: Sequence[Chronicle], planned: Sequence[Output]) -> Iterator[tuple[str, str]]:
    hidden = {urls.version(one.slug, version.version) for one in chronicles for version in one.versions}
    hidden |= {address for one in chronicles for address in notices.addresses(one)}
    hidden |= {urls.story(alias) for one in chronicles for alias in one.story.aliases}
    for output in planned:
        address = output.path.removesuffix("index.html")
        if output.path.endswith("index.html") and address not in hidden:
            yield address, output.group


def _index(site: Site, _address: str, chronicles: Sequence[Chronicle]) -> bytes:
    def at(there: str) -> str:
        return urls.absolute(site.config.url, there)

    return as_json(
        {
            "title": site.config.title,
            "url": at(urls.FRONT),
            "stories": [
                {
                    "slug": one.slug,
                    "title": one.title,
                    "status": one.story.status,
                    "tags": list(one.story.tags),
                    "url": at(urls.story(one.slug)),
                    "versions": [
                        {
                            **_told(one, filed),
                            "url": at(urls.version(one.slug, filed.number)),
                            "data": at(urls.data(one.slug, filed.number)),
                        }
                        for filed in one.filed
                    ],
                }
                for one in (*newest_first(chronicles), *(one for one in chronicles if not one.versions))
            ],
        }
    )


def _told(chronicle: Chronicle, filed: Filed) -> dict[str, Any]:
    """A version in the index: when it was filed and its counts, or when and why it was withdrawn."""
    if filed.withdrawn:
        return {"version": filed.number, "withdrawn": {"on": filed.withdrawn.on, "why": filed.withdrawn.why}}
    version = next(one for one in chronicle.versions if one.version == filed.number)
    counts = {"items": version.items, "sources": len(version.sources)}
    return {"version": filed.number, "published": filed.published, **counts}


def _words(_site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    return as_json([row for one in newest_first(chronicles) for row in _search_rows(address, one)])


def _search_rows(here: str, chronicle: Chronicle) -> Iterator[dict[str, str]]:
    page = urls.story(chronicle.slug)
    for field in chronicle.latest.text_fields():
        if field.section in SECTIONS and field.text:
            yield {
                "title": chronicle.latest.title,
                "section": SECTIONS[field.section],
                "link": urls.relative(here, f"{page}#{field.section}"),
                "text": chronicle.plain(field.text),
            }


def _text(site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    return site.page(address, address, chronicles=newest_first(chronicles), literal=literal)


def _sitemap(site: Site, address: str, rows: Sequence[tuple[str, str]]) -> bytes:
    return site.page("sitemap.xml", address, rows=rows)


def _nothing(_site: Site, _address: str) -> bytes:
    return b""
