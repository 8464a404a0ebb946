"""Suggested queries for a story: names in its new items that it does not use yet. The program does not add them itself."""

from collections.abc import Iterable
from itertools import chain

from dateline.core.model import Item, Story
from dateline.core.text import names, significant_words

LEAST_ORIGINS = 3
"""How many independent items must have the name."""
MOST = 3


def suggested_queries(story: Story, items: Iterable[Item]) -> tuple[str, ...]:
    """Names in the titles of several new items, without copies, that are not in title, tags or queries; the commonest first."""
    asked = set(chain.from_iterable(map(significant_words, (story.title, *story.tags, *story.queries))))
    told: dict[str, set[str]] = {}
    for item in items:
        if item.copy_of is None and item.is_usable:
            for name in names(item.title):
                told.setdefault(name, set()).add(item.key)
    new = [name for name, keys in told.items() if len(keys) >= LEAST_ORIGINS and not asked & set(significant_words(name))]
    return tuple(sorted(new, key=lambda name: (-len(told[name]), name))[:MOST])
