"""What can bring items to a story."""

import builders
import pytest

from dateline.core.config import Feed, Search
from dateline.core.model import Story
from dateline.core.supply import lacking

INBOX, FOLLOWED = Feed("saved", path="content/inbox"), Feed("quay", url="https://quay.example/feed")
NEWS = Search("news", url="https://quay.example/?q={query}")


@pytest.mark.parametrize(
    ("feeds", "searches", "story", "said"),
    [
        ((INBOX,), (), {}, "list no search, and"),
        ((), (), {}, "list no search, and"),
        ((INBOX,), (), {"queries": ("quay wall",)}, "no search that could use the queries"),
        ((INBOX, FOLLOWED), (), {"feeds": ("saved",)}, "list no search, and"),
        ((INBOX,), (NEWS,), {}, "no queries"),
        ((INBOX,), (NEWS,), {"queries": ("quay wall",)}, ""),
        ((INBOX, FOLLOWED), (), {}, ""),
        ((INBOX, FOLLOWED), (), {"feeds": ("quay",)}, ""),
    ],
)
def test_a_story_needs_a_feed_or_a_search_with_queries(feeds, searches, story, said):
    """The inbox alone brings nothing by itself; what is missing is said with the file to edit."""
    config = builders.config(feeds=feeds, searches=searches)
    what, hint = lacking(config, Story("Quay", **story), "stories/quay/story.yaml")

    assert said in what
    assert bool(hint) == bool(what) == bool(said)
    assert (".yaml" in hint) == bool(said)
