"""A deadline for all of a call to another server, whatever HTTP client makes it.

A time limit for each read is not enough: a server that sends a byte a second never exceeds it.
"""

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from ssl import SSLContext
from threading import Thread
from typing import Any

import httpcore2

Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and a port → its addresses; raises OSError."""

_deadline: ContextVar[float] = ContextVar("deadline")


def addresses(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's resolver finds."""
    return tuple(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Ends all connecting, reading and writing in this thread after this many seconds."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def begin(request: Any) -> None:
    """Makes the time for a read the time for all of a call: a hook for the requests of an HTTP client."""
    _deadline.set(time.monotonic() + request.extensions["timeout"]["read"])


def keep(client: Any) -> None:
    """Puts all connections of an httpx2 client under the deadline, those through the machine's proxies too."""
    for way in filter(None, (client._transport, *client._mounts.values())):  # noqa: SLF001  # a transport of one's own has no proxies
        way._pool._network_backend = BoundedBackend()  # noqa: SLF001  # likewise


def remaining() -> float:
    """Seconds until the deadline; negative when it has passed."""
    return _deadline.get() - time.monotonic()


def _sooner(timeout: float | None) -> float:
    """The shorter of a step's timeout and the time that is left."""
    left = remaining()
    if left <= 0:
        raise httpcore2.ReadTimeout("the deadline has passed")
    return min(left, timeout or left)


class _Stream(httpcore2.NetworkStream):
    """A connection on which the deadline limits every step."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self.stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, _sooner(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, _sooner(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> "_Stream":
        return _Stream(self.stream.start_tls(ssl_context, server_hostname, _sooner(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class BoundedBackend(httpcore2.NetworkBackend):
    """Resolves a name and connects to the first address that answers, before the deadline."""

    def __init__(self, resolve: Resolve = addresses) -> None:
        self.resolve = resolve
        self.inner = httpcore2.SyncBackend()

    def check(self, host: str, port: int, found: Sequence[str]) -> None:
        """Raises an error if a host with these addresses may not be called; here each may."""

    def connect_tcp(  # noqa: D102  # the library says what it does
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        found = _resolved(self.resolve, host, port, _sooner(timeout))
        self.check(host, port, found)
        for number, address in enumerate(found, 1):
            try:
                return _Stream(self.inner.connect_tcp(address, port, _sooner(timeout), local_address, socket_options))
            except httpcore2.ConnectError:
                if number == len(found):
                    raise
        raise httpcore2.ConnectError(f"{host} has no address")


def _resolved(resolve: Resolve, host: str, port: int, timeout: float) -> Sequence[str]:
    """The addresses of a name. The system's resolver has no time limit, so it runs on a thread that is abandoned in time."""
    answer: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolve(host, port))
        except Exception as error:  # noqa: BLE001  # raised again in the thread that waits
            answer.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=timeout)
    except Empty as error:
        raise httpcore2.ConnectTimeout(f"the name {host} was not resolved") from error
    if isinstance(found, Exception):
        raise httpcore2.ConnectError(f"the name {host} is not known") from found
    return found
