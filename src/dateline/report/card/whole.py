"""The whole card, and how it is shortened for a pull request."""

from collections.abc import Sequence

from dateline.core.text.lists import listed
from dateline.flows.reviews import VersionReview
from dateline.report.card import beside_text, bottom, top
from dateline.report.card.figures import figures
from dateline.report.card.links import NO_LINKS, CardLinks, linked
from dateline.report.card.objections import Objections
from dateline.report.card.parts import CardBlock, CardPart, joined
from dateline.report.card.sections import Anchors, sections, unchanged
from dateline.report.disagreement import disagreements
from dateline.report.redline import code, escape

LONGEST = 60_000
"""Characters; GitHub refuses a text with more than 65,536."""


def card(
    review: VersionReview, links: CardLinks = NO_LINKS, *, most: int | None = LONGEST, title: str = "", state: str = ""
) -> str:
    """What an editor reads before a merge, in GitHub's Markdown. Text from outside is shown as text.

    Args:
        review: the version, what changed, and what may be wrong.
        links: where its links lead.
        most: the characters that it may have; None: no limit, for an artifact. What blocks and the boxes are never cut.
        title: its heading; empty where the title stands above it, as in a pull request.
        state: Markdown that stands first, such as why the version was rejected.
    """
    found = disagreements(review)
    anchors, objections = Anchors(review), Objections(review, found)
    told = beside_text.readers_told(review, objections, anchors)
    changed = [*sections(review, objections, anchors)]
    parts = (
        CardPart("", tuple(CardBlock(text) for text in (f"## {escape(title)}" if title else "", state) if text)),
        top.blocking(review, links, anchors, most),
        top.disputed(found, review, anchors, most),
        top.summary(review),
        told,
        beside_text.corrections(review),
        beside_text.notes(review),
        figures(review),
        *changed,
        bottom.elsewhere(review, objections.left),
        bottom.new_sources(review),
        unchanged(review),
        bottom.boxes(review, objections, links),
    )

    def left_out(names: Sequence[str]) -> CardPart:
        rest = linked(code(links.whole), links.run)
        where = f"The whole card: {rest}" if links.whole else f"To see it: {code(f'dateline diff {review.slug}')}"
        text = f"*Left out, because this text would be too long: {listed(names, len(names))}.* {where}"
        return CardPart("", (CardBlock(text),))

    return joined(parts, most, left_out, heading="###" if title else "##")
