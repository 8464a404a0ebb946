"""The feeds for readers: Atom (RFC 4287) and JSON Feed 1.1, with an entry for each version."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dateline.core.text import clean
from dateline.site import metadata, urls
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.frame import Output, Site, as_json

MOST_ENTRIES = 50
"""A feed has only this many of the newest versions; the pages have all of them."""


class FeedEntry(NamedTuple):
    """A version in a feed."""

    id: str
    url: str
    title: str
    published: str
    updated: str
    html: str
    tags: tuple[str, ...]


def all_stories(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """One feed for the publication, one for each story."""
    yield site.output("atom.xml", _atom, tuple(chronicles), site.config.title, urls.FRONT, shows=[one.mark for one in chronicles])


def one_story(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The feed of a story."""
    slug = chronicle.slug
    title = f"{chronicle.title} — {site.config.title}"
    address = urls.story(slug, "atom.xml")
    yield site.output(address, _atom, (chronicle,), title, urls.story(slug), shows=chronicle.mark, group=slug)


def json_feed(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The publication's feed as JSON."""
    yield site.output("feed.json", _json_feed, tuple(chronicles), shows=[one.mark for one in chronicles])


def entries(site: Site, chronicles: Sequence[Chronicle]) -> list[FeedEntry]:
    """The newest versions, newest first, including withdrawn ones."""
    told = [(one.published, chronicle.slug, one.number, chronicle, one) for chronicle in chronicles for one in chronicle.filed]
    newest = sorted(told, key=lambda row: row[:3], reverse=True)[:MOST_ENTRIES]
    return [
        _gone(site, chronicle, one) if one.withdrawn else _entry(site, chronicle, one.number) for *_, chronicle, one in newest
    ]


def _gone(site: Site, chronicle: Chronicle, filed: Filed) -> FeedEntry:
    """The entry for a withdrawn version, with the id that it always had."""
    address = urls.version(chronicle.slug, filed.number)
    html = site.page("gone.html", address, chronicle=chronicle, filed=filed).decode()
    return FeedEntry(
        id=urls.tag_uri(site.config.url, filed.published[:10], address),
        url=urls.absolute(site.config.url, address),
        title=clean(f"Withdrawn: {chronicle.title} (version {filed.number})"),
        published=_moment(filed.published),
        updated=_withdrawal(filed),
        html=clean(html),
        tags=chronicle.story.tags,
    )


def _withdrawal(filed: Filed) -> str:
    """When a version was withdrawn: the first second of that day, but always after it was filed, so feed readers see a change."""
    first = _time(_moment(filed.published)) + timedelta(seconds=1)
    day = _moment(filed.withdrawn.on if filed.withdrawn else "")
    return max(day, first.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _moment(text: str) -> str:
    """A time, or the first second of a day."""
    return text if "T" in text else f"{text}-01-01"[:10] + "T00:00:00Z"


def _entry(site: Site, chronicle: Chronicle, number: int) -> FeedEntry:
    position = next(i for i, one in enumerate(chronicle.versions) if one.version == number)
    version = chronicle.versions[position]
    address = urls.version(chronicle.slug, version.version)
    html = site.page(
        "entry.html",
        address,
        chronicle=chronicle,
        version=version,
        what=chronicle.plain(version.what),
        changes=chronicle.plain(version.changes) if position else "",
        has_redline=position > 0,
        drafted=metadata.drafted(version),
        reviewed=metadata.reviewed(version),
    ).decode()
    return FeedEntry(
        id=urls.tag_uri(site.config.url, version.published[:10], address),
        url=urls.absolute(site.config.url, address),
        title=clean(f"{version.title} (version {version.version})"),
        published=version.published,
        updated=version.published,
        html=clean(html),
        tags=chronicle.story.tags,
    )


def _atom(site: Site, address: str, chronicles: Sequence[Chronicle], title: str, front: str) -> bytes:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415  # only where a feed is written

    found = entries(site, chronicles)
    feed = FeedGenerator()
    feed.id(urls.tag_uri(site.config.url, "2026", address))
    feed.title(clean(title))
    feed.subtitle(clean(site.config.tagline) or None)
    feed.language(site.config.language)
    feed.author(_author(site))
    feed.link(href=urls.absolute(site.config.url, address), rel="self", type="application/atom+xml")
    feed.link(href=urls.absolute(site.config.url, front), rel="alternate", type="text/html")
    feed.generator("Dateline", version=site.release)
    feed.updated(_time(max((entry.updated for entry in found), default="1970-01-01T00:00:00Z")))  # feedgen would ask the clock
    for entry in found:
        row = feed.add_entry(order="append")
        row.id(entry.id)
        row.title(entry.title)
        row.link(href=entry.url, rel="alternate", type="text/html")
        row.published(_time(entry.published))
        row.updated(_time(entry.updated))
        row.category([{"term": tag} for tag in entry.tags])
        row.content(entry.html, type="html")
    data: bytes = feed.atom_str(pretty=True)
    return data


def _author(site: Site) -> dict[str, str]:
    author = site.config.author
    return {"name": clean(author.name or site.config.title), **({"email": author.email} if author.email else {})}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _json_feed(site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    config = site.config
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": config.title,
        "home_page_url": urls.absolute(config.url, urls.FRONT),
        "feed_url": urls.absolute(config.url, address),
        "description": config.tagline,
        "language": config.language,
        "authors": [{"name": config.author.name or config.title}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": list(entry.tags),
            }
            for entry in entries(site, chronicles)
        ],
    }
    return as_json(data)
