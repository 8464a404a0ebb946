"""What dates must be: in order, possible, and no more precise than is known."""

from collections.abc import Iterator
from itertools import pairwise

from dateline.checks.case import Case, Objection, Rule


def check_timeline_order(case: Case) -> Iterator[Objection]:
    """A timeline entry that is dated before the entry above it.

    A timeline that jumps back makes one event look like the cause of another. A month stands before its days.

    Move the entry, or correct its date.
    """
    for place, (before, event) in enumerate(pairwise(case.version.timeline), 1):
        if event.date < before.date:
            yield Objection(
                f"timeline[{place}].date",
                event.date,
                f"stands after {before.date}",
                "Move the entry up, or correct its date.",
            )


RULES: tuple[Rule[Case], ...] = (Rule("timeline-order", "error", "dates", check_timeline_order),)
