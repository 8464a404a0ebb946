from dataclasses import replace

import builders
import pytest
from telling import STORY, report, version

FOLLOWS = replace(STORY, headline="follow")
VOTE = report(12, "The council approved 52 million euros for the harbour barrier.", title="Council approves the harbour barrier")


def test_the_title_is_the_storys_own():
    """Unless the story's settings say otherwise, a headline does not change; a later version keeps the last one's."""
    assert version(VOTE).title == "The harbour barrier"
    assert version(VOTE, versions=(builders.version(title="An editor's title"),)).title == "An editor's title"


def test_a_title_may_follow_the_newest_fact():
    """With `headline: follow` it is the title of the item with the most important fact."""
    assert version(VOTE, story=FOLLOWS).title == "Council approves the harbour barrier"


@pytest.mark.parametrize(
    "title", ["Council approves the harbour barrier and…", f"Council approves the harbour barrier {'again ' * 20}"]
)
def test_a_title_that_is_cut_or_long_is_not_taken(title):
    """The story's own title stays in place of one that is no headline."""
    assert version(replace(VOTE, title=title), story=FOLLOWS).title == "The harbour barrier"
