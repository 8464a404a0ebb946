"""The items of stories: lines for a pipe, JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.core.model import Item
from dateline.core.outlets import outlet_in_a_list
from dateline.core.standing import ItemStanding
from dateline.core.text import one_line
from dateline.core.text.lists import counted, listed
from dateline.flows.items import ItemList, StoryItems
from dateline.report.evidence import GRADES

COLUMNS = ("story", "date", "outlet", "grade", "state", "key", "copy of", "title", "reason")


def grade_of(item: Item) -> str:
    """How much of an item could be read, in words."""
    return GRADES[item.evidence]


def state_of(one: ItemStanding) -> str:
    """Where an item stands, in words."""
    words = {"waiting": "waits for the next version", "read": "read, but not cited", "aside": "set aside"}
    return f"version {one.cited[-1]} cites it" if one.state == "cited" else words.get(one.state, one.state)


def reason_of(one: ItemStanding) -> str:
    """Why an item was set aside or withdrawn; empty if it was not."""
    return one_line(one.item.spiked or (one.item.withdrawn.why if one.item.withdrawn else ""))


def notes(found: ItemList, place: str = "") -> Iterator[str]:
    """What is not in the list, and what an update does not use.

    Args:
        found: what came in.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    for one in found.stories:
        slug = one.story.slug
        if one.is_partial:
            yield f"note: lines of the ledger of {slug} cannot be read; to see which: dateline {place}check {slug}"
        yield from not_updated(slug, one.story.story.status)
    if found.left_out:
        names = [f"{one.story.slug} ({one.story.story.status}, {counted(one.number, 'item')})" for one in found.left_out]
        yield f"note: not listed, because `dateline update` does not use them: {listed(names)}"


def not_updated(slug: str, status: str) -> Iterator[str]:
    """That nothing becomes of the items of a story while it is dormant, closed or archived."""
    if status != "active":
        yield f"note: {slug} is {status}, so `dateline update` does not use it"


def lines(stories: Sequence[StoryItems]) -> Iterator[str]:
    """The items for a pipe: a line each, tabs between the columns, copies after what they copy."""
    yield "\t".join(COLUMNS)
    for story in stories:
        for head in story.items:
            for one in (head.standing, *head.copies):
                yield "\t".join((story.story.slug, *_cells(one)))


def _cells(one: ItemStanding) -> tuple[str, ...]:
    item = one.item
    outlet = one_line(outlet_in_a_list(item))
    return (item.day, outlet, item.evidence, one.state, item.key, item.copy_of or "", one_line(item.title), reason_of(one))


def document(stories: Sequence[StoryItems]) -> dict[str, Any]:
    """The items as JSON data."""
    return {
        "stories": [
            {
                "story": one.story.slug,
                "title": one.story.latest.title if one.story.latest else one.story.story.title,
                "version": one.story.latest.version if one.story.latest else None,
                "items": [{**_data(head.standing), "copies": [_data(copy) for copy in head.copies]} for head in one.items],
            }
            for one in stories
        ]
    }


def _data(one: ItemStanding) -> dict[str, Any]:
    item = one.item
    return {
        "key": item.key,
        "title": item.title,
        "url": item.url,
        "feed": item.feed,
        "outlet": outlet_in_a_list(item),
        "published": item.published,
        "day": item.day or None,
        "collected": item.collected,
        "evidence": item.evidence,
        "state": one.state,
        "reason": reason_of(one) or None,
        "copy_of": item.copy_of,
        "cited": list(one.cited),
    }
