"""The feeds for readers: Atom (RFC 4287) and JSON Feed 1.1, with an entry for each version."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial

from dateline.core.days import written
from dateline.core.text import clean
from dateline.site import change_card, metadata, urls
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.corrections import corrected
from dateline.site.dates import in_words
from dateline.site.digest import Digest, FeedEntry
from dateline.site.frame import Output, Site, as_json
from dateline.site.words import _

MOST_ENTRIES = 50
"""A feed has only this many of the newest versions; the pages have all of them."""
FeedEntries = Callable[[], Sequence[FeedEntry]]
"""Makes the entries of a feed, once they are needed."""


def all_stories(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The publication's feeds."""
    return of_stories(site, urls.FRONT, site.config.title, digests)


def of_stories(site: Site, front: str, title: str, digests: Sequence[Digest]) -> Iterable[Output]:
    """The feeds of the stories that the page at `front` lists; archived ones are in none of them."""
    told = [one for one in digests if not one.card.is_archived]
    newest = sorted(told, key=lambda one: (one.card.filed, one.card.slug), reverse=True)[:MOST_ENTRIES]
    marks = [one.mark(FeedEntry) for one in newest]
    return feeds(site, front, title, cache(partial(_newest, newest)), shows=marks)  # the same entries for both


def one_story(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The feeds of a story; at its older addresses too, so that nobody who follows it loses it when it is renamed."""
    slug, story, title = chronicle.slug, chronicle.story, f"{chronicle.title} — {site.config.title}"
    shows = (story.tags, chronicle.mark_of_versions)
    own = [*feeds(site, urls.story(slug), title, partial(entries, site, chronicle), shows=shows, group=slug)]
    yield from own
    for alias in story.aliases:
        yield from (replace(one, path=urls.story(alias) + one.path.removeprefix(urls.story(slug))) for one in own)


def feeds(  # noqa: PLR0913  # each is another thing
    site: Site, front: str, title: str, made: FeedEntries, *, shows: object, group: str = ""
) -> Iterable[Output]:
    """A feed as Atom and as JSON Feed.

    Args:
        site: what every page needs.
        front: the address of the page that it is about; it stands below that.
        title: its title.
        made: makes its entries.
        shows: what they depend on.
        group: the story that it belongs to, if it belongs to one.
    """
    for name, render in ((urls.ATOM, _atom), (urls.JSON_FEED, _json_feed)):
        yield site.output(front + name, render, front, title, made, shows=(title, site.config.hub, shows), group=group)


def _newest(digests: Iterable[Digest]) -> list[FeedEntry]:
    """The newest entries of all stories; no story has one among them that is older than its newest fifty."""
    found = (entry for one in digests for entry in one.rows(FeedEntry))
    return sorted(found, key=lambda entry: (entry.filed, entry.slug, entry.number), reverse=True)[:MOST_ENTRIES]


def entries(site: Site, chronicle: Chronicle) -> list[FeedEntry]:
    """A story's newest versions, newest first, withdrawn ones too and minor ones not; made once for both feeds that have them."""
    return chronicle.once(_entries, site)


def _entries(chronicle: Chronicle, site: Site) -> list[FeedEntry]:
    newest = sorted(((one.published, one.number, one) for one in chronicle.news), reverse=True)[:MOST_ENTRIES]
    return [_gone(site, chronicle, one) if one.withdrawn else _entry(site, chronicle, one.number) for *_, one in newest]


def _gone(site: Site, chronicle: Chronicle, filed: Filed) -> FeedEntry:
    """The entry for a withdrawn version, with the id that it always had."""
    address = urls.version(chronicle.slug, filed.number)
    html = site.page("gone.html", address, chronicle=chronicle, filed=filed).decode()
    return FeedEntry(
        filed=filed.published,
        slug=chronicle.slug,
        number=filed.number,
        id=urls.tag_uri(site.config.url, filed.published[:10], address),
        url=urls.absolute(site.config.url, address),
        title=clean(_draft(site) + _("Withdrawn: {title} (version {n})", title=chronicle.title, n=filed.number)),
        published=_moment(filed.published),
        updated=_withdrawal(filed),
        html=clean(html),
        tags=chronicle.story.tags,
    )


def _draft(site: Site) -> str:
    return f"{_('Draft')}: " if site.is_draft else ""


def _withdrawal(filed: Filed) -> str:
    """When a version was withdrawn: the first second of that day, but always after it was filed, so feed readers see a change."""
    first = _moment(filed.published)
    with suppress(OverflowError):
        first = written(_time(first) + timedelta(seconds=1))
    return max(_moment(filed.withdrawn.on if filed.withdrawn else ""), first)


def _moment(text: str) -> str:
    """A time, or the first second of a day."""
    return text if "T" in text else f"{text}-01-01"[:10] + "T00:00:00Z"


def _entry(site: Site, chronicle: Chronicle, number: int) -> FeedEntry:
    position = next(i for i, one in enumerate(chronicle.versions) if one.version == number)
    version = chronicle.versions[position]
    address, made = urls.version(chronicle.slug, version.version), metadata.made(chronicle, version)
    html = site.page(
        "entry.html",
        address,
        chronicle=chronicle,
        version=version,
        what=chronicle.printed(version.what),
        changes=chronicle.printed(version.changes) if position else "",
        lines=_lines(chronicle, position),
        value_of=change_card.value_of,
        corrected=[one for one in chronicle.once(corrected) if one.by == version.version],
        in_words=in_words,
        has_redline=position > 0,
        made=made,
    ).decode()
    return FeedEntry(
        filed=version.published,
        slug=chronicle.slug,
        number=version.version,
        id=urls.tag_uri(site.config.url, version.published[:10], address),
        url=urls.absolute(site.config.url, address),
        title=clean(_draft(site) + _("{title} (version {n})", title=version.title, n=version.version)),
        published=version.published,
        updated=version.published,
        html=clean(html),
        tags=chronicle.story.tags,
        stage=metadata.stage(version),
        made=made.data,
        language=chronicle.story.language,
    )


def _lines(chronicle: Chronicle, position: int) -> tuple[change_card.CardLine, ...]:
    """What changed, in short; corrections are told at length."""
    found = [one for one in change_card.lines(chronicle, position) if one.kind != "corrected"]
    return change_card.chosen(found, change_card.MOST)


def _atom(site: Site, _address: str, front: str, title: str, made: FeedEntries) -> bytes:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415  # only where a feed is written

    feed, address, found = FeedGenerator(), front + urls.ATOM, made()
    feed.id(urls.tag_uri(site.config.url, "2026", address))
    feed.title(clean(title))
    feed.subtitle(clean(site.config.tagline) or None)
    feed.language(site.config.language)
    feed.author(_author(site))
    feed.link(href=urls.absolute(site.config.url, address), rel="self", type="application/atom+xml")
    if site.config.hub:
        feed.link(href=site.config.hub, rel="hub")
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
        row.category([{"term": tag} for tag in entry.tags] + list(_made(site, entry)))
        row.content(entry.html, type="html")
    data: bytes = feed.atom_str(pretty=True)
    return data


def _made(site: Site, entry: FeedEntry) -> Iterator[dict[str, str]]:
    """Categories (RFC 4287, 4.2.2) for how a version was made: one of our own scheme, and IPTC's term."""
    if entry.made:
        scheme, term = urls.tag_uri(site.config.url, "2026", "review"), entry.made["digital_source_type"]
        yield {"term": entry.stage, "scheme": scheme, "label": clean(entry.made["reviewed"])}
        yield from [{"term": term.removeprefix(metadata.IPTC), "scheme": metadata.IPTC}] if term else []


def _author(site: Site) -> dict[str, str]:
    author = site.config.author
    return {"name": clean(author.name or site.config.title), **({"email": author.email} if author.email else {})}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _json_feed(site: Site, _address: str, front: str, title: str, made: FeedEntries) -> bytes:
    config = site.config
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": urls.absolute(config.url, front),
        "feed_url": urls.absolute(config.url, front + urls.JSON_FEED),
        "description": config.tagline,
        "language": config.language,
        "authors": [{"name": config.author.name or config.title}],
        **({"hubs": [{"type": "WebSub", "url": config.hub}]} if config.hub else {}),
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "date_published": entry.published,
                "date_modified": entry.updated,
                **({"language": entry.language} if entry.language else {}),
                "tags": list(entry.tags),
                **({"_dateline": entry.made} if entry.made else {}),
            }
            for entry in made()
        ],
    }
    return as_json(data)
