"""The health of each feed, kept from run to run, so that a failing feed is noticed while its entries can still be fetched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.core import codec
from dateline.core.config import Feed
from dateline.wire.collect import FeedReport

PLACE = ("health", "feeds")
"""Where the cache keeps it."""

_PAUSE = timedelta(days=7)
"""How long a feed is not called after its server said that it is gone permanently."""
SILENT_DAYS = 7
"""A feed that gave nothing for so long may have moved or broken."""
_FAILING_DAYS = 3
"""A feed that fails for this long may have dropped entries in the meantime."""


@dataclass(frozen=True, slots=True)
class Health:
    """How one feed has done so far."""

    id: str
    """The feed's id."""
    since: str
    """When it was first called."""
    last_success: str | None = None
    """When it last gave items, or at least an answer that could be read."""
    failures: int = 0
    """How many runs in a row failed."""
    error: str = ""
    """What the last failure was."""
    items_a_day: float = 0.0
    """Entries per day, over the last seven days."""
    gone: str = ""
    """The day on which the server said that it is gone permanently."""
    address: str = ""
    """The address that is gone; a new one is called at once."""

    @property
    def days_silent_since(self) -> str:
        """The last success, or the first call if there was none."""
        return self.last_success or self.since


def of(rows: object) -> dict[str, Health]:
    """How each feed has done so far, by id, from the rows that the last run kept at `PLACE`; empty if there are none."""
    read = [codec.from_tree(Health, row, "").value for row in rows] if isinstance(rows, list) else []
    return {row.id: row for row in read if row}


def paused(health: Mapping[str, Health], feeds: Iterable[Feed], *, now: str) -> dict[str, str]:
    """The feeds that are not called today because they are gone permanently, each with the reason."""
    found = {}
    for feed in feeds:
        known = health.get(feed.id)
        if known and known.gone and known.address == feed.url:
            again = date.fromisoformat(known.gone) + _PAUSE
            if date.fromisoformat(now[:10]) < again:
                found[feed.id] = f"gone permanently, as its server said on {known.gone}; not called again before {again}"
    return found


def after(
    health: Mapping[str, Health], reports: Sequence[FeedReport], *, now: str, feeds: Iterable[Feed] = ()
) -> dict[str, Health]:
    """The health of every feed in `reports` after this run; feeds that are no longer followed are forgotten."""
    asked = {feed.id: feed.url or "" for feed in feeds}
    return {
        report.id: _after(health.get(report.id) or Health(report.id, now), report, now, asked.get(report.id, ""))
        for report in reports
    }


def _after(health: Health, report: FeedReport, now: str, asked: str) -> Health:
    if report.is_paused:
        return health
    if report.error and not report.items:
        failed = replace(health, failures=health.failures + 1, error=str(report.error))
        return replace(failed, gone=now[:10], address=asked) if report.is_gone else failed
    return Health(health.id, health.since, now, items_a_day=round(report.items_of_week / 7, 1))


def is_silent(one: Health, today: str) -> bool:
    """Whether a feed failed for a week, or answered and had nothing."""
    since = one.days_silent_since if one.failures else one.since
    days = (date.fromisoformat(today) - date.fromisoformat(since[:10])).days
    return days >= SILENT_DAYS and bool(one.failures or not one.items_a_day)


def complaints(health: Mapping[str, Health], *, now: str) -> Iterator[str]:
    """A line for each feed that failed for days, or never gave anything."""
    for one in sorted(health.values(), key=lambda one: one.id):
        days = (date.fromisoformat(now[:10]) - date.fromisoformat(one.days_silent_since[:10])).days
        if one.failures and (days >= _FAILING_DAYS or not one.last_success):
            yield f"feed {one.id}: {days} days without success, {one.failures} runs in a row failed: {one.error}"
