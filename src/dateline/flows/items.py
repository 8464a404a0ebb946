"""What came in: the items of stories, where each stands, copies under what they copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.core import layout
from dateline.core.model import Dossier
from dateline.core.standing import ItemStanding, standings
from dateline.store.reading import read_config
from dateline.store.story import find_stories, read_story

Chosen = Literal["waiting", "spiked", "all"]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item of a list."""

    standing: ItemStanding
    """The item, and where it stands."""
    copies: tuple[ItemStanding, ...] = ()
    """The items of the list that copy it."""


@dataclass(frozen=True, slots=True)
class StoryItems:
    """The items of one story that were asked for."""

    story: Dossier
    """The story."""
    items: tuple[ListedItem, ...]
    """The newest first."""

    @property
    def number(self) -> int:
        """How many items these are, copies included."""
        return sum(1 + len(one.copies) for one in self.items)

    @property
    def is_partial(self) -> bool:
        """Whether lines of the ledger cannot be read."""
        return any(one.file == layout.ledger_path(self.story.slug) for one in self.story.problems)


def list_items(root: Path, slug: str | None = None, chosen: Chosen = "waiting") -> tuple[StoryItems, ...]:
    """The items of a story, or of all stories that are not closed.

    Args:
        root: the publication's folder.
        slug: the story; None: all.
        chosen: which items: those that wait for a version, those set aside, or all.

    Raises:
        UsageError: if the settings cannot be read, or there is no such story.
    """
    read_config(root)
    stories = [read_story(root, one) for one in ([slug] if slug else find_stories(root)[0])]
    return tuple(_story_items(one, chosen) for one in stories if slug or one.story.status != "closed")


def _story_items(story: Dossier, chosen: Chosen) -> StoryItems:
    states = {"waiting": ("waiting",), "spiked": ("aside",), "all": ("waiting", "cited", "read", "aside", "withdrawn")}[chosen]
    shown = {key: one for key, one in standings(story).items() if one.state in states}
    copies: dict[str, list[ItemStanding]] = {}
    for one in shown.values():
        if one.item.copy_of in shown:
            copies.setdefault(one.item.copy_of or "", []).append(one)
    folded = {one.item.key for many in copies.values() for one in many}
    heads = _newest_first(one for key, one in shown.items() if key not in folded)
    return StoryItems(story, tuple(ListedItem(one, tuple(_newest_first(copies.get(one.item.key, ())))) for one in heads))


def _newest_first(items: Iterable[ItemStanding]) -> list[ItemStanding]:
    return sorted(items, key=lambda one: (one.item.published or one.item.collected, one.item.key), reverse=True)
