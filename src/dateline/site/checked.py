"""When a story was last checked for news, as the front page and the newest briefs say it. No page that stays says it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from markupsafe import Markup

from dateline.core.model import Story
from dateline.core.text.day_words import day_in_words
from dateline.site.digest import Card
from dateline.site.frame import Site

BEHIND = timedelta(days=1)
"""A list says of an active story when it was last checked only if others were checked so much later."""


def last_checked(site: Site, slug: str, story: Story) -> Markup:
    """When a story was last checked; empty if that is not known, or if the story is over, so that nobody looks for news of it."""
    at = site.checked.get(slug)
    return Markup() if story.is_over or not at else in_words(at)


def newest_check(site: Site, cards: Iterable[Card]) -> str:
    """When one of these stories was last checked; empty if that is not known of any."""
    return max((site.checked.get(one.slug, "") for one in cards), default="")


def checked_earlier(site: Site, cards: Iterable[Card], newest: str) -> Mapping[str, str]:
    """Slug → when it was last checked, for each active story that was not among those that were checked last."""
    times = {one.slug: site.checked.get(one.slug, "") for one in cards if one.status == "active"}
    return {slug: at for slug, at in times.items() if at and _time(newest) - _time(at) > BEHIND}


def in_words(at: str) -> Markup:
    """A time as people write it, to the minute."""
    return Markup('<time datetime="{}">{}, {} UTC</time>').format(at, day_in_words(at[:10]), at[11:16])


def day_of(at: str) -> Markup:
    """The day of a time, as people write it."""
    return Markup('<time datetime="{}">{}</time>').format(at, day_in_words(at[:10]))


def _time(at: str) -> datetime:
    return datetime.fromisoformat(at)
