"""Reviews for tests of the card: a story's newest version, as an update that drafted it would show it."""

from decimal import Decimal
from typing import Any

import builders

from dateline.core.analysis import AnalysedStory
from dateline.core.model import Finding, Item, Version
from dateline.flows.draft import Outcome
from dateline.flows.reviews import VersionReview, review_of


def reviewed(*versions: Version, items: tuple[Item, ...] = (), slug: str = "harbour-barrier", **given: Any) -> VersionReview:
    """The review of the last version."""
    story = AnalysedStory(builders.dossier(*versions, slug=slug, items=items or (builders.item(),)))
    review = review_of(Outcome(slug, "drafted", version=versions[-1], story=story, **{"usd": Decimal(0), **given}))
    assert review
    return review


def objection(level: Any = "error", at: str = "what", text: str = "", message: str = "not so", **given: Any) -> Finding:
    """A finding about version 2."""
    parts: dict[str, Any] = {
        "rule": "ungrounded-number",
        "story": "harbour-barrier",
        "version": 2,
        "hint": "Look it up.",
        "harm": "figure",
    }
    return Finding(**{**parts, "level": level, "at": at, "text": text, "message": message, **given})
