"""A run of `dateline update` in which every word from outside is a given text."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import builders
from analysed import compare

from dateline.core.analysis import AnalysedStory
from dateline.core.errors import FeedError
from dateline.core.model import (
    LEVELS,
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Dossier,
    Event,
    Finding,
    KeyFigure,
    Question,
    Review,
    Story,
    Tension,
    Voice,
    WrittenBy,
)
from dateline.desk import Routing, Spiked
from dateline.desk.draft import SupportedClaim
from dateline.desk.proposals import Proposal
from dateline.flows.collect import Arrival, Collected
from dateline.flows.draft import Outcome
from dateline.flows.update import UpdateResult
from dateline.wire.collect import Collection, FeedReport
from dateline.wire.fulltext import FullText


def hostile(payload: str, number: int = 2) -> Any:
    """A version with the payload in each field that may hold text."""
    key = "harbour-plan"
    return builders.version(
        number,
        title=payload,
        changes=payload,
        what=f"{payload} [@{key}]",
        why_it_matters=payload,
        narrative=(f"{payload} [@{key}].", f"{number} {payload}"),
        open_questions=(Question("cost", payload),),
        closed_questions=(ClosedQuestion("gate", "dropped", payload),),
        timeline=(Event("2026-04-14", f"{payload} [@{key}]"),),
        perspectives=(replace(builders.version().perspectives[0], voice=payload, role=payload, view=payload, evolution=payload),),
        departed_voices=(DepartedVoice("other", payload),),
        corrections=(Correction(1, payload, payload, payload),),
        sources=(builders.source(title=payload, feed=payload, url="https://a.example/" + payload[:30], quotes=(payload,)),),
        written_by=WrittenBy("claude", payload, payload, usd=Decimal(1)),
        review=Review(payload, "2026-05-02", "approved"),
    )


def outcome(payload: str) -> Outcome:
    """A draft with the payload, and with it in every field of its outcome."""
    was, second = builders.version(1), hostile(payload)
    first = replace(
        was,
        title=f"Was {payload}",
        narrative=(*was.narrative, f"Gone are the days of the quay: {payload}"),
        open_questions=(*was.open_questions, Question("gate", payload)),
        figures=(KeyFigure("cost", payload, f"40 {payload}", ("harbour-plan",)),),
        perspectives=(*was.perspectives, Voice("other", payload, view=payload)),
        tensions=(Tension("old", f"Nobody says this any more: {payload}"),),
    )
    second = replace(
        second,
        figures=(KeyFigure("cost", payload, payload, ("harbour-plan",)),),
        timeline=(replace(was.timeline[0], date="2026-05"),),
        sources=(replace(second.sources[0], quotes=(payload, f"Lost: {payload}")),),
    )
    item = builders.item(title=payload, text=f"{payload} More of it. {payload}", copy_of="another")
    places = (f"sources.{payload}", "what", "narrative[0]", "sources.harbour-plan.quotes[0]", payload)
    found = tuple(
        Finding("unsafe-text", level, "quay", 2, at, payload, payload, payload, payload, 1, 1)
        for at in places
        for level in LEVELS
    )
    judged = Finding("judge-not-supported", "warning", "quay", 2, "narrative[1]", f"2 {payload}", payload, payload)
    return Outcome(
        "quay", "rejected", (item,), 0, second, compare(first, second), (*found, judged), notes=(payload,),
        supported=(SupportedClaim(payload, payload),), reason=payload, hint=payload, usd=Decimal(1),
        story=AnalysedStory(builders.dossier(first, second, slug="quay", items=(item,))),
    )  # fmt: skip


def run_of(payload: str) -> UpdateResult:
    """A run whose every word from outside is the payload."""
    item = builders.item(title=payload, text=payload, feed=payload)
    reports = (
        FeedReport("a", payload, error=FeedError(payload, where=payload, hint=payload)),
        FeedReport("b", payload, 1, notes=(payload,)),
    )
    arrival = Arrival(
        Dossier("quay", Story(payload)),
        (item,),
        unread=(FullText(item, skipped=payload, is_unreadable=True), FullText(item, skipped=payload)),
    )
    proposed = (Proposal("quay-two", Story(payload, queries=(payload,)), (item,)),)
    routing = Routing((), (Spiked(item, payload, None),))
    collected = Collected(Collection((item,), reports), routing, (arrival,), complaints=(payload,), proposed=proposed)
    waiting = Outcome("quay", "waiting", (item,), reason=payload, hint=payload)
    return UpdateResult(collected, (outcome(payload), waiting))
