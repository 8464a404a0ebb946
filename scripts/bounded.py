"""Runs a command with a time limit; when it ends, so does everything that it started."""

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
"""The variable with the folder where each process notes what it is doing, in a file named after the process."""


def bounded(argv: Sequence[str | Path], seconds: float, notes: Path) -> int:
    """The exit code of a command; 1 if its time runs out, after a line that says what was running.

    Nothing that the command started outlives it.
    """
    # In a session of its own, all of its processes can be ended at once.
    run = subprocess.Popen(argv, stdin=subprocess.DEVNULL, start_new_session=True, env={**os.environ, NOTES: str(notes)})
    try:
        return run.wait(seconds)
    except subprocess.TimeoutExpired:
        at = "".join(f"\n  {one}" for one in running(notes)) or " the step above"
        print(f"\nerror: stopped, because it was not done after {seconds / 60:g} minutes. Still running:{at}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, SystemExit):
        _tell(run, signal.SIGINT)  # the signal reached only this process
        with suppress(subprocess.TimeoutExpired):
            run.wait(10)
        raise
    finally:
        run.kill() if os.name == "nt" else _tell(run, signal.SIGKILL)
        run.wait()


def running(notes: Path) -> list[str]:
    """The notes of the processes that are still alive."""
    return sorted(note.read_text(encoding="utf-8") for note in notes.iterdir() if _is_alive(int(note.name)))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def _tell(run: subprocess.Popen[bytes], what: signal.Signals) -> None:
    with suppress(OSError):  # all its processes have ended
        os.killpg(run.pid, what)


def script(path: str, arguments: Sequence[str], seconds: float) -> int:
    """Runs a script again with a time limit; in the second run, `is_bounded` is true."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    with TemporaryDirectory() as notes:
        return bounded([sys.executable, path, *arguments], seconds, Path(notes))


def _leave(number: int, _frame: FrameType | None) -> None:
    """Ends this process with the exit code that a shell gives, after what it started."""
    sys.exit(128 + number)


def is_bounded() -> bool:
    """Whether this is the second run."""
    return NOTES in os.environ
