"""A terminal of 80 columns: what a person sees of a command."""

import contextlib
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TextIO


def on_a_terminal(
    act: Callable[[], object], stream: Callable[[TextIO], AbstractContextManager[object]] = contextlib.redirect_stderr
) -> str:
    """What a terminal shows of standard error, or of the stream that is redirected."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal, stream(terminal), contextlib.suppress(SystemExit):
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
