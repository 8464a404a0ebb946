"""The report of an update: what came in, what changed in each story, and what the editors should look at."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.core import codec, layout
from dateline.core.analysis import compare_versions
from dateline.core.model import Version
from dateline.core.text import one_line, printable
from dateline.core.text.lists import listed
from dateline.flows.draft import Outcome
from dateline.flows.update import UpdateResult
from dateline.report import disagreement, intake, redline
from dateline.report.disagreement import disagreements
from dateline.report.findings import findings_text
from dateline.report.review import story_report

STATES = {
    "filed": "filed",
    "drafted": "would be filed",
    "nothing-new": "nothing new",
    "waiting": "waiting",
    "rejected": "rejected",
    "failed": "failed",
}


def lines(update: UpdateResult) -> Iterator[str]:
    """The lines about feeds and items that were set aside, then those about each story."""
    yield from intake.lines(update.collected)
    for outcome in update.outcomes:
        yield from _story(outcome)
    if update.usd:
        yield f"cost       ${codec.money(update.usd)}"


def problems(update: UpdateResult) -> Iterator[str]:
    """Only what failed, was rejected, or waits for somebody."""
    yield from intake.feed_problems(update.collected)
    for outcome in update.outcomes:
        if outcome.state in {"failed", "rejected", "waiting"}:
            yield from _story(outcome)


def _story(outcome: Outcome) -> Iterator[str]:
    head = f"{outcome.slug}: {STATES[outcome.state]}"
    if outcome.version and outcome.state in {"filed", "drafted"}:
        head += f" as version {outcome.version.version}"
    if outcome.items:
        head += f" · {intake.new_item_count(len(outcome.items), outcome.copies)}"
    yield head
    if disputed := disagreements(outcome):
        yield f"  {disagreement.line(disputed)}"
    if outcome.reason:
        yield f"  {outcome.reason}"
    if outcome.state == "waiting":
        yield f"  waiting: {listed([one_line(item.title) for item in outcome.items])}"
    if outcome.hint:
        yield f"  hint: {outcome.hint}"
    if outcome.comparison:
        yield f"  {redline.summary(outcome.comparison)}"
    levels = Counter(finding.level for finding in outcome.findings)
    if levels:
        yield "  check: " + ", ".join(f"{count} {level}{'s' * (count > 1)}" for level, count in sorted(levels.items()))
    yield from (f"  note: {note}" for note in outcome.notes)
    if outcome.usd:
        yield f"  cost: ${codec.money(outcome.usd)}"


def reports(update: UpdateResult, hints: Iterable[str] = ()) -> dict[str, str]:
    """Markdown for editors by file name: `<slug>-v004.md` for each version that was filed, and `summary.md` for the run.

    Args:
        update: what the update did.
        hints: the lines that say why nothing changed, and what to do about it.
    """
    texts = [(outcome, story_report(outcome)) for outcome in update.outcomes]
    filed = {
        layout.report_name(one.slug, one.version.version): text for one, text in texts if one.state == "filed" and one.version
    }
    indented = "".join(f"    {printable(line)}\n" for line in (*lines(update), *hints))
    return {**filed, "summary.md": "\n".join((f"# Update\n\n{indented}", *(_titled(one, text) for one, text in texts if text)))}


def _titled(outcome: Outcome, report: str) -> str:
    has_card = outcome.version and outcome.story
    return report if has_card else f"## {outcome.slug}\n\n{report}"  # a card has its own title


def drafts(update: UpdateResult) -> Iterator[str]:
    """Each draft as a diff against the version before it, or against nothing, with the findings of `check`."""
    for outcome in update.outcomes:
        if outcome.version:
            yield ""
            yield redline.text(outcome.comparison or compare_versions(_nothing(outcome.version), outcome.version))
            if outcome.findings:
                yield findings_text(outcome.findings)


def _nothing(version: Version) -> Version:
    """The empty version that a first version is compared with."""
    return Version(version.format, version.version, version.kind, version.title, version.published, items=0)


def document(update: UpdateResult) -> dict[str, Any]:
    """The report as JSON data."""
    return {
        **intake.document(update.collected),
        "usd": float(update.usd),
        "stories": [
            {
                "story": one.slug,
                "state": one.state,
                "version": one.version.version if one.version else None,
                "items": len(one.items),
                "copies": one.copies,
                "reason": one.reason,
                "hint": one.hint,
                "waiting": [item.title for item in one.items] if one.state == "waiting" else [],
                "notes": list(one.notes),
                "usd": float(one.usd),
                "score": one.score.data if one.score else None,
                "disagreements": [found.data for found in disagreements(one)],
                "findings": [codec.plain(finding) for finding in one.findings],
                "changes": redline.document(one.slug, one.comparison) if one.comparison else None,
                "report": story_report(one),
            }
            for one in update.outcomes
        ],
    }
