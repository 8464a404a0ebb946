"""The progress of an update, shown while it runs."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import builders
import pytest
from interrupts import HEARD

from dateline.__main__ import AFTER_PROGRESS, STOPPED
from dateline.cli import main
from dateline.core import codec
from dateline.core.config import Config, Feed, Limits
from dateline.desk import extractive
from dateline.flows.start import start
from dateline.flows.update import Step, UpdateRun, update

ERASE, HIDE, SHOW = "\x1b[2K", "\x1b[?25l", "\x1b[?25h"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERM", "xterm")
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def on_a_terminal(act: Callable[[], object]) -> str:
    """What a terminal shows on standard error."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal, contextlib.redirect_stderr(terminal), contextlib.suppress(SystemExit):
        act()
    told = b""
    with contextlib.suppress(OSError):  # the end of what a terminal was told
        while part := os.read(ours, 20_000):
            told += part
    os.close(ours)
    return told.decode()


def test_a_terminal_shows_each_step(example, capsys):
    """The line shows the current step and is removed at the end; standard output has only the result."""
    told = on_a_terminal(lambda: main(["-C", str(example), "update"]))

    assert told.index("Collecting 5 feeds") < told.index("Drafting tidal-barrier")
    assert ERASE in told[told.rindex("Drafting") :]
    assert told.rindex(HIDE) < told.rindex(SHOW)
    assert "tidal-barrier: filed as version 2" in (out := capsys.readouterr().out)
    assert "\x1b" not in out
    assert "Drafting" not in out


def test_programs_see_no_progress(example, capsys):
    """With `--format json`, a terminal shows no progress, and neither does output that is not a terminal."""
    assert on_a_terminal(lambda: main(["-C", str(example), "update", "--dry-run", "--format", "json"])) == ""

    with contextlib.suppress(SystemExit):
        main(["-C", str(example), "update"])
    assert capsys.readouterr().err == ""


def test_each_story_is_a_step(make_publication):
    """The callback gets the number of feeds that are read, and the number of each story."""
    root = make_publication(builders.dossier(slug="harbour"), builders.dossier(slug="quay"))
    steps: list[Step] = []

    update(UpdateRun(root, extractive.write, "2026-04-01T06:00:00Z"), on_step=steps.append)
    update(UpdateRun(root, extractive.write, "2026-04-01T06:00:00Z"), collecting=False, on_step=steps.append)

    drafts = [Step("draft", 2, 1, "harbour"), Step("draft", 2, 2, "quay")]
    assert steps == [Step("collect", 0), *drafts, *drafts]


def test_no_story_is_no_step(make_publication):
    """If nothing is drafted, no draft is shown."""
    steps: list[Step] = []

    update(UpdateRun(make_publication(), extractive.write, "2026-04-01T06:00:00Z"), on_step=steps.append)

    assert [step.name for step in steps] == ["collect"]


def test_a_stopped_run_leaves_a_clean_terminal(example):
    """Ctrl-C removes the line and restores the cursor."""
    ours, theirs = os.openpty()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        config = Config(
            "Slow",
            "https://example.org/",
            feeds=(Feed("slow", url=f"http://127.0.0.1:{port}/"),),
            limits=Limits(allow_private=("127.0.0.1",)),
        )
        (example / "content/site.yaml").write_text(codec.dump(config), encoding="utf-8")
        command = [*HEARD, sys.executable, "-m", "dateline", "-C", str(example), "update", "--writer", "extractive"]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        told = b""
        while b"Collecting 1 feed" not in told:
            told += os.read(ours, 20_000)
        run.send_signal(signal.SIGINT)
        with contextlib.suppress(OSError):
            while part := os.read(ours, 20_000):
                told += part
    os.close(ours)

    assert run.wait() == 130
    assert told.replace(b"\r\n", b"\n").endswith(AFTER_PROGRESS + STOPPED)
