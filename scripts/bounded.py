"""A command that ends in time, and everything that it started with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

NOTES = "DATELINE_RUNNING"
"""Names the folder where each process notes what it is at: a file named after the process."""


def bounded(argv: Sequence[str | Path], seconds: float, notes: Path) -> int:
    """The exit code of a command; 1 where its time is over, after a line that says what it was at.

    Nothing that the command started outlives it.
    """
    # A session of its own, so that all of it can be ended at once.
    run = subprocess.Popen(argv, stdin=subprocess.DEVNULL, start_new_session=True, env={**os.environ, NOTES: str(notes)})
    try:
        return run.wait(seconds)
    except subprocess.TimeoutExpired:
        at = "".join(f"\n  {one}" for one in running(notes)) or " the step above"
        print(f"\nerror: not done after {seconds / 60:g} minutes, so it was stopped. It was at:{at}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, SystemExit):
        _tell(run, signal.SIGINT)  # who ended this process told nobody else
        with suppress(subprocess.TimeoutExpired):
            run.wait(10)
        raise
    finally:
        run.kill() if os.name == "nt" else _tell(run, signal.SIGKILL)
        run.wait()


def running(notes: Path) -> list[str]:
    """What the processes that are alive have noted."""
    return sorted(note.read_text(encoding="utf-8") for note in notes.iterdir() if _is_alive(int(note.name)))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def _tell(run: subprocess.Popen[bytes], what: signal.Signals) -> None:
    with suppress(OSError):  # none of it is left
        os.killpg(run.pid, what)


def script(path: str, arguments: Sequence[str], seconds: float) -> int:
    """Runs a script a second time, bounded; `is_bounded` tells it which time it is."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    with TemporaryDirectory() as notes:
        return bounded([sys.executable, path, *arguments], seconds, Path(notes))


def _leave(number: int, _frame: FrameType | None) -> None:
    """Ends this process as the shell would say it, after what it started."""
    sys.exit(128 + number)


def is_bounded() -> bool:
    """Whether this process is the second one."""
    return NOTES in os.environ
