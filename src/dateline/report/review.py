"""What an editor reads about a story of an update: the review card of its version, or why there is none."""

from collections.abc import Iterable, Iterator

from dateline.checks.registry import worst_first
from dateline.core import codec
from dateline.core.model import Finding
from dateline.flows.draft import Outcome
from dateline.flows.reviews import review_of
from dateline.report import redline
from dateline.report.card import NO_LINKS, CardLinks, card
from dateline.report.intake import new_item_count


def story_report(outcome: Outcome, links: CardLinks = NO_LINKS) -> str:
    """The report of one story; empty if nothing was drafted and nothing went wrong.

    Args:
        outcome: what the update did with it.
        links: where the links of its card lead.
    """
    if outcome.state == "nothing-new":
        return ""
    review = review_of(outcome)
    head = "" if outcome.state == "filed" else "\n\n".join(_head(outcome, is_long=review is None))
    if review is None:
        return f"{head}\n" if head else ""
    title = f"{outcome.story.dossier.story.title if outcome.story else outcome.slug}: version {review.version.version}"
    return card(review, links, title=title, state=head)


def _head(outcome: Outcome, *, is_long: bool) -> Iterator[str]:
    """Why there is no version, or none that was filed; its findings and notes, unless a card shows them."""
    told = (
        f"**{outcome.state}**{f': {redline.escape(outcome.reason)}' if outcome.reason else ''}",
        new_item_count(len(outcome.items), outcome.copies) if outcome.items else "",
        f"${codec.money(outcome.usd)}" if outcome.usd and is_long else "",
        redline.escape(outcome.hint),
    )
    yield " · ".join(filter(None, told))
    if is_long:
        yield from ("\n".join(rows) for rows in (_notes(outcome), _findings(outcome.findings)) if rows)


def _notes(outcome: Outcome) -> list[str]:
    return [f"- {redline.escape(note)}" for note in outcome.notes]


def _findings(findings: Iterable[Finding]) -> list[str]:
    return [_finding(one) for one in worst_first(findings) if one.level != "note"]


def _finding(one: Finding) -> str:
    where = f" at {redline.code(one.at)}" if one.at else ""
    quoted = f" — “{redline.escape(one.text)}”" if one.text else ""
    return f"- **{one.level}** `{one.rule}`{where}: {redline.escape(one.message)}{quoted} *{redline.escape(one.hint)}*"
