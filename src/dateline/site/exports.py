"""What machines read: the index of stories, the words that can be searched, the site map, robots and llms.txt."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.model import SECTIONS
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Output, Site, as_json
from dateline.site.front import newest_first
from dateline.site.prose import plain
from dateline.text import literal


def index(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The stories and their versions as data."""
    yield site.output("index.json", _index, tuple(chronicles), shows=[one.mark for one in chronicles])


def words(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """What can be searched: the sections of the latest versions."""
    yield site.output("search/words.json", _words, tuple(chronicles), shows=[one.mark for one in chronicles])


def texts(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """robots.txt and llms.txt; a file that tells GitHub Pages to leave the site as it is."""
    titles = [(one.slug, one.latest) for one in chronicles]
    for address in ("robots.txt", "llms.txt"):
        yield site.output(address, _text, tuple(chronicles), shows=titles)
    yield site.output(".nojekyll", _nothing, shows="")


def sitemap(site: Site, chronicles: Sequence[Chronicle], planned: Sequence[Output]) -> Output:
    """The addresses that search engines should know: not the old versions, which say so themselves."""
    changed = {one.slug: one.latest.published for one in chronicles}
    rows = tuple((address, changed.get(group, "")) for address, group in _worth_finding(chronicles, planned))
    return site.output("sitemap.xml", _sitemap, rows, shows=rows)


def _worth_finding(chronicles: Sequence[Chronicle], planned: Sequence[Output]) -> Iterator[tuple[str, str]]:
    hidden = {urls.version(one.slug, version.version) for one in chronicles for version in one.versions}
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
                    "title": one.latest.title,
                    "status": one.story.status,
                    "tags": list(one.story.tags),
                    "url": at(urls.story(one.slug)),
                    "versions": [
                        {
                            "version": version.version,
                            "published": version.published,
                            "items": version.items,
                            "sources": len(version.sources),
                            "url": at(urls.version(one.slug, version.version)),
                            "data": at(urls.story(one.slug, f"v{version.version}.json")),
                        }
                        for version in one.versions
                    ],
                }
                for one in newest_first(chronicles)
            ],
        }
    )


def _words(_site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    return as_json([row for one in newest_first(chronicles) for row in _passages(address, one)])


def _passages(here: str, chronicle: Chronicle) -> Iterator[dict[str, str]]:
    page = urls.story(chronicle.slug)
    for passage in chronicle.latest.passages():
        if passage.section in SECTIONS and passage.text:
            yield {
                "title": chronicle.latest.title,
                "section": SECTIONS[passage.section],
                "link": urls.relative(here, f"{page}#{passage.section}"),
                "text": plain(passage.text),
            }


def _text(site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    return site.page(address, address, chronicles=newest_first(chronicles), literal=literal)


def _sitemap(site: Site, address: str, rows: Sequence[tuple[str, str]]) -> bytes:
    return site.page("sitemap.xml", address, rows=rows)


def _nothing(_site: Site, _address: str) -> bytes:
    return b""
