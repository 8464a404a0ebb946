"""Reports by day, and the record of a story with them, for tests of the embedded writer's sections."""

from itertools import count
from typing import Any

import builders
import stated

from dateline.core.model import Item
from dateline.desk.extractive.record import StoryRecord

_NUMBERS = count(1)


def report(day: str, text: str, title: str = "News", feed: str = "Harbour Wire", key: str = "") -> Item:
    """A report of September 2026, or of a full date."""
    date = day if "-" in day else f"2026-09-{int(day):02}"
    key = key or f"{feed.split(maxsplit=1)[0].lower()}-{date}-{next(_NUMBERS)}"
    return builders.item(key, title=title, text=text, feed=feed, published=f"{date}T09:00:00Z", collected=f"{date}T12:00:00Z")


def record(*items: Item, **given: Any) -> StoryRecord:
    """The record of a story on a day."""
    return StoryRecord(stated.state(*items, **given))
