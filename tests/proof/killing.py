"""Runs a command of Dateline in children, kills it at one of its system calls, or makes that call fail.

`python killing.py STRACE FOLDER ARGUMENT…` does what lines of JSON on standard input say, and answers each with a line. It forks,
so that Python starts only once. For that, no other thread may run here, and the servers that a command talks to are in the test's
process. Only the command's first thread is traced, and no program that it starts.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed: nothing can be killed at a given system call")

OPENING, SENDING = "openat", ("sendto", "connect", "vfork")
"""Calls that change something only if a file is opened for writing, and those that have no file."""
CALLS = (
    *(OPENING, "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "link", "unlink", "mkdir", "rmdir"),
    *SENDING,
)
"""All calls that change what outlives a process; the last one starts another program, such as git."""
CRASHED = 70
"""The exit code of a command that ended in a traceback."""


class Call(NamedTuple):
    """A system call."""

    name: str
    number: int
    """Among the calls of that name."""
    line: str
    """What strace writes about it."""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    """The exit code; below zero if it was killed."""
    said: str
    """What it printed."""


class Killer:
    """Asks the process that runs the command."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def _ask(self, *asked: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def run(self) -> Ended:
        """A whole run."""
        return Ended(*self._ask("run"))

    def points(self) -> list[Call]:
        """The calls of a whole run that change a file in the folder, send something, or start a program."""
        return [Call(*one) for one in self._ask("record")]

    def is_killed(self, call: Call) -> bool:
        """Whether a run was killed at a call."""
        return Ended(*self._ask("inject", call.name, call.number, "signal=KILL")).code < 0

    def failed(self, call: Call, error: str) -> Ended:
        """What becomes of a run for which a call fails."""
        return Ended(*self._ask("inject", call.name, call.number, f"error={error}"))


@contextmanager
def killer(folder: Path, command: Sequence[str], environment: dict[str, str]) -> Iterator[Killer]:
    """A process that runs a command, which has changed the folder once; the file `given` in it is its standard input."""
    argv = [sys.executable, __file__, str(STRACE), str(folder), *command]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(folder), **environment}
    with subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        yield Killer(process)
        assert process.stdin
        process.stdin.close()


# --- in the process that forks ---------------------------------------------------------------------------------------------


def main(strace: str, folder: Path, command: list[str]) -> None:
    """Answers until there is nothing more to do."""
    for line in sys.stdin:
        answer: Any = None
        match json.loads(line):
            case ["run"]:
                answer = _alone(folder, command)
            case ["record"]:
                answer = _recorded(strace, folder, command)
            case [_, name, number, what]:
                given = ("-e", f"trace={name}", "-e", f"inject={name}:{what}:when={number}")
                answer = _traced(strace, folder, command, "-o", os.devnull, *given)
            case _:
                pass
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _alone(folder: Path, command: list[str]) -> Ended:
    """A run in a child; what it imports, each later child has, so that all of them make the same calls."""
    ended = _waited(_child(folder, command), folder)
    for name in (folder / "loaded").read_text().split():
        with suppress(ImportError):  # some modules are there only inside another
            import_module(name)
    return ended


def _recorded(strace: str, folder: Path, command: list[str]) -> list[Call]:
    log = folder / "log"
    ended = _traced(strace, folder, command, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    assert ended.code >= 0, ended
    return [call for call in _calls(log.read_text().splitlines()) if _changes(call, folder)]


def _calls(lines: Sequence[str]) -> Iterator[Call]:
    count: Counter[str] = Counter()
    for line in lines:
        if call := re.match(r"(\w+)\(", line):
            count[call[1]] += 1
            yield Call(call[1], count[call[1]], line)


def _changes(call: Call, folder: Path) -> bool:
    """Whether a call changes something that outlives the run."""
    if call.name in SENDING:
        return True
    own = ("said", "loaded", "log")
    is_there = str(folder) in call.line and not any(f"{folder}/{name}" in call.line for name in own)
    return is_there and (call.name != OPENING or re.search(r"O_WRONLY|O_RDWR|O_CREAT", call.line) is not None)


def _traced(strace: str, folder: Path, command: list[str], *options: str) -> Ended:
    begun, begin = os.pipe()
    child = _child(folder, command, begun)
    argv = [strace, "-y", "-p", str(child), *options]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, encoding="utf-8") as tracing:
        assert tracing.stderr
        assert "attached" in tracing.stderr.readline()
        os.close(begun)
        os.write(begin, b"!")
        os.close(begin)
        return _waited(child, folder)


def _child(folder: Path, command: list[str], begun: int | None = None) -> int:
    """A child that runs the command, once it may."""
    given = os.open(folder / "given", os.O_RDONLY | os.O_CREAT)
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)  # not in the child: strace counts its calls
    child = os.fork()
    if not child:
        os.dup2(given, 0)
        os.dup2(said, 1)
        os.dup2(said, 2)
        if begun is not None:
            os.read(begun, 1)
        os._exit(_code(command, folder / "loaded" if begun is None else None))
    os.close(given)
    os.close(said)
    return child


def _code(command: list[str], loaded: Path | None) -> int:
    """The exit code of the command, in this process."""
    from dateline.cli import main as dateline

    code: Any = CRASHED
    try:
        dateline(command)
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException as error:  # noqa: BLE001
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    sys.stdout.flush()
    sys.stderr.flush()
    if loaded:
        loaded.write_text("\n".join(sys.modules))
    return int(code)


def _waited(child: int, folder: Path) -> Ended:
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(code, (folder / "said").read_text(encoding="utf-8", errors="replace"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
