"""`python -m dateline`, and the command `dateline`: what Ctrl-C does is settled before anything else is loaded."""

import os
import signal
from contextlib import suppress
from functools import partial
from types import FrameType

STOPPED = b"error: stopped; filed versions are kept, and running the command again continues\n"

AFTER_PROGRESS = b"\r\x1b[K\x1b[?25h\n"
"""Clears the progress line on a terminal, and shows the cursor, which rich hides while that line is there."""


def stop(process: int, _number: int, _frame: FrameType | None) -> None:
    """Ends at once, with 130 and one line of the process that was started by hand, wherever the program is.

    No thread is waited for: it may hang on a feed or a model for minutes. Nothing on the disk has to be put right either, for a
    run may be killed at any call.
    """
    if os.getpid() == process:
        with suppress(OSError):  # nobody reads it any more
            os.write(2, AFTER_PROGRESS * os.isatty(2) + STOPPED)
    os._exit(130)


def run() -> None:
    """Runs the command; where Ctrl-C is ignored, as for a job in the background, it stays ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, partial(stop, os.getpid()))
    from dateline.cli import main  # noqa: PLC0415  # a Ctrl-C that comes while it is loaded is heard

    main()


if __name__ == "__main__":
    run()
