"""Runs a function in a child under strace, which records its calls, kills it at one of them, or makes that call fail.

It forks, so no other thread may run: see `killing.in_its_own_process`.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from killing import import_noted, note_imports

STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed: nothing can be killed at a given system call")


class Call(NamedTuple):
    """A call of the first thread; other threads and processes are not traced."""

    name: str
    number: int
    """Among the calls of that name."""
    line: str = ""
    """What strace writes about it."""


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    """The exit code; below zero if it was killed."""
    said: str
    """What it printed."""


def prepare(run: Callable[[], object], folder: Path) -> None:
    """Imports what a run imports, so that each of them makes the same calls."""

    def noted() -> None:
        run()
        note_imports(folder / "loaded")

    assert alone(noted, folder).code == 0
    import_noted(folder / "loaded")


def alone(run: Callable[[], object], folder: Path) -> Ended:
    """A run in a child."""
    return _waited(_child(run, folder), folder)


def recorded(run: Callable[[], object], folder: Path, calls: Sequence[str]) -> list[Call]:
    """Those of the named calls that a run makes."""
    assert _traced(run, folder, "-o", f"{folder / 'log'}", "-e", f"trace={','.join(calls)}").code == 0
    return list(_calls((folder / "log").read_text().splitlines()))


def killed_at(call: Call, run: Callable[[], object], folder: Path) -> bool:
    """Whether a run was killed at a call."""
    return _injected(call, "signal=KILL", run, folder).code < 0


def failed_at(call: Call, error: str, run: Callable[[], object], folder: Path) -> Ended:
    """What becomes of a run for which a call fails."""
    return _injected(call, f"error={error}", run, folder)


def _injected(call: Call, what: str, run: Callable[[], object], folder: Path) -> Ended:
    given = ("-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.number}")
    return _traced(run, folder, "-o", os.devnull, *given)


def _calls(lines: Sequence[str]) -> Iterator[Call]:
    count: Counter[str] = Counter()
    for line in lines:
        if call := re.match(r"(\w+)\(", line):
            count[call[1]] += 1
            yield Call(call[1], count[call[1]], line)


def _traced(run: Callable[[], object], folder: Path, *options: str) -> Ended:
    begun, begin = os.pipe()
    child = _child(run, folder, begun)
    command = [str(STRACE), "-y", "-p", str(child), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as strace:
        assert strace.stderr
        assert "attached" in strace.stderr.readline()
        os.close(begun)
        os.write(begin, b"!")
        os.close(begin)
        return _waited(child, folder)


def _child(run: Callable[[], object], folder: Path, begun: int | None = None) -> int:
    """A child that runs, once it may; its exit code is 1 if there is an error."""
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)  # not in the child: strace counts its calls
    child = os.fork()
    if not child:
        os.dup2(said, 1)
        os.dup2(said, 2)
        if begun is not None:
            os.read(begun, 1)
        try:
            run()
        except BaseException as error:  # noqa: BLE001
            sys.stderr.write(f"{error}\n")
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    os.close(said)
    return child


def _waited(child: int, folder: Path) -> Ended:
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(code, (folder / "said").read_text(encoding="utf-8"))
