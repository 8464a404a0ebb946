"""The words of a proposal: the title and the text of its pull request, and its comments."""

from collections.abc import Sequence
from pathlib import Path

from dateline.core.model import Item
from dateline.core.reported import reported_issue
from dateline.core.showing import title_line
from dateline.flows.proposing.text import ProposalPlace, ProposalText
from dateline.flows.reviews import review_at
from dateline.report import redline
from dateline.report.card import LONGEST, CardLinks, card
from dateline.store.story import read_story

LONGEST_TITLE = 200
CHECK = ".github/workflows/check.yml"
PAGES = "the artifacts `redline` and `site` of the check (*Checks* → *Check*)"
"""Where the pages of a pull request are, if it has this workflow."""
KINDS = {"update": "", "correction": ", a correction", "minor": ", wording alone"}
"""What a title adds for each kind of version."""
MOST_ITEMS = 30
"""Waiting items that a comment names."""


def proposal_text(folder: Path, slug: str, number: int, place: ProposalPlace) -> ProposalText:
    """See `Wording.proposal_text`.

    Raises:
        UsageError: if there is no such version, or it cannot be read.
        StoreError: if a file cannot be read.
    """
    review = review_at(folder, slug, number, texts_from=place.texts_from, judged=place.judged)
    ending = f": version {number}{KINDS[review.version.kind]}"
    title = title_line(read_story(folder, slug).story.title, LONGEST_TITLE - len(ending)) + ending
    pages = PAGES if place.blob and (folder / CHECK).is_file() else ""
    links = CardLinks(blob=place.blob, run=place.job, whole=place.file, pages=pages)
    issue = reported_issue(review.version)
    closes = f"\nCloses #{issue}\n" if issue else ""
    head = title if place.is_headed else ""
    short, whole = (card(review, links, most=most, title=head) for most in (LONGEST - len(closes), None))
    return ProposalText(title, short + closes, whole + closes)


def waiting_comment(items: Sequence[Item]) -> str:
    """See `Wording.waiting_comment`."""
    if not items:
        return "No item waits for the next version any more.\n"
    count, wait = (f"{len(items)} items came", "They wait") if len(items) > 1 else ("1 item came", "It waits")
    rows = [f"- {redline.escape(one.title)} — {redline.escape(one.feed)}" for one in items[:MOST_ITEMS]]
    if len(items) > MOST_ITEMS:
        rows.append(f"- and {len(items) - MOST_ITEMS} more")
    told = f"{count} since this version was drafted. {wait} for the next one, because an editor has changed this one:"
    return "\n".join((told, "", *rows, "", "*This comment is renewed in place.*")) + "\n"


def taken_comment(slug: str, number: int) -> str:
    """See `Wording.taken_comment`."""
    return (
        f"The main branch has another version {number} of `{slug}` by now, so this one cannot be merged under its number. "
        f"To give it the next one: check out this branch, run `dateline renumber {slug}`, commit and push. "
        "Or close this pull request: its items wait for the next version.\n"
    )
