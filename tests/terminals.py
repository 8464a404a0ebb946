"""A terminal of 80 columns: what a person sees of a command."""

import contextlib
import os
from collections.abc import Callable


def on_a_terminal(act: Callable[[], object]) -> str:
    """What a terminal shows on standard error."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal, contextlib.redirect_stderr(terminal), contextlib.suppress(SystemExit):
        act()
    told = b""
    with contextlib.suppress(OSError):  # the end of what a terminal was told
        while part := os.read(ours, 20_000):
            told += part
    os.close(ours)
    return told.decode()


class AtOnce:
    """A timer, for `dateline.cli.progress`, for which the time has come when it starts."""

    def __init__(self, _seconds: float, act: Callable[[], None]) -> None:
        self.start = act

    def cancel(self) -> None: ...
