"""The words of a proposal: the title and the text of its pull request, and its comments."""

from collections.abc import Sequence
from pathlib import Path

from dateline.checks.evidence import score
from dateline.core.analysis import AnalysedStory
from dateline.core.model import Item, Version
from dateline.core.reported import reported_issue
from dateline.core.showing import title_line
from dateline.flows.draft import Outcome
from dateline.flows.proposing.text import ProposalText
from dateline.flows.stories.check import check
from dateline.flows.versions import named_version
from dateline.report import redline
from dateline.report.review import story_report
from dateline.store.cache import full_texts
from dateline.store.story import read_story

LONGEST_TITLE = 200
MOST_ITEMS = 30
"""Waiting items that a comment names."""


def proposal_text(folder: Path, slug: str, number: int, texts_from: Path) -> ProposalText:
    """See `Wording.proposal_text`.

    Raises:
        UsageError: if there is no such version, or it cannot be read.
    """
    story = read_story(folder, slug)
    version = named_version(story, number)
    ending = f": version {number}"
    title = title_line(story.story.title, LONGEST_TITLE - len(ending)) + ending
    card = _card(folder, slug, version, texts_from)
    issue = reported_issue(version)
    closes = f"\nCloses #{issue}\n" if issue else ""
    return ProposalText(title, f"{card}{closes}", f"{card}{closes}")


def _card(folder: Path, slug: str, version: Version, texts_from: Path) -> str:
    story = AnalysedStory(read_story(folder, slug))
    findings = tuple(one for one in check(folder, [slug]).findings if one.version == version.version)
    earlier = [one for one in story.dossier.versions if one.version < version.version]
    before = earlier[-1] if earlier else None
    comparison = story.comparison(before, version) if before else None
    told = score(story, version, findings, full_texts(texts_from, [story.dossier]))
    return story_report(Outcome(slug, "filed", version=version, comparison=comparison, findings=findings, score=told))


def waiting_comment(items: Sequence[Item]) -> str:
    """See `Wording.waiting_comment`."""
    if not items:
        return "No item waits for the next version any more.\n"
    count = f"{len(items)} items came" if len(items) > 1 else "1 item came"
    rows = [f"- {redline.escape(one.title)} — {redline.escape(one.feed)}" for one in items[:MOST_ITEMS]]
    if len(items) > MOST_ITEMS:
        rows.append(f"- and {len(items) - MOST_ITEMS} more")
    told = f"{count} since an editor changed this version. They wait for the next one:"
    return "\n".join((told, "", *rows, "", "*This comment is renewed in place.*")) + "\n"


def taken_comment(slug: str, number: int) -> str:
    """See `Wording.taken_comment`."""
    return (
        f"The main branch has another version {number} of `{slug}` by now, so this one cannot be merged under its number. "
        f"To give it the next number, check out this branch and run `dateline renumber {slug}`; or close this pull request.\n"
    )
