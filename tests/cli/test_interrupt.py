"""Ctrl-C at any moment: one line, exit code 130, no traceback, and nothing left behind that breaks the next run."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

import pytest
from interrupts import HEARD
from scripted import KEY, Played, messages_server

from dateline import __main__ as door
from dateline.cli.halting import stopped_with
from dateline.core import codec
from dateline.core.config import Config, Feed, Limits
from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories.workers import _end_with_parent
from dateline.flows.update import run_for, update
from dateline.store.reading import read_config

SAID = b"error: stopped; filed versions are kept; to continue, run the command again\n"
CUSTOM = """
import os, sys

event, part, told, held = os.environ["STOP_AT"].split("|")

def wait(seen, arguments):
    if seen == event and part in repr(arguments):
        os.write(int(told), b"there\\n")
        os.read(int(held), 1)  # for ever

sys.addaudithook(wait)
if event == "fork":
    os.register_at_fork(after_in_parent=lambda: wait("fork", ""))
"""
"""Python loads this first: it stops the program at a chosen event and says so."""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example, with the usual settings."""
    root = tmp_path / "example"
    start(root, example=True)
    settle(root)
    return root


def settle(root: Path, *more: Feed) -> None:
    """Follows the feeds of the example, and more."""
    config = read_config(root)
    limits = Limits(allow_private=("127.0.0.1",))
    given = Config(config.title, config.url, feeds=(*config.feeds, *more), limits=limits)
    (root / "content/site.yaml").write_text(codec.dump(given), encoding="utf-8")


class Stopped:
    """A command that has reached a certain point, and waits there."""

    def __init__(self, root: Path, at: tuple[str, str], command: list[str], environment: dict[str, str]) -> None:
        custom = root.parent / "custom"
        custom.mkdir()
        (custom / "sitecustomize.py").write_text(CUSTOM)
        ours, theirs = os.pipe()
        held, _hold = self.pipe = os.pipe()
        env = {
            **{name: value for name, value in os.environ.items() if name not in ("DATELINE_RUNNING", "COVERAGE_PROCESS_START")},
            **environment,
            "PYTHONPATH": str(custom),
            "PYTHONDONTWRITEBYTECODE": "1",
            "STOP_AT": "|".join((*at, str(theirs), str(held))),
        }
        self.process = subprocess.Popen(
            [*HEARD, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, pass_fds=(theirs, held), cwd=root
        )
        os.close(theirs)
        self.reached: IO[bytes] = os.fdopen(ours, "rb")

    def interrupt(self, times: int = 1) -> tuple[int, bytes]:
        """The exit code and the output after this many Ctrl-C."""
        assert self.reached.readline() == b"there\n", self.process.communicate()
        for _ in range(times):
            self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate()
        return self.process.returncode, said

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()
        self.reached.close()
        for end in self.pipe:
            os.close(end)


@pytest.fixture
def stopped(example: Path, request: pytest.FixtureRequest) -> Iterator[Stopped]:
    (at, arguments), module = request.param, [sys.executable, "-m", "dateline"]
    if at[0] == "socket.connect":
        settle(example, Feed("slow", url="http://127.0.0.1:9/feed"))
    found = Stopped(example, at, [*module, *arguments.split()], {})
    yield found
    found.close()


MOMENTS = {
    "while click is loaded": (("import", "'click'"), "status"),
    "while a command's own modules are loaded": (("import", "'dateline.flows.update'"), "update"),
    "before it has the lock": (("open", ".dateline/lock"), "update --writer extractive"),
    "while a feed is fetched": (("socket.connect", "127.0.0.1"), "update --writer extractive"),
    "while a cache is written": (("open", ".dateline/cache"), "update --writer extractive"),
    "while a ledger is written": (("open", "items.jsonl', 'a'"), "update --writer extractive"),
    "while a version is written": (("open", ".part"), "update --writer extractive"),
    "while a file is checked": (("open", "v001.yaml"), "check"),
    "while the site is written": (("open", ".dateline-part"), "build"),
    "while git is asked": (("subprocess.Popen", "git"), "check --base HEAD"),
}


@pytest.mark.parametrize("stopped", [(("import", "'watchfiles'"), "serve --port 0")], ids=["while it serves"], indirect=True)
def test_a_server_is_stopped_without_an_error(stopped: Stopped) -> None:
    """Ctrl-C is how a server is stopped, so it says no more than that it did."""
    assert stopped.interrupt() == (130, b"stopped\n")


def test_a_question_is_left_without_an_error(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Other words hold only while the question waits; where Ctrl-C is ignored, it stays ignored."""
    monkeypatch.setattr(os, "_exit", lambda _: None)
    usual = partial(door.stop, os.getpid())
    with heard(usual):
        with stopped_with("stopped; nothing was written"):
            os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
    with heard(signal.SIG_IGN), stopped_with("stopped"):
        os.kill(os.getpid(), signal.SIGINT)

    assert capfd.readouterr().err.encode() == b"stopped; nothing was written\n" + SAID


@contextmanager
def heard(by: Any) -> Iterator[None]:
    before = signal.signal(signal.SIGINT, by)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("stopped", MOMENTS.values(), ids=MOMENTS, indirect=True)
def test_it_ends_with_one_line(stopped: Stopped, example: Path) -> None:
    """Wherever the run is, it exits with 130 and one line; the next run does all the work."""
    assert stopped.interrupt() == (130, SAID)

    update(run_for(example, "extractive", now="2026-04-01T06:00:00Z"))
    assert build(example, example / "build").written
    assert (example / "stories/tidal-barrier/v002.yaml").is_file()
    assert not list(example.rglob("*.part"))


@pytest.mark.parametrize("stopped", [MOMENTS["while a feed is fetched"]], indirect=True)
def test_told_again_and_again(stopped: Stopped) -> None:
    """If somebody presses Ctrl-C again because nothing seems to happen, the result is the same."""
    assert stopped.interrupt(5) == (130, SAID)


def test_while_others_render(example: Path) -> None:
    """The processes that render stories in parallel end with the parent, and print nothing."""
    shutil.copytree(example / "stories/tidal-barrier", example / "stories/another")
    found = Stopped(example, ("fork", ""), [sys.executable, "-m", "dateline", "build", "--jobs", "2"], {})
    try:
        assert found.interrupt() == (130, SAID)
        assert found.reached.read() == b""  # the end of the pipe: none of them is left
    finally:
        found.close()


def test_while_a_model_answers(example: Path) -> None:
    """The run does not wait for a model that is silent for minutes, or for the threads that wait for it."""
    with messages_server(Played(hangs=True)) as server:
        environment = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url}
        port = server.url.rpartition(":")[2]
        found = Stopped(example, ("socket.connect", port), [sys.executable, "-m", "dateline", "update"], environment)
        try:
            code, said = found.interrupt()
        finally:
            found.close()

    assert (code, said) == (130, SAID)
    assert KEY.encode() not in said


def test_the_command_s_own_name(example: Path) -> None:
    """The installed command `dateline` handles Ctrl-C as early as `python -m dateline` does."""
    script = Path(sys.executable).with_name("dateline")
    found = Stopped(example, ("import", "'click'"), [str(script), "status"], {})
    try:
        assert found.interrupt() == (130, SAID)
    finally:
        found.close()


@pytest.fixture
def _as_before() -> Iterator[None]:
    """After these tests, Ctrl-C does what it did before."""
    heard = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, heard)


@pytest.mark.usefixtures("_as_before")
def test_a_job_in_the_background_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the shell made a job ignore Ctrl-C, the job goes on ignoring it."""
    monkeypatch.setattr(sys, "argv", ["dateline", "schema", "story"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with pytest.raises(SystemExit):
        door.run()

    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.usefixtures("_as_before")
def test_a_process_that_renders_ends_with_the_one_that_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the process that the user started prints a line; when it ends, the processes that it started end too."""
    codes: SimpleQueue[int] = SimpleQueue()
    monkeypatch.setattr(os, "_exit", codes.put)
    for there in (None, Gone()):
        monkeypatch.setattr(multiprocessing, "parent_process", lambda there=there: there)
        _end_with_parent()

    assert codes.get() == 1
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


class Gone:
    """A process that has ended."""

    def join(self) -> None:
        pass


class Left(Exception):  # noqa: N818  # it stands for the end of the process
    """The process would have exited with this code."""


@pytest.mark.parametrize("is_first", [True, False])
def test_the_line_and_the_code(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *, is_first: bool) -> None:
    """The handler exits with 130; only the process that the user started prints a line."""

    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(Left, match="130"):
        door.stop(os.getpid() if is_first else os.getppid(), signal.SIGINT, None)

    assert capfd.readouterr().err == (SAID.decode() if is_first else "")
