"""Why a run changed nothing, and what to do."""

from dataclasses import replace

import builders
import pytest

from dateline.core.config import Feed, Search
from dateline.core.errors import FeedError
from dateline.core.model import Story
from dateline.desk import Routing
from dateline.desk.route import Spiked
from dateline.flows.collect import Arrival, Collected
from dateline.report import no_change
from dateline.wire.collect import Collection, FeedReport

SAVED = Feed("saved", path="content/inbox")
WIRE = Feed("wire", url="https://wire.example/feed")
STORY = builders.dossier(items=(builders.item("known"),), story=Story("The barrier", queries=("barrier",)))


ARRIVAL = Arrival(STORY)


def collected(*reports, items=(), spiked=(), arrivals=(ARRIVAL,), before=()):
    return Collected(Collection(items, reports), Routing((), spiked), arrivals, aside_before=before)


def feed_lines(run, *feeds, **config):
    return list(no_change.feed_lines(run, builders.config(feeds=feeds, **config)))


def test_a_publication_without_a_story_is_told_how_to_make_one():
    """The hint is a command that works in the reader's folder."""
    said, hint = no_change.story_lines(collected(arrivals=()), (), place="-C record ")

    assert said == "no story yet"
    assert "dateline -C record new " in hint


def test_stories_that_are_not_active_are_named_as_the_reason():
    """If no story is updated, the lines say why; if one is, there are none."""
    said, hint = no_change.story_lines(collected(arrivals=()), ("harbour-barrier",))

    assert "because none is active" in said
    assert "status: active" in hint
    assert list(no_change.story_lines(collected(), ("harbour-barrier",))) == []


@pytest.mark.parametrize("feeds", [(), (SAVED,)])
def test_a_publication_without_a_feed_is_told_how_to_follow_one(feeds):
    """Without a feed, and with nothing in the inbox, the lines name both places and what to write."""
    said = "\n".join(feed_lines(collected(FeedReport("saved", "Saved")), *feeds))

    assert "the settings list no feed yet" in said
    assert all(word in said for word in ("content/site.yaml", "- {id: ", "content/inbox", "hint: "))


def test_an_inbox_with_a_file_is_a_feed():
    """An editor who only uses the inbox is not told to follow a feed."""
    run = collected(FeedReport("saved", "Saved", 1), items=(builders.item("known"),))

    assert feed_lines(run, SAVED) == ["read       Saved 1", "nothing new for any story: 1 known"]


@pytest.mark.parametrize(("feeds", "searches"), [((WIRE,), ()), ((), (Search("news", "https://news.example/?q={query}"),))])
def test_feeds_without_an_entry_are_said(feeds, searches):
    """A feed or search that gives nothing still counts as followed."""
    assert feed_lines(collected(FeedReport("wire", "Wire")), *feeds, searches=searches) == ["no feed has any entries"]


def test_every_entry_is_accounted_for():
    """If nothing is new for any story, the lines say what was read from which feed, and where it went."""
    items = tuple(builders.item(key) for key in ("known", "dormant", "a", "b", "c"))
    spiked = tuple(
        Spiked(item, reason) for item, reason in zip(items[2:], ("too weak", "shares no word", "too weak"), strict=True)
    )
    reports = tuple(FeedReport(f"f{number}", f"Feed {number}", number) for number in range(10))

    assert feed_lines(collected(*reports, items=items, spiked=spiked), WIRE) == [
        f"read       {', '.join(f'Feed {number} {number}' for number in range(1, 9))} and 1 more",
        "nothing new for any story: 1 known, 1 for stories that were not updated, 3 set aside, mostly: too weak",
    ]


def test_what_came_to_nothing_is_not_mentioned():
    """A count of zero is left out."""
    spiked = (Spiked(builders.item("a"), "too weak"),)

    lines = feed_lines(collected(FeedReport("wire", "Wire", 1), items=(builders.item("a"),), spiked=spiked), WIRE)

    assert lines[1] == "nothing new for any story: 1 set aside, mostly: too weak"


def test_items_that_fitted_no_story_before_are_no_mystery():
    """An item that comes again is counted with the reason of the earlier run, unless a story has it by now."""
    items = builders.item("a"), builders.item("known")
    before = tuple(Spiked(item, "shares no word") for item in items)

    lines = feed_lines(collected(FeedReport("wire", "Wire", 2), items=items, before=before), WIRE)

    assert lines[1] == "nothing new for any story: 1 known, 1 set aside in earlier runs, mostly: shares no word"


def test_feeds_that_failed_are_not_called_empty():
    """If some feeds could not be read, that is the reason."""
    reports = FeedReport("wire", "Wire", error=FeedError("answered 500")), FeedReport("saved", "Saved")

    assert feed_lines(collected(*reports), WIRE, SAVED) == ["no feed has any entries; 1 feed could not be read"]


@pytest.mark.parametrize("searches", [(), (Search("news", "https://news.example/?q={query}"),)])
def test_a_story_without_queries_is_told_so(searches):
    """The line names the stories that nothing searches for, and the file in which to say what to look for."""
    bare = tuple(Arrival(builders.dossier(slug=f"story-{number}")) for number in range(9))

    _, said, hint = feed_lines(collected(FeedReport("wire", "Wire"), arrivals=(*bare, ARRIVAL)), WIRE, searches=searches)

    assert said.endswith(": story-0, story-1, story-2, story-3, story-4, story-5, story-6, story-7 …")
    assert ("no search looks for it" in said) is bool(searches)
    assert hint == "  hint: add words to `queries:` in stories/story-0/story.yaml"
    _, one, _ = feed_lines(collected(FeedReport("wire", "Wire"), arrivals=bare[:1]), WIRE)
    assert one.endswith(": story-0")


def test_a_run_that_brought_something_says_no_more():
    """If a story gained an item, or there is no story, the other lines say so."""
    new = replace(STORY, items=(builders.item(),))
    reports = (FeedReport("wire", "Wire", 1),)

    assert feed_lines(collected(*reports, arrivals=(Arrival(new, new.items),)), WIRE) == []
    assert feed_lines(collected(*reports, arrivals=()), WIRE) == []
