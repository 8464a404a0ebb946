"""Small stories for tests of the embedded writer: what outlets report, day by day, and what the writer makes of it."""

from collections.abc import Sequence
from typing import Any

import builders

from dateline.core.analysis import AnalysedStory
from dateline.core.cues import cues
from dateline.core.model import Dossier, Item, Story, Version
from dateline.desk import Assignment, Draft, extractive
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.reading import facts
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.superseding import Superseded
from dateline.desk.extractive.weights import Weights

STORY = Story("The harbour barrier", tags=("harbour",))
TODAY = "2026-05-24"
FILED = f"{TODAY}T11:30:00Z"


def report(day: int, text: str, feed: str = "Coast Wire", title: str = "The harbour barrier", **given: Any) -> Item:
    """What an outlet reports on a day of May 2026; the key is the outlet and the day unless one is given."""
    when = f"2026-05-{day:02}"
    key = f"{feed.lower().replace(' ', '-')}-{day}"
    parts: dict[str, Any] = {"title": title, "text": text, "feed": feed, "published": when, "collected": f"{when}T10:00:00Z"}
    return builders.item(**{"key": key, **parts, **given})


def facts_of(*items: Item) -> tuple[Fact, ...]:
    """The facts of items."""
    return facts(items, {})


def fact(text: str, day: int = 10, **given: Any) -> Fact:
    """The first fact of a report."""
    return facts_of(report(day, text, **given))[0]


def state(*items: Item, today: str = TODAY, versions: Sequence[Version] = (), language: str = "en") -> StoryState:
    """The state of a story of these items."""
    last = AnalysedStory(Dossier("harbour-barrier", STORY, tuple(versions), items)).latest
    return StoryState(today, facts_of(*items), last, cues(language))


def gone(*items: Item, today: str = TODAY) -> dict[str, Superseded]:
    """Words → why they no longer hold."""
    return {old.words: change for old, change in state(*items, today=today).gone.items()}


def replaced(*items: Item, today: str = TODAY) -> dict[str, str]:
    """Words that no longer hold → the words that replace them; the same words if only their day has passed."""
    return {words: change.by.words for words, change in gone(*items, today=today).items()}


def weights(*found: Fact) -> Weights:
    """The weights of a story of these facts alone."""
    return Weights(found)


def draft(*new: Item, known: tuple[Item, ...] = (), versions: tuple[Version, ...] = (), story: Story = STORY) -> Draft:
    """What the writer drafts from new items."""
    dossier = Dossier("harbour-barrier", story, versions, (*known, *new))
    return extractive.write(Assignment(dossier, new, len(versions) + 1, FILED))


def version(*new: Item, known: tuple[Item, ...] = (), versions: tuple[Version, ...] = (), story: Story = STORY) -> Version:
    """The version that the writer drafts from new items."""
    found = draft(*new, known=known, versions=versions, story=story).version
    assert found
    return found
