"""Runs a server of a test as long as a block."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from threading import Event, Thread
from typing import TypeVar

Running = TypeVar("Running", bound=BaseServer)


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
