"""The minutes of an update: what came in, what moved in each story, and what the editors should look at."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dateline import codec, redline
from dateline.update import Outcome, Update

STATES = {
    "filed": "filed",
    "drafted": "would be filed",
    "nothing-new": "nothing new",
    "rejected": "rejected",
    "failed": "failed",
}


def lines(update: Update) -> Iterator[str]:
    """A line for each feed that needs one, a line for each story, and what was set aside."""
    collection = update.gathered.collection
    if collection.reports:
        failed = [report for report in collection.reports if report.error]
        came = f"{len(collection.items)} items from {len(collection.reports) - len(failed)} of {len(collection.reports)} feeds"
        yield f"collected  {came}"
        for report in failed:
            yield f"  failed   {report.label}: {report.error}"
        for report in collection.reports:
            yield from (f"  note     {report.label}: {note}" for note in report.notes)
    if spiked := update.gathered.routing.spiked:
        yield f"set aside  {len(spiked)} items that fit no story"
        yield from (f"  {count:>4}     {reason}" for reason, count in Counter(one.reason for one in spiked).most_common(5))
    for outcome in update.outcomes:
        yield from _story(outcome)


def _story(outcome: Outcome) -> Iterator[str]:
    head = f"{outcome.slug}: {STATES[outcome.state]}"
    if outcome.version and outcome.state in {"filed", "drafted"}:
        head += f" as version {outcome.version.version}"
    if outcome.items:
        head += f" · {len(outcome.items)} new items" + (f", {outcome.copies} of them copies" if outcome.copies else "")
    yield head
    if outcome.reason:
        yield f"  {outcome.reason}"
    if outcome.hint:
        yield f"  hint: {outcome.hint}"
    if outcome.comparison:
        yield f"  {redline.summary(outcome.comparison)}"
    levels = Counter(finding.level for finding in outcome.findings)
    if levels:
        yield "  check: " + ", ".join(f"{count} {level}{'s' * (count > 1)}" for level, count in sorted(levels.items()))


def document(update: Update) -> dict[str, Any]:
    """The minutes as JSON data."""
    collection = update.gathered.collection
    return {
        "collected": len(collection.items),
        "feeds": [
            {
                "id": one.id,
                "label": one.label,
                "items": one.items,
                "error": str(one.error) if one.error else None,
                "notes": list(one.notes),
            }
            for one in collection.reports
        ],
        "set_aside": [{"title": one.item.title, "reason": one.reason} for one in update.gathered.routing.spiked],
        "stories": [
            {
                "story": one.slug,
                "state": one.state,
                "version": one.version.version if one.version else None,
                "items": len(one.items),
                "copies": one.copies,
                "reason": one.reason,
                "findings": [codec.plain(finding) for finding in one.findings],
                "changes": redline.document(one.slug, one.comparison) if one.comparison else None,
            }
            for one in update.outcomes
        ],
    }
