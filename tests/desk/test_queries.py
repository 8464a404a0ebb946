"""Queries that a story could ask, from what its new items name."""

import builders

from dateline.core.model import Story
from dateline.desk.queries import suggested_queries

STORY = Story("The harbour barrier", tags=("harbour",), queries=("barrier cost",))


def titled(*titles: str, **given):
    return [builders.item(f"item-{number}", title=title, **given) for number, title in enumerate(titles)]


def test_a_name_that_several_items_tell_of():
    """A name in the titles of three items that is in no query is suggested."""
    items = titled("Divers call in Ostermoor Dredging", "The bill of Ostermoor Dredging", "Why Ostermoor Dredging was late")

    assert suggested_queries(STORY, items) == ("Ostermoor Dredging",)


def test_what_is_asked_already_is_not_suggested():
    """A name that shares a word with title, tags or queries is known."""
    assert suggested_queries(STORY, titled("In the Harbour Office", "From the Harbour Office", "At the Harbour Office")) == ()


def test_copies_and_two_items_are_not_enough():
    """Two items are too few, and copies do not count."""
    two = titled("Divers call in Ostermoor Dredging", "The bill of Ostermoor Dredging")
    copy = builders.item("copy", title="Why Ostermoor Dredging was late", copy_of="item-0")

    assert suggested_queries(STORY, [*two, copy]) == ()
