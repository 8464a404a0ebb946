"""The progress of a run, shown while it lasts."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import builders
import pytest
from interrupts import HEARD
from terminals import AtOnce, on_a_terminal

from dateline.__main__ import AFTER_PROGRESS, STOPPED
from dateline.cli import main, progress
from dateline.core import codec
from dateline.core.config import Config, Feed, Limits
from dateline.core.progress import Step, heard, tell
from dateline.desk import extractive
from dateline.flows.collect import CollectRun, collect_only
from dateline.flows.start import start
from dateline.flows.stories import workers
from dateline.flows.update import UpdateRun, update

ERASE, HIDE, SHOW = "\x1b[2K", "\x1b[?25l", "\x1b[?25h"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERM", "xterm")
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs show their progress from the beginning."""
    monkeypatch.setattr(progress, "Timer", AtOnce)


@pytest.mark.usefixtures("_at_once")
def test_a_terminal_shows_each_step(example, capsys):
    """The line shows the current step and is removed at the end; standard output has only the result."""
    told = on_a_terminal(lambda: main(["-C", str(example), "update"]))

    assert told.index("Collecting 5 feeds") < told.index("Drafting tidal-barrier")
    assert ERASE in told[told.rindex("Drafting") :]
    assert told.rindex(HIDE) < told.rindex(SHOW)
    assert "tidal-barrier: filed as version 2" in (out := capsys.readouterr().out)
    assert "\x1b" not in out
    assert "Drafting" not in out


@pytest.mark.usefixtures("_at_once")
def test_programs_see_no_progress(example, capsys):
    """With `--format json`, a terminal shows no progress, and neither does output that is not a terminal."""
    assert on_a_terminal(lambda: main(["-C", str(example), "update", "--dry-run", "--format", "json"])) == ""

    with contextlib.suppress(SystemExit):
        main(["-C", str(example), "update"])
    assert capsys.readouterr().err == ""


def test_each_story_is_a_step(make_publication):
    """Whoever listens is told the number of feeds, and of each story its number, when it ends with what came of it."""
    root = make_publication(builders.dossier(slug="harbour"), builders.dossier(slug="quay"))
    steps: list[Step] = []

    with heard(steps.append):
        update(UpdateRun(root, extractive.write, "2026-04-01T06:00:00Z"))

    assert steps[0] == Step("collect")
    begun = [one for one in steps[1:] if one.seconds is None]
    assert begun == [Step("draft", "harbour", 2, 1), Step("draft", "quay", 2, 2)]
    assert [(one.subject, one.came) for one in steps if one.seconds is not None] == [
        ("harbour", "0 items, nothing-new"),
        ("quay", "0 items, nothing-new"),
    ]
    update(UpdateRun(root, extractive.write, "2026-04-01T06:00:00Z"))
    assert len(steps) == 5


def test_each_feed_is_a_step(example):
    """A feed's step ends with how many items it had, or why it could not be read."""
    steps: list[Step] = []
    site = example / "content/site.yaml"
    site.write_text(site.read_text().replace("feeds:\n", "feeds:\n- {id: gone, path: content/none.xml}\n", 1))

    with heard(steps.append):
        collect_only(CollectRun(example, "2026-04-01T06:00:00Z"))

    came = {one.subject: one.came for one in steps if one.name == "feed" and one.seconds is not None}
    assert len(came) == 6
    assert "does not exist" in came.pop("gone")
    assert {text.split()[1] for text in came.values()} == {"items"}


@pytest.mark.parametrize("command", ["build", "check", "status", "collect"])
@pytest.mark.usefixtures("_at_once")
def test_what_can_take_long_shows_progress(example, command):
    """Builds and checks show each story with its number; nothing of it stays."""
    told = on_a_terminal(lambda: main(["-C", str(example), command]))

    wanted = {"build": "Building tidal-barrier (2 of 2)", "collect": "Collecting 5 feeds (5 read)"}
    assert wanted.get(command, "Checking tidal-barrier (2 of 2)") in told
    assert told.rindex(HIDE) < told.rindex(SHOW)


def test_a_quick_run_shows_nothing(example):
    """A run that ends soon draws no line, which would only flicker."""
    assert on_a_terminal(lambda: main(["-C", str(example), "diff", "tidal-barrier", "--base", "none"])).startswith("\x1b[31m")
    line = progress._ProgressLine()
    line.hear(Step("feed", "quay"))
    line.close()
    line.show()
    assert line._live is None


def test_other_processes_tell_their_steps_here(example, monkeypatch):
    """Stories that another process builds are steps of this one."""
    steps: list[Step] = []
    monkeypatch.setattr(workers, "WORTH_IT", 0)
    monkeypatch.setattr(workers, "_cores", lambda: 2)

    with heard(steps.append), contextlib.suppress(SystemExit):
        main(["-C", str(example), "build"])

    built = sorted(one.subject for one in steps if one.name == "build" and one.seconds is not None)
    assert built == ["grey-holm-ferry", "tidal-barrier"]
    assert Step("work", total=2) in steps


def test_another_process_sends_its_steps_along():
    """What a process did comes back with its results, in order."""
    done = workers._recorded(told_of, [("quay", {}), ("gate", {})])

    assert done == (["quay", "gate"], [Step("build", "quay"), Step("build", "gate")])


def told_of(given):
    for name, _ in given:
        tell(Step("build", name))
    return [name for name, _ in given]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("collect", total=1), "Collecting 1 feed"),
        (Step("feed", "county"), "Reading county"),
        (Step("search", "news for “gate”"), "Searching news for “gate”"),
        (Step("page", "https://quay.example/gate"), "Reading https://quay.example/gate"),
        (Step("draft", "gate", 1, 1), "Drafting gate"),
        (Step("send", total=70, number=3), "Sending mail 3 of 70"),
        (Step("lists"), "Building the front page and the lists"),
        (Step("remote", "origin"), "Asking origin"),
        (Step("proposal", "gate"), "Proposing gate"),
    ],
)
def test_steps_are_said_in_words(step, words):
    """Each step is a few words for people."""
    assert progress.sentence(step) == words


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
