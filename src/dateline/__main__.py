"""`python -m dateline`, and the command `dateline`: Ctrl-C is set up before anything else is loaded."""

import os
import signal
from contextlib import suppress
from functools import partial
from types import FrameType

STOPPED = b"error: stopped; filed versions are kept; to continue, run the command again\n"

AFTER_PROGRESS = b"\r\x1b[K\x1b[?25h\n"
"""Clears the progress line on a terminal and shows the cursor, which rich hides while it draws that line."""


def stop(process: int, _number: int, _frame: FrameType | None, *, said: bytes = STOPPED) -> None:
    """Exits at once with 130; only the process that the user started prints a line.

    It does not wait for threads, which may hang on a feed or a model for minutes. Nothing on disk needs repair, because a run may
    be killed at any call.
    """
    if os.getpid() == process:
        with suppress(OSError):  # nobody is reading it any more
            os.write(2, AFTER_PROGRESS * os.isatty(2) + said)
    os._exit(130)


def run() -> None:
    """Runs the command. If Ctrl-C is ignored, as in a background job, it stays ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, partial(stop, os.getpid()))
    from dateline.cli import main  # noqa: PLC0415  # loaded late, so that Ctrl-C already works while it loads

    main()


if __name__ == "__main__":
    run()
