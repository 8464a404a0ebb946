"""The progress of an update or a mailing: one line on the terminal, removed at the end."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.flows.update import Step


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[["Step"], None]]:
    """A function that shows a step on standard error, or nothing if `shown` is false or standard error is not a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  # only a terminal needs it
    from rich.live import Live  # noqa: PLC0415
    from rich.spinner import Spinner  # noqa: PLC0415

    with Live(console=Console(stderr=True), transient=True, redirect_stdout=False) as live:
        yield lambda step: live.update(Spinner("dots", sentence(step)), refresh=True)


def sentence(step: "Step") -> str:
    """The step in a few words."""
    if step.name == "collect":
        return f"Collecting {step.total} feed{'s' * (step.total != 1)}"
    if step.name == "send":
        return f"Sending mail {step.number} of {step.total}"
    return f"Drafting {step.subject}" + (f" ({step.number} of {step.total})" if step.total > 1 else "")
