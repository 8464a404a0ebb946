"""Wherever the standard streams lead, a command does its work, and says what it can."""

import errno
import os
import sys
from io import FileIO, TextIOWrapper
from typing import TextIO

import pytest

from dateline.cli import main, streams


class Broken(FileIO):
    """A stream that cannot be written."""

    def __init__(self, number: int) -> None:
        super().__init__(os.devnull, "w")
        self.number = number

    def write(self, _data):
        raise OSError(self.number, os.strerror(self.number))


@pytest.fixture
def standard(monkeypatch):
    """Makes these streams the standard ones of the process."""

    def make(out, err):
        for name, stream in {"stdout": out, "stderr": err}.items():
            monkeypatch.setattr(sys, name, stream)
            monkeypatch.setattr(sys, f"__{name}__", stream)

    return make


def close(*streams: TextIO) -> None:
    for stream in streams:
        stream.close()


def text(raw: FileIO) -> TextIOWrapper:
    return TextIOWrapper(raw, "utf-8", write_through=True)


@pytest.mark.parametrize(("number", "code"), [(errno.EPIPE, 0), (errno.ENOSPC, 3), (errno.EIO, 3)])
def test_lost_output_is_an_error_unless_its_reader_has_left(tmp_path, standard, number, code):
    """The command ends as usual if nobody reads any more; if the output is lost for another reason, standard error says so."""
    told = tmp_path / "told"
    standard(text(Broken(number)), text(FileIO(told, "w")))

    with pytest.raises(SystemExit) as ended:
        main(["schema", "story"])
    close(sys.stdout, sys.stderr)

    assert ended.value.code == code
    assert told.read_text().startswith(f"error: standard output cannot be written: {os.strerror(number)}\nhint: " if code else "")
    assert bool(told.read_text()) == bool(code)


def test_an_error_that_nobody_can_read_keeps_its_exit_code(tmp_path, standard):
    """If both streams fail, the exit code is that of the command's error."""
    standard(text(Broken(errno.EPIPE)), text(Broken(errno.ENOSPC)))

    with pytest.raises(SystemExit) as ended:
        main(["-C", str(tmp_path), "check"])
    close(sys.stdout, sys.stderr)

    assert ended.value.code == 2


def test_streams_that_are_closed_are_nowhere(monkeypatch, standard):
    """Without standard streams, nothing is printed, read or failing, and no file gets one of their numbers."""
    taken: list[str] = []
    found = os.fstat

    def look(number: int) -> os.stat_result:
        if number in {0, 2}:
            raise OSError(errno.EBADF, "closed")
        return found(number)

    monkeypatch.setattr(os, "fstat", look)
    monkeypatch.setattr(os, "open", lambda path, _: taken.append(path))
    monkeypatch.setattr(sys, "stdin", None)
    standard(None, None)

    streams.take_streams()
    told = [sys.stdin.read(), sys.stdout.write("told"), sys.stdout.isatty(), sys.stderr.isatty(), sys.stdout.fileno() > 2]
    close(sys.stdin, sys.stdout, sys.stderr)

    assert taken == [os.devnull] * 2
    assert told == ["", 4, False, False, True]
