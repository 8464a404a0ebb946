"""What came in."""

from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication

from dateline.core.errors import UsageError
from dateline.core.model import Item, Story
from dateline.flows.items import Chosen, StoryItems, list_items

LATER = "2026-05-25T11:30:00Z"


def new(key: str, published: str | None, **given: str) -> Item:
    return builders.item(key, published=published, collected=LATER, **given)


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    items = (
        builders.item(),
        new("copy-b", "2026-05-03", copy_of="gate"),
        new("gate", "2026-05-01"),
        new("copy-a", "2026-05-04", copy_of="gate"),
        new("undated", None),
        new("old-copy", "2026-05-02", copy_of="harbour-plan"),
        new("satire", "2026-05-05", spiked="satire"),
    )
    stories = (
        builders.dossier(items=items),
        builders.dossier(slug="closed", story=Story("Closed", status="closed"), items=(*items, new("last", "2026-05-09"))),
        builders.dossier(slug="empty", items=(), versions=()),
    )
    return make_publication(*stories)


def keys(story: StoryItems) -> list[str]:
    return ["+".join([one.standing.item.key, *(copy.item.key for copy in one.copies)]) for one in story.items]


@pytest.mark.parametrize(
    ("chosen", "listed"),
    [
        ("waiting", ["undated", "old-copy", "gate+copy-a+copy-b"]),
        ("spiked", ["satire"]),
        ("all", ["undated", "harbour-plan+old-copy", "satire", "gate+copy-a+copy-b"]),
    ],
)
def test_the_newest_comes_first_and_copies_are_folded(root: Path, chosen: Chosen, listed: list[str]) -> None:
    """An undated item counts from the day it was collected; a copy stands alone if what it copies is not in the list."""
    empty, story = list_items(root, chosen=chosen).stories

    assert keys(story) == listed
    assert story.number == sum(key.count("+") + 1 for key in listed)
    assert (empty.story.slug, empty.items) == ("empty", ())


def test_a_story_that_is_named_is_listed_even_if_closed(root: Path) -> None:
    """A story that does not exist is an error."""
    (closed,) = list_items(root, "closed").stories

    assert keys(closed)[0] == "undated"
    assert "last" in keys(closed)
    with pytest.raises(UsageError, match='no story "nowhere"'):
        list_items(root, "nowhere")


@pytest.mark.parametrize("status", ["dormant", "closed", "archived"])
def test_what_is_not_updated_is_left_out_and_named(make_publication: MakePublication, status: Any) -> None:
    """Without a name only active stories are listed; of the others, those that have such items are known."""
    waiting, aside = (builders.item(), new("late", None)), (builders.item(), new("late", None, spiked="satire"))
    stories = [
        builders.dossier(slug=slug, story=Story(slug, status=status), items=items)
        for slug, items in (("a", waiting), ("b", aside))
    ]
    root = make_publication(builders.dossier(), *stories)

    found = list_items(root)

    assert [(one.story.slug, one.is_updated) for one in found.stories] == [("harbour-barrier", True)]
    assert [(one.story.slug, one.number) for one in found.left_out] == [("a", 1)]
    assert [one.story.slug for one in list_items(root, chosen="spiked").left_out] == ["b"]
    assert list_items(root, "a").left_out == ()
