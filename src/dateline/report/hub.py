"""What a hub was told, for people."""

from collections.abc import Iterator

from dateline.core.text.lists import counted
from dateline.flows.tell_hub import HubTold


def line(told: HubTold) -> str:
    """What the hub was told, in a line."""
    if not told.hub:
        return "no hub was told: the feeds of this site name none"
    same = f"; {counted(told.unchanged, 'feed')} did not change" * bool(told.unchanged)
    return f"{told.hub} was told of {counted(len(told.taken), 'changed feed')}{same}"


def errors(told: HubTold) -> Iterator[tuple[str, str]]:
    """What the hub did not take and what to do, each reason once."""
    said: dict[tuple[str, str], list[str]] = {}
    for feed, error in told.failures:
        said.setdefault((str(error), error.hint), []).append(feed)
    for (what, hint), (first, *others) in said.items():
        more = f" and {counted(len(others), 'other feed')}" * bool(others)
        yield f"{what} (for {first}{more})", hint
    if told.left:
        yield f"the hub failed too often, and was not told of {counted(told.left, 'other changed feed')}", ""
