"""`dateline serve` in a terminal: what it prints, and how it ends."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO
from urllib.request import urlopen

import pytest
from interrupts import HEARD

from dateline.cli import main
from dateline.flows.start import start
from dateline.site.preview import CHANGES

SITE = "content/site.yaml"
VERSION = "stories/tidal-barrier/v001.yaml"
STRAY = "stories/tidal-barrier/note.txt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def until(printed: IO[str], pattern: str) -> str:
    """The next line that has the pattern."""
    return next(line for line in printed if re.search(pattern, line))


@pytest.fixture
def _told_to_stop() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, even if these tests run in the background and ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def served(root: Path, act: Callable[[IO[str]], None]) -> int | str | None:
    """The exit code of a run that prints to a reader, which acts and then presses Ctrl-C."""
    is_over = threading.Event()

    def read() -> None:
        try:
            act(printed)
        finally:
            if not is_over.is_set():
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    ours, theirs = os.pipe()
    with (
        os.fdopen(ours, encoding="utf-8") as printed,
        ThreadPoolExecutor() as pool,
        os.fdopen(theirs, "w", encoding="utf-8") as terminal,
        contextlib.redirect_stdout(terminal),
        contextlib.redirect_stderr(terminal),
    ):
        reading = pool.submit(read)
        try:
            with pytest.raises(SystemExit) as ended:
                main(["-C", str(root), "serve", "--port", "0"])
        finally:
            is_over.set()
    reading.result()
    return ended.value.code


@pytest.mark.usefixtures("_told_to_stop")
def test_it_prints_what_each_build_did(root: Path) -> None:
    """It prints the address once, and for each build a line about its files, the findings, or the error with its hint."""
    text = (root / SITE).read_text(encoding="utf-8")

    def act(printed: IO[str]) -> None:
        assert re.match(r"\d+ files: \d+ written, 0 unchanged", until(printed, "files"))
        assert re.fullmatch(r"open http://127\.0\.0\.1:\d+/ \(press Ctrl-C to stop\)\n", until(printed, "open"))
        version = (root / VERSION).read_text(encoding="utf-8")
        (root / VERSION).write_text(version.replace("what: |\n", "what: |\n  It cost 987 million euros.\n"), encoding="utf-8")
        assert until(printed, ": warning: ").startswith(f"{VERSION}:")
        (root / SITE).write_text(f"{text}# a comment\n", encoding="utf-8")
        until(printed, "^[12] earlier warnings?; to see them: dateline -C .* check$")
        (root / VERSION).write_text(version, encoding="utf-8")
        until(printed, "files:")
        (root / STRAY).touch()
        assert until(printed, "unknown-file").startswith(f"{STRAY}:1:1: error: ")
        until(printed, "^nothing was written: correct the errors first$")
        (root / STRAY).unlink()
        until(printed, r"files: 0 written")
        (root / SITE).write_text("title: [", encoding="utf-8")
        until(printed, rf"^error: {SITE}:\d+: ")
        until(printed, "^hint: ")
        (root / SITE).write_text(text, encoding="utf-8")
        until(printed, r"files: 0 written")

    assert served(root, act) == 130


def test_ctrl_c_ends_it_while_pages_are_open(root: Path) -> None:
    """Ctrl-C ends it at once with 130, even if a page listens for changes."""
    argv = [*HEARD, sys.executable, "-m", "dateline", "-C", str(root), "serve", "--port", "0"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout
        address = until(running.stdout, "^open ").split()[1]
        with urlopen(address.rstrip("/") + CHANGES) as page:
            assert page.readline().startswith(b"data: ")
            running.send_signal(signal.SIGINT)
            _, said = running.communicate()

    assert (running.returncode, said.splitlines()) == (130, ["stopped"])


def test_a_port_that_is_taken_is_an_error(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the named port is taken, it ends with an error, a hint and exit code 2, before anything is built."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as other, pytest.raises(SystemExit) as ended:
        main(["-C", str(root), "serve", "--port", str(other.getsockname()[1])])

    assert ended.value.code == 2
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()] == ["error", "hint"]
    assert not (root / ".dateline").exists()


def test_without_its_extra_it_says_what_to_install(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without watchfiles it ends with an error and the line for pip, before anything is built."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(root), "serve", "--port", "0"])

    assert ended.value.code == 2
    error, hint = capsys.readouterr().err.splitlines()
    assert "the extra `serve`" in error
    assert 'pip install "dateline[serve]"' in hint
    assert not (root / ".dateline").exists()
