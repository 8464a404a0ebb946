"""Addresses in pages and essays: links that lead nowhere, and earlier addresses that other pages have."""

from collections.abc import Iterable

from dateline.core.model import Page, Problem, Signal
from dateline.core.publication import Publication
from dateline.site.links import StoryPlaces, dead_links, lead_somewhere, taken
from dateline.store.elsewhere import StoryReader


def dead_links_in(around: Publication, stories: StoryReader) -> Iterable[Problem]:
    """The links in pages and essays that lead nowhere; the stories are only looked at if there are links within the site."""
    if not lead_somewhere((*around.pages, *around.signals)):
        return ()
    return dead_links(around, _places(stories))


def taken_in(around: Publication, stories: StoryReader) -> Iterable[Problem]:
    """The earlier addresses of pages and essays that other pages have; the stories are only looked at if there are any."""
    held: list[Page | Signal] = [*around.pages, *around.signals]
    if not any(one.aliases for one in held):
        return ()
    return taken(around, _places(stories))


def _places(stories: StoryReader) -> StoryPlaces:
    settings = {slug: stories.settings(slug) for slug in sorted(stories.slugs)}
    shown = {slug: one for slug, one in settings.items() if not one.draft}
    aliases = frozenset(alias for one in shown.values() for alias in one.aliases)
    tags = frozenset(tag for one in shown.values() for tag in one.tags)
    return StoryPlaces({slug: stories.numbers(slug) for slug in shown}, aliases, tags)
