"""What a run shows while it lasts: a line on the terminal, removed at the end, or with --verbose a line for each step."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from dateline.cli.options import say
from dateline.cli.talk import is_quiet, is_verbose
from dateline.core.progress import Step, StepName, heard

if TYPE_CHECKING:
    from rich.live import Live

SOON = 0.4
"""Seconds after which a run that has not ended shows what it does."""
_OFTEN = 8
"""How often the line moves in a second."""
_DOES: dict[StepName, str] = {
    "collect": "Collecting",
    "feed": "Reading",
    "search": "Searching",
    "page": "Reading",
    "draft": "Drafting",
    "send": "Sending mail",
    "work": "Reading stories",
    "check": "Checking",
    "build": "Building",
    "lists": "Building the front page and the lists",
    "remote": "Asking",
    "proposal": "Proposing",
}
"""What a step does, before what it does that with."""


def progress(*, shown: bool = True) -> AbstractContextManager[None]:
    """Shows the steps on standard error: with --verbose always, else if `shown` is true and it is a terminal."""
    if is_verbose():
        return heard(_say_step)
    return _progress_line() if shown and not is_quiet() and sys.stderr.isatty() else nullcontext()


@contextmanager
def _progress_line() -> Iterator[None]:
    line = _ProgressLine()
    later = Timer(SOON, line.show)
    later.daemon = True
    later.start()
    try:
        with heard(line.hear):
            yield
    finally:
        later.cancel()
        line.close()


def _say_step(step: Step) -> None:
    if step.seconds is not None:
        came = f": {step.came}" if step.came else ""
        say(f"{step.seconds:6.2f} s  {sentence(step)}{came}", err=True)


def sentence(step: Step) -> str:
    """The step in a few words."""
    if step.name == "collect":
        return f"Collecting {step.total} feed{'s' * (step.total != 1)}"
    of = f"{step.number} of {step.total}"
    if step.name == "send":
        return f"Sending mail {of}"
    return f"{_DOES[step.name]} {step.subject}".rstrip() + (f" ({of})" if step.number and step.total > 1 else "")


class _ProgressLine:
    """The line, which is not there before `show`."""

    def __init__(self) -> None:
        self._text = ""
        self._live: Live | None = None
        self._is_over = False
        self._total = Step("work")
        self._seen: Counter[tuple[str, bool]] = Counter()
        self._lock = Lock()

    def hear(self, step: Step) -> None:
        """Takes what is being done now."""
        with self._lock:
            self._text = self._told(step) or self._text
            if self._live:
                self._live.update(self._spinner(), refresh=True)

    def _told(self, step: Step) -> str:
        """The text of the line; empty if it stays. Feeds and stories are counted as they come: several are at work at once."""
        if step.name in {"collect", "work"}:
            self._total, self._seen = step, Counter()
        is_end = step.seconds is not None
        self._seen[step.name, is_end] += 1
        number = self._seen[step.name, is_end]
        if step.name == "feed":
            return f"{sentence(self._total)} ({number} read)" if is_end else ""
        if is_end:
            return ""
        return sentence(replace(step, total=self._total.total, number=number) if step.name in {"check", "build"} else step)

    def show(self) -> None:
        """Shows the line from now on."""
        from rich.console import Console  # noqa: PLC0415  # only a terminal needs it
        from rich.live import Live  # noqa: PLC0415

        with self._lock:
            if not self._is_over:
                console = Console(stderr=True)
                self._live = Live(
                    self._spinner(), console=console, transient=True, redirect_stdout=False, refresh_per_second=_OFTEN
                )
                self._live.start(refresh=True)

    def close(self) -> None:
        """Removes the line."""
        with self._lock:
            self._is_over = True
            if self._live:
                self._live.stop()

    def _spinner(self) -> Any:
        from rich.spinner import Spinner  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        return Spinner("dots", Text(self._text, no_wrap=True, overflow="ellipsis"))
