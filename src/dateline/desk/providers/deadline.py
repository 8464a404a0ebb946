"""A deadline for the whole body of an answer, since a slow server could send forever despite a time limit for each read."""

import time
from collections.abc import Iterator
from typing import Any

import httpx2


def bound(response: httpx2.Response) -> None:
    """Ends the body of an answer when the time of its request is over."""
    seconds = response.request.extensions["timeout"]["read"]
    response.stream = _BoundedStream(response.stream, time.monotonic() + seconds)


class _BoundedStream(httpx2.SyncByteStream):
    """A body that is cut off at a deadline, however slowly it comes."""

    def __init__(self, stream: Any, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the answer took too long")
            yield part

    def close(self) -> None:
        self._stream.close()
