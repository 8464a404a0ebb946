"""What a card shows before the text of a version: what readers are told first, corrections and notes."""

import re
from collections.abc import Iterable

from dateline.core.citations import plain
from dateline.flows.reviews import VersionReview
from dateline.report.card.objection_words import READERS_TOLD, with_titles
from dateline.report.card.objections import Objections
from dateline.report.card.parts import CardBlock, CardPart
from dateline.report.card.sections import Anchors
from dateline.report.card.statement import anchored, objected
from dateline.report.redline import CORRECTIONS, code, escape

_BEFORE_STOP = re.compile(r" (?=[.,;:])")


def readers_told(review: VersionReview, objections: Objections, anchors: Anchors) -> CardPart:
    """The paragraph that readers see first, on the front page, above the brief and in feeds."""
    words = review.version.changes
    if not plain(words):
        return CardPart("what readers are told", ())
    about = objections.take("changes", words)
    text = f"{anchored(anchors.of(about))}{escape(plain(words))}"
    text = "\n\n".join(filter(None, (text, objected(about.findings, review))))
    return CardPart("what readers are told", (CardBlock(text, bool(about.blocks or about.disputed)),), READERS_TOLD, order=8)


def corrections(review: VersionReview) -> CardPart:
    """What earlier versions had wrong, and what is right."""
    rows = (
        "<br>".join(
            (
                f"- **Was** in version {one.of}: {escape(one.was)}",
                f"**Now:** {escape(one.now)}",
                *([f"**Why:** {escape(one.why)}"] if one.why else []),
            )
        )
        for one in review.comparison.corrections
    )
    return CardPart("corrections", _list(rows), CORRECTIONS, order=9)


def notes(review: VersionReview) -> CardPart:
    """What else an editor should know."""
    rows = (f"- {_note(one, review)}" for one in review.notes)
    return CardPart("notes", _list(rows, "**Notes**\n\n"), order=12)


def _note(text: str, review: VersionReview) -> str:
    """A note; what it has in backticks, such as a command, is shown as code."""
    parts = ((part.strip(), place % 2) for place, part in enumerate(text.split("`")))
    shown = (code(part) if is_code else with_titles(part, review) for part, is_code in parts if part)
    return _BEFORE_STOP.sub("", " ".join(shown))


def _list(rows: Iterable[str], head: str = "") -> tuple[CardBlock, ...]:
    text = "\n".join(rows)
    return (CardBlock(f"{head}{text}"),) if text else ()
