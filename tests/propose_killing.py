"""Kills `dateline propose`: `python propose_killing.py ROOT` reads numbers, and ends a run right before its so manyth change.

A change is a file of the publication that is replaced or removed, a git command that makes or moves something, or a call to the
code host. For each number, a line has the change and the exit code: 9, or that of a run that has not so many changes.
"""

import os
import sys
from itertools import count
from pathlib import Path

from killing import KILLED, import_noted, note_imports

from dateline.cli import main

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


def end_at(number: int, answer: int, loaded: Path) -> None:
    steps = count()

    def hook(event: str, given: tuple[object, ...]) -> None:
        step = step_of(event, given)
        if step and next(steps) == number:
            os.write(answer, step.encode())
            note_imports(loaded)
            os._exit(KILLED)

    sys.addaudithook(hook)


def run(root: Path, number: int, loaded: Path) -> int:
    """The exit code of a run, in a process of its own, which says on standard output at what it was killed."""
    child = os.fork()
    if not child:
        answer = os.dup(1)
        os.dup2(2, 1)
        end_at(number, answer, loaded)
        try:
            main(["-C", str(root), "propose"])
        except SystemExit as ended:
            os._exit(int(ended.code or 0))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    root = Path(sys.argv[1])
    loaded = root.with_name("loaded")
    for line in sys.stdin:
        sys.stdout.write(f" {run(root, int(line), loaded)}\n")
        sys.stdout.flush()
        if loaded.exists():
            import_noted(loaded)
