"""Kills `dateline propose`: `python propose_killing.py ROOT NUMBER` ends it right before its NUMBERth step that changes anything.

Such a step is a file of the publication that is replaced or removed, a git command that makes or moves something, or a call to
the code host. It is written to standard output, and the exit code is 9; or 0 if there are not so many steps.
"""

import os
import sys
from itertools import count
from pathlib import Path

from dateline.cli import main

KILLED = 9
FILES = ("os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
COMMANDS = {"push", "commit-tree", "add", "update-ref", "fetch"}


def step_of(event: str, given: tuple[object, ...]) -> str:
    """What a step changes; empty if it changes nothing that outlives the run."""
    if event == "subprocess.Popen":
        words = list(given[1])  # type: ignore[call-overload]
        return " ".join(word for word in words if word in COMMANDS)
    if event == "socket.connect":
        return "call"
    # What is removed with a whole folder has no path of its own.
    return event if event in FILES and str(given[0]).startswith(os.environ["HERE"]) else ""


def end_at(number: int) -> None:
    steps = count()

    def hook(event: str, given: tuple[object, ...]) -> None:
        step = step_of(event, given)
        if step and next(steps) == number:
            os.write(1, step.encode())
            os._exit(KILLED)

    sys.addaudithook(hook)


if __name__ == "__main__":
    root = Path(sys.argv[1])
    end_at(int(sys.argv[2]))
    main(["-C", str(root), "propose"])
