"""The standard streams, wherever they lead: to a reader who has left, to a full disk, or nowhere because they are closed."""

import errno
import os
import sys
from contextlib import suppress
from io import BufferedWriter, RawIOBase, TextIOWrapper
from typing import Any, TextIO

from dateline.cli.options import complain

_FAILED = 3


class _Lenient(RawIOBase):
    """A stream on which no write fails: what cannot be written is dropped, and the reason is kept."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._stream.fileno())

    def isatty(self) -> bool:
        return bool(self._stream.isatty())

    def write(self, data: Any) -> int | None:
        try:
            return int(self._stream.write(data))
        except OSError as error:
            self.failure = error
            return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def take_streams() -> None:
    """Lets no write to a standard stream end the command, and no file of ours be taken for a stream that is closed."""
    if sys.stdout is not sys.__stdout__:
        return  # a test or a notebook takes what is printed
    for number in range(3):
        with suppress(OSError):
            os.fstat(number)
            continue
        os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  # until the end
    sys.stdout, sys.stderr = _lenient(sys.stdout), _lenient(sys.stderr)


def _lenient(held: TextIO | None) -> TextIOWrapper:
    stream = held.buffer if held else open(os.devnull, "wb", buffering=0)  # noqa: SIM115, PTH123  # likewise
    kept = _Lenient(getattr(stream, "raw", stream))
    encoding = held.encoding if held else "utf-8"
    # Some terminals cannot show every character of a story.
    return TextIOWrapper(BufferedWriter(kept), encoding, errors="backslashreplace", line_buffering=True)


def exit_code(code: int) -> int:
    """The exit code, and an error if a part of what was printed is lost. Readers who have left do not count: they have enough."""
    sys.stdout.flush()
    kept = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(kept, _Lenient) or not kept.failure or kept.failure.errno == errno.EPIPE:
        return code
    complain(
        f"standard output cannot be written: {kept.failure.strerror}", "Print it to another place. Everything else was done."
    )
    return _FAILED
