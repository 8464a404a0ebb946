"""What items say, as the embedded writer reads it: small stories for tests of its sections."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import builders

from dateline.core.analysis import AnalysedStory
from dateline.core.cues import cues
from dateline.core.model import Item, Version, WrittenBy
from dateline.desk.extractive.reading import facts
from dateline.desk.extractive.speech import Speaking, speaking
from dateline.desk.extractive.state import StoryState


def item(key: str, text: str, day: str = "2026-09-01", feed: str = "Harbour Wire", **given: Any) -> Item:
    """An item of a day and an outlet; its title says nothing about the matter."""
    return builders.item(key, **{"title": key.capitalize(), "text": text, "published": f"{day}T08:00:00Z", "feed": feed, **given})


def version(number: int = 1, published: str = "2026-09-02T21:00:00Z", **given: Any) -> Version:
    """A version of the embedded writer that has only the parts that are given."""
    empty = {"what": "", "why_it_matters": "", "open_questions": (), "narrative": (), "timeline": ()}
    parts = {"perspectives": (), "tensions": (), "sources": (), "written_by": WrittenBy("extractive")}
    return builders.version(number, published=published, **{**empty, **parts, **given})


def state(
    *items: Item,
    last: Version | None = None,
    today: str = "2026-09-30",
    language: str = "en",
    texts: Mapping[str, tuple[str, ...]] | None = None,
) -> StoryState:
    """What the items say on a day."""
    analysed = AnalysedStory(replace(builders.dossier(), versions=(last,))).latest if last else None
    return StoryState(today, facts(items, texts or {}), analysed, cues(language))


def said(told: StoryState) -> Speaking:
    """Who says what."""
    return speaking(told.facts, [voice.voice for voice in told.last.version.perspectives] if told.last else ())
