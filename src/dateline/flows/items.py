"""What came in: the items of stories, where each stands, copies under what they copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.core import layout
from dateline.core.model import Dossier
from dateline.core.standing import ItemStanding, standings
from dateline.store.published import in_hand
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
    in_hand: bool = False
    """Whether an editor is writing its newest version, and has not published it."""

    @property
    def number(self) -> int:
        """How many items these are, copies included."""
        return sum(1 + len(one.copies) for one in self.items)

    @property
    def is_updated(self) -> bool:
        """Whether `dateline update` uses its items at all."""
        return self.story.story.status == "active"

    @property
    def next_command(self) -> str:
        """The command that makes a version of what waits: `update` leaves alone what is being written by hand."""
        return "update" if self.is_updated and not self.in_hand else "edit"

    @property
    def is_partial(self) -> bool:
        """Whether lines of the ledger cannot be read."""
        return any(one.file == layout.ledger_path(self.story.slug) for one in self.story.problems)


@dataclass(frozen=True, slots=True)
class ItemList:
    """What came in, by story."""

    stories: tuple[StoryItems, ...]
    """The story that was named, or all active ones."""
    left_out: tuple[StoryItems, ...] = ()
    """The stories that are not active and have such items too."""


def list_items(root: Path, slug: str | None = None, chosen: Chosen = "waiting") -> ItemList:
    """The items of a story, or of all active stories: those that are updated.

    Args:
        root: the publication's folder.
        slug: the story; None: all.
        chosen: which items: those that wait for a version, those set aside, or all.

    Raises:
        UsageError: if the settings cannot be read, or there is no such story.
    """
    read_config(root)
    if slug:
        return ItemList((_story_items(root, read_story(root, slug), chosen),))
    stories = [_story_items(root, read_story(root, one), chosen) for one in find_stories(root)[0]]
    others = (one for one in stories if not one.is_updated and one.items)
    return ItemList(tuple(one for one in stories if one.is_updated), tuple(others))


def _story_items(root: Path, story: Dossier, chosen: Chosen) -> StoryItems:
    states = {"waiting": ("waiting",), "spiked": ("aside",), "all": ("waiting", "cited", "read", "aside", "withdrawn")}[chosen]
    shown = {key: one for key, one in standings(story).items() if one.state in states}
    copies: dict[str, list[ItemStanding]] = {}
    for one in shown.values():
        if one.item.copy_of in shown:
            copies.setdefault(one.item.copy_of or "", []).append(one)
    folded = {one.item.key for many in copies.values() for one in many}
    heads = _newest_first(one for key, one in shown.items() if key not in folded)
    listed = tuple(ListedItem(one, tuple(_newest_first(copies.get(one.item.key, ())))) for one in heads)
    return StoryItems(story, listed, bool(listed and in_hand(root, story)))


def _newest_first(items: Iterable[ItemStanding]) -> list[ItemStanding]:
    return sorted(items, key=lambda one: (one.item.published or one.item.collected, one.item.key), reverse=True)
