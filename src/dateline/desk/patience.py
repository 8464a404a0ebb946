"""How long a model is waited for, and a deadline for every byte of its answer: a time limit for each read is none."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    answer: float = 600.0
    """For one answer, to its last byte."""
    count: float = 10.0
    """For a count of tokens."""
    connect: float = 10.0
    """For a connection."""
    total: float = 3000.0
    """For all answers of a run."""
    first_delay: float = 0.5
    """Before the second attempt, where the server names no delay; it doubles each time."""
    poll: float = 30.0
    """Between two looks at a batch."""


def bound(response: httpx2.Response) -> None:
    """Holds every byte of an answer against the deadline of its request."""
    seconds = response.request.extensions["timeout"]["read"]
    response.stream = _Bounded(response.stream, time.monotonic() + seconds)


class _Bounded(httpx2.SyncByteStream):
    """A body that ends by a deadline, however slowly it comes."""

    def __init__(self, stream: Any, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer took too long")
            yield part

    def close(self) -> None:
        self._stream.close()
