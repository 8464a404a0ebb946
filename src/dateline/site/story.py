"""The pages of a version: the brief, its data, and what changed from the version before."""

from collections.abc import Iterable

from markupsafe import Markup

from dateline.core import codec
from dateline.core.model import SECTIONS
from dateline.site import metadata, steps, urls
from dateline.site.brief import brief
from dateline.site.card_drawing import card_of
from dateline.site.changes import redline
from dateline.site.checked import last_checked
from dateline.site.chronicle import Chronicle
from dateline.site.dates import dated
from dateline.site.frame import Output, Site, as_json
from dateline.site.reporting import reporting
from dateline.site.rows import joined
from dateline.site.share_card import ShareCard, facts
from dateline.site.strip import strip
from dateline.site.timeline_picture import picture


def latest(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """The newest brief."""
    story, position, slug = chronicle.story, len(chronicle.versions) - 1, chronicle.slug
    checked, ended = last_checked(site, slug, story), metadata.ended(story)
    shows = (chronicle.mark_of_versions, story.tags, story.status, ended, chronicle.related, checked)
    card = _card(site, chronicle)
    yield site.output(urls.story(slug), _brief_page, chronicle, position, card, shows=shows, group=slug)
    yield from site.drawn(card, slug)


def _card(site: Site, chronicle: Chronicle) -> ShareCard | None:
    """What others show beside a link to the story: that of its newest version."""
    newest = chronicle.latest
    told = facts(newest.version, newest.published, len(newest.sources))
    return card_of(site.look, urls.story(chronicle.slug), newest.title, told)


def versions(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """Each version, as a page and as data; an old page changes only if the version is corrected or gets a successor."""
    slug = chronicle.slug
    for position, version in enumerate(chronicle.versions):
        following = chronicle.versions[position + 1 : position + 2]
        shows = (
            chronicle.marks[position],
            chronicle.story.tags,
            [(one.version, one.published) for one in following],
            chronicle.corrections_of(version.version),
        )
        yield site.output(urls.version(slug, version.version), _brief_page, chronicle, position, shows=shows, group=slug)
        data = urls.data(slug, version.version)
        yield site.output(data, _version_data, chronicle, position, shows=chronicle.marks[position], group=slug)


def redlines(site: Site, chronicle: Chronicle) -> Iterable[Output]:
    """What changed from each version to the next."""
    for position, version in enumerate(chronicle.versions[1:], 1):
        address = urls.redline(chronicle.slug, version.version)
        following = [one.version for one in chronicle.versions[position + 1 : position + 2]]
        shows = (chronicle.marks[position], following, chronicle.title)
        yield site.output(address, _redline_page, chronicle, position, shows=shows, group=chronicle.slug)


def _brief_page(site: Site, address: str, chronicle: Chronicle, position: int, card: ShareCard | None = None) -> bytes:
    shown = brief(chronicle, position)
    is_latest_page = address == urls.story(chronicle.slug)
    return site.page(
        "brief.html",
        address,
        card,
        chronicle=chronicle,
        brief=shown,
        version=shown.version,
        sections=SECTIONS,
        dated=_dated,
        picture=picture(chronicle, position),
        stops=strip(chronicle, shown.version.version, address),
        is_latest_page=is_latest_page,
        chips=(*shown.chips, *(chronicle.chips if is_latest_page else ())),
        made=metadata.made(chronicle, shown.version),
        checked=last_checked(site, chronicle.slug, chronicle.story) if is_latest_page else "",
        ended=metadata.ended(chronicle.story) if is_latest_page else None,
        report=reporting(site.config, chronicle.slug, shown.version.version),
        article=metadata.article(site, chronicle, shown.version, address, card),
        related=chronicle.related if is_latest_page else (),
    )


def _dated(date: str, year: str = "") -> Markup:
    """A date as a brief shows it, with its weekday."""
    return dated(date, year, has_weekday=True)


def _version_data(site: Site, _address: str, chronicle: Chronicle, position: int) -> bytes:
    version = chronicle.versions[position]
    page = urls.version(chronicle.slug, version.version)
    data = {
        "story": chronicle.slug,
        "url": urls.absolute(site.config.url, page),
        "numbers": dict(chronicle.analysed(version).numbers),
        **metadata.made(chronicle, version).data,
        **codec.plain(version),
        "sentences": steps.sentences(chronicle, position),
        **({"step": steps.step(chronicle, position)} if position else {}),
    }
    return as_json(data)


def _redline_page(site: Site, address: str, chronicle: Chronicle, position: int) -> bytes:
    shown = redline(chronicle, position)
    year = shown.after.published[:4]
    return site.page(
        "changes.html",
        address,
        chronicle=chronicle,
        redline=shown,
        made=metadata.made(chronicle, shown.after),
        days=[joined([dated(one.published, year)]) for one in (shown.before, shown.after)],
    )
