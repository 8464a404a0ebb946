"""A publication with something on every kind of page."""

import builders

from dateline.core.config import Author, Daily, Subscribe
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Dossier,
    Event,
    Page,
    Question,
    Review,
    Signal,
    Source,
    Story,
    Tension,
    Version,
    Voice,
    WrittenBy,
)
from dateline.core.publication import Publication

PLAN = Source(
    "harbour-plan",
    "Harbour plan 2026: a barrier of 3 metres",
    "https://news.example/harbour/plan?id=5",
    "Harbour Wire",
    "2026-04-14",
    "excerpt",
    ("a barrier of 3 metres",),
)
COST = Source("barrier-cost", "[Opinion] What the barrier will cost", None, "reactive:harbour-barrier", None, "headline")
FLOOD = Source(
    "quay-flood", "Quay floods again", "https://xn--hfen-5qa.example/quay", "Harbour Wire", "2026-05-02", "full-text", ("again",)
)


def versions() -> tuple[Version, ...]:
    """Three versions: by a program, by a model and corrected, by the desk and reviewed."""
    first = builders.version(
        1,
        sources=(PLAN,),
        open_questions=(Question("cost", "Who pays for it?"), Question("height", "Is 3 metres enough [@harbour-plan]?")),
        perspectives=(Voice("council", "The council", "Port authority", "Wants it [@harbour-plan].", "New voice."),),
        written_by=WrittenBy("extractive"),
    )
    second = builders.version(
        2,
        items=3,
        changes="The cost is told.",
        what="The council plans a barrier [@harbour-plan]. It costs 40 million [@barrier-cost].",
        narrative=(
            "The council plans a barrier [@harbour-plan]. It costs 40 million [@barrier-cost].",
            "The quay flooded [@quay-flood].",
        ),
        open_questions=(Question("cost", "Who pays for it?"),),
        closed_questions=(ClosedQuestion("height", "answered", "The plan says 3 metres [@harbour-plan]."),),
        timeline=(
            Event("2026-04-14", "The plan is published [@harbour-plan]."),
            Event("2026-05", "The quay floods [@quay-flood]."),
        ),
        perspectives=(Voice("fishers", "The fishers", None, "Fear for the fairway [@barrier-cost].", "", ("quay-flood",)),),
        departed_voices=(DepartedVoice("council", "No new statement since version 1."),),
        tensions=(Tension("cost-or-safety", "It is dear [@barrier-cost]. It is safe [@harbour-plan].", ("quay-flood",)),),
        corrections=(Correction(1, "The quay floods.", "The quay flooded once.", "A title was cut off."),),
        sources=(PLAN, COST, FLOOD),
        written_by=WrittenBy("claude", "a-model"),
    )
    third = builders.version(
        3,
        items=3,
        changes="The figure moved.",
        what="The council plans a barrier [@harbour-plan]. It costs 45 million [@barrier-cost; @quay-flood].",
        narrative=second.narrative,
        timeline=second.timeline,
        perspectives=second.perspectives,
        tensions=second.tensions,
        sources=(PLAN, COST, FLOOD),
        written_by=WrittenBy("desk"),
        review=Review("Ada Byron", "2026-05-03", "edited"),
    )
    return first, second, third


def dossier() -> Dossier:
    """The story, with a ledger that has a copy and an item that was set aside."""
    items = (
        builders.item("harbour-plan"),
        builders.item("plan-again", copy_of="harbour-plan"),
        builders.item("football", spiked="Off the subject."),
        builders.item("later"),
    )
    story = Story("The harbour barrier", tags=("floods", "city-budget"), related=("ferry",), aliases=("old-barrier",))
    return builders.dossier(*versions(), slug="harbour-barrier", story=story, items=items)


def publication(**given: object) -> Publication:
    """The story, a second one with a single version, a page and an essay."""
    ferry = builders.dossier(builders.version(1, title="The ferry"), slug="ferry", story=Story("The ferry", status="dormant"))
    config = builders.config(
        tagline="What the water does",
        author=Author("The desk", "desk@example.org"),
        repository="https://code.example/record",
        subscribe=Subscribe("https://mail.example/subscribe", {"list": "record & more"}),
        daily=Daily(enabled=True),
    )
    page = Page(
        "methodology", "Methodology", "## How\n\n- one\n- [two](../about/)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "How it is made"
    )
    essay = Signal(
        slug="water",
        title="Water",
        date="2026-05-03",
        body="It costs much [@harbour-barrier/barrier-cost].\n",
        author="Ada Byron",
        dek="An essay.",
        stories=("harbour-barrier/v1",),
    )
    parts = {"config": config, "stories": (ferry, dossier()), "pages": (page,), "signals": (essay,), **given}
    return Publication(**parts)  # type: ignore[arg-type]
