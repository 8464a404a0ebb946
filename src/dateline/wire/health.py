"""How feeds do over time: a small value for each, kept from run to run, so that a gap is seen while it can still be closed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.wire.collect import FeedReport

_SILENT_DAYS = 3
"""A feed that failed for as long may have dropped entries from its window."""


@dataclass(frozen=True, slots=True)
class Health:
    """How one feed did until now."""

    id: str
    """The feed's id."""
    since: str
    """When it was first called."""
    last_success: str | None = None
    """When it last gave items, or at least an answer that could be read."""
    failures: int = 0
    """Runs in a row that failed."""
    error: str = ""
    """What the last failure was."""
    items_a_day: float = 0.0
    """Entries of the last seven days, a day."""

    @property
    def days_silent_since(self) -> str:
        """The last success, or the first call where there was none."""
        return self.last_success or self.since


def after(health: Mapping[str, Health], reports: Sequence[FeedReport], *, now: str) -> dict[str, Health]:
    """The health of every feed in `reports` after this run; feeds that are not followed any more are forgotten."""
    return {report.id: _after(health.get(report.id) or Health(report.id, now), report, now) for report in reports}


def _after(health: Health, report: FeedReport, now: str) -> Health:
    if report.error and not report.items:
        return Health(health.id, health.since, health.last_success, health.failures + 1, str(report.error), health.items_a_day)
    return Health(health.id, health.since, now, items_a_day=round(report.items_of_week / 7, 1))


def complaints(health: Mapping[str, Health], *, now: str) -> Iterator[str]:
    """A line for each feed that failed for days, or never gave anything."""
    for one in sorted(health.values(), key=lambda one: one.id):
        days = (date.fromisoformat(now[:10]) - date.fromisoformat(one.days_silent_since[:10])).days
        if one.failures and (days >= _SILENT_DAYS or not one.last_success):
            yield f"feed {one.id}: {days} days without success, {one.failures} runs in a row failed: {one.error}"
