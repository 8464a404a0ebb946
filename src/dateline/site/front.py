"""The pages that list stories: the front page, all stories, tags, search, feeds, and the page for wrong addresses."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import escape

from dateline.core.model import Page, Signal
from dateline.core.text import one_line
from dateline.site import front_margin, urls
from dateline.site.atom import of_stories
from dateline.site.cards import listed
from dateline.site.checked import checked_earlier, newest_check
from dateline.site.chronicle import label_of_tag
from dateline.site.dates import dated
from dateline.site.digest import Card, Digest
from dateline.site.frame import Link, Output, Site
from dateline.site.metadata import website
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.words import N_, _

NEWEST = 50
"""How many stories a list shows in full; the others are listed by name on pages of their own."""
NEAREST = 10
"""How many stories the page for wrong addresses offers."""
NAMES = 200
"""How many stories a page lists by name."""
KEPT = N_("Stories that are kept, and not followed any more. Their pages and feeds stay where they were.")
"""About the archive."""


class ListPage(NamedTuple):
    """A page that lists stories in full."""

    cards: tuple[Card, ...]
    """The stories."""
    total: int
    """How many there are, those that are not listed included."""
    asked: int = 0
    """How many open questions they have."""
    archived: int = 0
    """How many more are in the archive."""
    checked: str = ""
    """When a story was last checked for news; empty if that is not known, or on any page but the front page."""
    earlier: tuple[tuple[str, str], ...] = ()
    """Slug and time for each story here whose last check was long before that."""
    beside: front_margin.BesideStories = front_margin.BesideStories()
    """What stands beside the stories of the front page."""

    @property
    def changed(self) -> str:
        """When a story last changed; empty if there is none."""
        return self.cards[0].changed if self.cards else ""


class NamesPage(NamedTuple):
    """A page that lists stories by name."""

    title: str
    back: Link
    """The page that lists the newest of them in full."""
    sheet: Sheet
    total: int
    """How many stories there are."""
    rows: tuple[tuple[str, str, int, str], ...]
    """Slug, title, the number of the newest version and its day."""
    about: str = ""
    """What they have in common, in a sentence; empty if the title says it."""


def told(digests: Iterable[Digest]) -> list[Digest]:
    """The stories that lists have, in the order of their slugs: those with a version that are not archived."""
    return [one for one in digests if one.card.version and not one.card.is_archived]


def archived(digests: Iterable[Digest]) -> list[Digest]:
    """The stories with a version that are archived, in the order of their slugs."""
    return [one for one in digests if one.card.version and one.card.is_archived]


def newest_first(digests: Iterable[Digest]) -> list[Digest]:
    """The stories that lists have, by latest update."""
    return by_time(told(digests))


def by_time(digests: Iterable[Digest]) -> list[Digest]:
    """Stories by latest update, the newest first."""
    return sorted(digests, key=lambda one: (one.card.changed, one.card.slug), reverse=True)


def home(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The stories by latest update."""
    shown = _shown(digests)
    newest = newest_check(site, (one.card for one in told(digests)))
    earlier = tuple(checked_earlier(site, shown.cards, newest).items())
    beside = front_margin.beside([one.card for one in told(digests)], shown.changed)
    shown = shown._replace(checked=newest, earlier=earlier, beside=beside)
    yield site.output(urls.FRONT, _list_page, "home.html", shown, "", shows=shown)


def all_stories(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """All stories by name, if the front page does not list all of them."""
    yield from _by_name(site, urls.STORIES, _("Stories"), Link(site.config.title, urls.FRONT), told(digests))


def archive(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The archived stories by name, if there are any; no other list has them."""
    if found := archived(digests):
        yield from _names(site, urls.ARCHIVE, _("Archive"), Link(site.config.title, urls.FRONT), found, _(KEPT))


def search(site: Site, digests: Sequence[Digest], engine: str) -> Output:
    """The search, by an engine if its address is not empty, and the newest stories for readers without scripts."""
    return _list(site, urls.SEARCH, "search.html", digests, label=engine)


def not_found(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The page for wrong addresses, at any depth."""
    yield _list(site, urls.NOT_FOUND, "404.html", newest_first(digests)[:NEAREST])


def _list(site: Site, address: str, template: str, digests: Sequence[Digest], label: str = "") -> Output:
    shown = _shown(digests)
    return site.output(address, _list_page, template, shown, label, shows=(shown, label))


def _shown(digests: Sequence[Digest]) -> ListPage:
    newest = newest_first(digests)
    cards = tuple(one.card.in_a_list for one in newest[:NEWEST])
    return ListPage(cards, len(newest), sum(one.card.asked for one in newest), len(archived(digests)))


def _list_page(site: Site, address: str, template: str, shown: ListPage, label: str) -> bytes:
    link = site.link_from(address)
    stories = listed(shown.cards, link, dict(shown.earlier), has_lead=address == urls.FRONT)
    beside = front_margin.sections(shown.beside, shown.changed, link) if address == urls.FRONT else ""
    whole = website(site) if address == urls.FRONT else None
    return site.page(template, address, shown=shown, label=label, stories=stories, beside=beside, dated=dated, website=whole)


def follow(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The feeds: those of the newest stories and their tags as a page, those of all stories as a file for feed readers."""
    listed = newest_first(digests)[:NEWEST]
    newest = [(one.card.slug, one.card.title) for one in listed]
    tagged = sorted({(label_of_tag(tag), urls.tag(tag)) for one in listed for tag in one.card.tags})
    every = [(one.card.slug, one.card.title) for one in told(digests)]
    followed = tuple((feed.label, feed.url) for feed in site.config.feeds if feed.url)
    total = len(every)
    yield site.output(urls.FOLLOW, _follow_page, newest, tagged, total, shows=(newest, tagged, total))
    yield site.output("follow/feeds.opml", _opml, every, followed, shows=(every, followed))


def _follow_page(
    site: Site, address: str, stories: Sequence[tuple[str, str]], tagged: Sequence[tuple[str, str]], total: int
) -> bytes:
    return site.page("follow.html", address, stories=stories, tags=tagged, total=total)


def _opml(site: Site, address: str, stories: Sequence[tuple[str, str]], followed: Sequence[tuple[str, str]]) -> bytes:
    return site.page("feeds.opml", address, stories=stories, followed=followed, one_line=one_line)


def tags(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The stories with a tag by latest update, their feeds and, if there are more, all of them by name."""
    tagged: defaultdict[str, list[Digest]] = defaultdict(list)
    for one in digests:
        for tag in one.card.tags:
            tagged[tag].append(one)
    for tag, found in sorted(tagged.items()):
        label = label_of_tag(tag)
        yield _list(site, urls.tag(tag), "tag.html", found, label=label)
        yield from of_stories(site, urls.tag(tag), f"{label} — {site.config.title}", found)
        yield from _by_name(site, urls.tag(tag) + urls.ALL, label.capitalize(), Link(label, urls.tag(tag)), told(found))


def _by_name(site: Site, first: str, title: str, back: Link, digests: Sequence[Digest]) -> Iterable[Output]:
    """Stories by name, on as many pages as they need; none if they are few enough to be listed in full."""
    if len(digests) > NEWEST:
        yield from _names(site, first, title, back, digests)


def _names(  # noqa: PLR0913, PLR0917  # each is another thing
    site: Site, first: str, title: str, back: Link, digests: Sequence[Digest], about: str = ""
) -> Iterable[Output]:
    rows = [(one.card.slug, one.card.title, one.card.version, one.card.published[:10]) for one in digests]
    for sheet in sheets(first, len(rows), NAMES):
        shown = NamesPage(title, back, sheet, len(rows), tuple(rows[sheet.rows]), about)
        yield site.output(sheet.address, _names_page, shown, shows=shown)


def _names_page(site: Site, address: str, shown: NamesPage) -> bytes:
    return site.page("stories.html", address, shown=shown, names=joined(map(partial(_name, site.link_from(address)), shown.rows)))


def _name(link: Callable[[str], str], row: tuple[str, str, int, str]) -> str:
    """A story by name."""
    slug, title, version, filed = row
    there = f'<a href="{escape(link(urls.story(slug)))}"><bdi>{escape(title)}</bdi></a>'
    return f'<li>{there} <span class="soft">{_("version {n}, {date}", n=version, date=dated(filed))}</span></li>'


def redirects(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """Redirects from older addresses of stories."""
    for one in digests:
        for alias in one.card.aliases:
            there = urls.story(one.card.slug)
            yield site.output(urls.story(alias), _redirect_page, there, one.card.title, shows=(there, one.card.title))


def earlier(site: Site, pages: Sequence[Page], signals: Sequence[Signal]) -> Iterable[Output]:
    """Redirects from older addresses of pages and essays."""
    held = [(f"{one.slug}/", one) for one in pages] + [(urls.signal(one.slug), one) for one in signals]
    for there, one in held:
        for alias in map(urls.earlier, one.aliases):
            mine = site.marked(is_draft=one.draft)
            yield mine.output(alias, _redirect_page, there, one.title, "page", shows=(there, one.title))


def _redirect_page(site: Site, address: str, there: str, title: str, kind: str = "story") -> bytes:
    return site.page("redirect.html", address, there=there, title=title, kind=kind)
