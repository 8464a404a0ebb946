"""What `doctor` found, as text and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from dateline.core.text import one_line
from dateline.flows.doctor import Diagnosis


def lines(found: Iterable[Diagnosis]) -> Iterator[str]:
    """A line for each check, and below it the next step, if there is one."""
    for one in found:
        yield f"{one.state:<7} {one.about}: {one_line(one.said)}"
        if one.hint:
            yield f"        next: {one_line(one.hint)}"


def document(found: Iterable[Diagnosis]) -> dict[str, Any]:
    """The same as JSON data."""
    checks = [asdict(one) for one in found]
    return {"checks": checks, "blocks": any(one["state"] == "blocks" for one in checks)}
