"""When a story was last checked for news, as the front page and the newest briefs say it. No page that stays says it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from dateline.core.model import Story
from dateline.site.digest import Card
from dateline.site.frame import Site

BEHIND = timedelta(days=1)
"""A list says of an active story when it was last checked only if others were checked so much later."""


def last_checked(site: Site, slug: str, story: Story) -> str:
    """When a story was last checked; empty if that is not known, or if the story is over, so that nobody looks for news of it."""
    return "" if story.is_over else site.checked.get(slug, "")


def newest_check(site: Site, cards: Iterable[Card]) -> str:
    """When one of these stories was last checked; empty if that is not known of any."""
    return max((site.checked.get(one.slug, "") for one in cards), default="")


def checked_earlier(site: Site, cards: Iterable[Card], newest: str) -> Mapping[str, str]:
    """Slug → when it was last checked, for each active story that was not among those that were checked last."""
    times = {one.slug: site.checked.get(one.slug, "") for one in cards if one.status == "active"}
    return {slug: at for slug, at in times.items() if at and _time(newest) - _time(at) > BEHIND}


def _time(at: str) -> datetime:
    return datetime.fromisoformat(at)
