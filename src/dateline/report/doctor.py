"""What `doctor` found, as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from dateline.core.text import one_line
from dateline.flows.examining.diagnosis import Diagnosis, Severity
from dateline.report.rows import row, wrapped

_SOFT, _STEP = "dim", "cyan"
_GROUPS: dict[Severity, tuple[str, str, str]] = {
    "blocks": ("✗", "red", "Blocks an update"),
    "note": ("!", "yellow", "To look at"),
    "ok": ("●", "green", "Fine"),
}
"""The mark of each state, its colour, and the head of its group."""


def lines(found: Iterable[Diagnosis]) -> Iterator[str]:
    """A line for each check, and below it the next step, if there is one."""
    for one in found:
        yield f"{one.state:<7} {one.about}: {one_line(one.said)}"
        if one.hint:
            yield f"        next: {one_line(one.hint)}"


def terminal_lines(found: Sequence[Diagnosis], title: str, width: int) -> Iterator[Text]:
    """The lines for a terminal: what blocks, what somebody should look at, and what is fine, each with the next step.

    Args:
        found: the results.
        title: the publication's title.
        width: the columns of the terminal.
    """
    yield from row(Text(one_line(title), "bold"), Text(f"{len(found)} checks", _SOFT), width)
    longest = max((len(one.about) for one in found), default=0)
    for state, (mark, colour, head) in _GROUPS.items():
        group = [one for one in found if one.state == state]
        if group:
            yield Text()
            yield Text.assemble((head, "bold"), (f" {len(group)}", _SOFT))
        for one in group:
            indent = " " * (longest + 4)
            first, *others = wrapped(Text(one_line(one.said), _SOFT if state == "ok" else ""), width, indent=indent)
            yield Text.assemble((mark, colour), " ", (one.about.ljust(longest), "bold"), "  ", first)
            yield from others
            if one.hint:
                yield from wrapped(Text(one_line(one.hint), _STEP), width, first=f"{indent[2:]}→ ", indent=indent)


def document(found: Iterable[Diagnosis]) -> dict[str, Any]:
    """The same as JSON data."""
    checks = [asdict(one) for one in found]
    return {"checks": checks, "blocks": any(one["state"] == "blocks" for one in checks)}
