"""What Ctrl-C does where it is no mishap: while a server runs or a question waits, and while mails are sent."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_SAID = b"stopping after the mail in hand; press Ctrl-C again to stop at once\n"
_CLEARED = b"\r\x1b[K"
"""Clears the progress line on a terminal."""


@contextmanager
def stopped_with(said: str) -> Iterator[None]:
    """Ctrl-C ends the process as usual, but with these words: nothing went wrong."""
    usual = signal.getsignal(signal.SIGINT)
    if not isinstance(usual, partial):  # it is ignored, or somebody else decides what it does
        yield
        return
    signal.signal(signal.SIGINT, partial(usual, said=f"{said}\n".encode()))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


class Halt:
    """Whether somebody wants the run to end: the mail in hand is finished and recorded first."""

    def __init__(self) -> None:
        """Nobody does yet."""
        self._number = 0

    @property
    def exit_code(self) -> int:
        """What the process ends with, such as 130 for Ctrl-C; 0 if nobody wants it to end."""
        return 128 + self._number if self._number else 0

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Keeps in mind that a signal came. A second Ctrl-C does what it did before. What is ignored stays ignored."""
        before = {one: signal.getsignal(one) for one in _SIGNALS if signal.getsignal(one) is not signal.SIG_IGN}

        def hear(number: int, frame: FrameType | None) -> None:
            usual = before[signal.Signals(number)]
            if self._number and number == signal.SIGINT and callable(usual):
                usual(number, frame)
            else:
                self._number = self._number or number
                with suppress(OSError):  # nobody is reading it any more
                    os.write(2, _CLEARED * os.isatty(2) + _SAID)

        try:
            for one in before:
                signal.signal(one, hear)
            yield
        finally:
            for one, usual in before.items():
                signal.signal(one, usual)
