"""Two stories, and essays about them."""

from typing import Any

import builders

from dateline.core.model import Dossier, Intro, Item, Signal, Source, Story

BOTH = ("quay/v1", "ferry")
BY = {"author": "The desk"}
TIDE = "The tide rose to 3.4 metres at the quay of Exampleton, the mayor said. It may rise again."


def item(key: str, title: str, text: str, **given: Any) -> Item:
    return builders.item(key, title=title, text=text, **given)


def quay() -> Dossier:
    """A story of two versions; `tide` is cited by the first one alone, and `gulls` is only in its ledger."""
    items = (
        builders.item(),
        item("tide", "The tide at the quay", TIDE, url="https://quay.example/tide"),
        item("gulls", "Gulls return to the quay", "Twelve gulls were counted.", published="2026-04-02"),
    )
    tide = Source(
        "tide", "The tide at the quay", "https://quay.example/tide", "Harbour Wire", evidence="excerpt", quotes=("3.4 metres",)
    )
    first = builders.version(1, narrative=("It rose [@tide; @harbour-plan].",), sources=(tide, builders.source()))
    return builders.dossier(first, builders.version(2), slug="quay", story=Story("The quay", aliases=("old-quay",)), items=items)


def ferry(**given: Any) -> Dossier:
    items = (builders.item(), item("crossing", "The ferry crosses in May", "The ferry crosses at noon, Ada Byron says."))
    source = Source("crossing", "The ferry crosses in May", feed="Harbour Wire", evidence="excerpt")
    version = builders.version(1, title="The ferry", narrative=("It crosses [@crossing].",), sources=(builders.source(), source))
    return builders.dossier(version, **{"slug": "ferry", "items": items, "story": Story("The ferry"), **given})


def signal(body: str, **given: Any) -> Signal:
    return Signal(
        **{"slug": "tides", "title": "Tides", "date": "2026-05-25", "body": body, "stories": BOTH, "starts": 9, **BY, **given}
    )


def intro(body: str, **given: Any) -> Intro:
    return Intro(**{"day": "2026-05-27", "body": body, "stories": ("quay/v1", "ferry/v1"), **BY, **given})
