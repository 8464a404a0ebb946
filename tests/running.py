"""Runs a server of a test as long as a block, and answers as a bad one does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedIOBase
from socketserver import BaseServer
from threading import Event, Thread
from typing import TypeVar

Running = TypeVar("Running", bound=BaseServer)


def drip_headers(out: BufferedIOBase, closing: Event) -> None:
    """Answers with a header at a time, without an end: each read is answered in time."""
    with suppress(OSError):  # the client has hung up
        out.write(b"HTTP/1.1 200 OK\r\n")
        while not closing.wait(0.02):
            out.write(b"x: y\r\n")


@contextmanager
def running(server: Running, closing: Event) -> Iterator[Running]:
    """The server, which answers until the block ends; `closing` is set first, so that no answer hangs."""
    with server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            closing.set()
            server.shutdown()
