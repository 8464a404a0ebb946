"""Pauses that hosts ask for (429 or 503 with Retry-After): until a pause is over, its host is not called again."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from dateline.core.errors import FeedError

PLACE = ("pauses", "hosts")
"""Where the cache keeps them."""
ASKING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Statuses whose Retry-After applies to the whole host."""
LONGEST = 24 * 3600.0
"""In seconds; a host that asks for more is called again after that."""


class Paused(FeedError):  # noqa: N818  # like the others of the tree
    """A host was not called, because its pause is not over."""


class Pauses:
    """The pauses of all hosts, shared by all threads."""

    def __init__(
        self, rows: object = None, *, clock: Callable[[], float] = time.time, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Pauses that are in force.

        Args:
            rows: what the last run kept at `PLACE`; anything else is ignored.
            clock: the time, in seconds since 1970.
            sleep: waits for so many seconds.
        """
        self._clock, self._sleep = clock, sleep
        known = rows.items() if isinstance(rows, dict) else ()
        self._until = {host: min(until, clock() + LONGEST) for host, until in known if isinstance(until, int | float)}

    @property
    def rows(self) -> dict[str, float]:
        """The pauses that are not over, as JSON data."""
        return {host: until for host, until in sorted(self._until.items()) if until > self._clock()}

    def told(self) -> tuple[tuple[str, str], ...]:
        """Each host whose pause is not over, and until when it lasts."""
        return tuple((host, _told(until)) for host, until in self.rows.items())

    def begin(self, host: str, seconds: float) -> None:
        """Begins a pause, unless a longer one is in force."""
        self._until[host] = max(self._clock() + min(seconds, LONGEST), self._until.get(host, 0.0))

    def wait(self, host: str, most: float) -> None:
        """Waits until the host's pause is over.

        Args:
            host: the host that is to be called.
            most: how long to wait at most, in seconds.

        Raises:
            Paused: if it takes longer.
        """
        until = self._until.get(host, 0.0)
        left = until - self._clock()
        if left > most:
            what = f"{host} asked for a pause: not called before {_told(until)}"
            raise Paused(what, hint="Nothing to do: it is called again later.")
        if left > 0:
            self._sleep(left)


def _told(until: float) -> str:
    return datetime.fromtimestamp(until, UTC).strftime("%Y-%m-%d %H:%M UTC")


def seconds_asked(retry_after: str, now: float) -> float:
    """The seconds in a Retry-After header, which has a number or a date; 0 if it has neither."""
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after)
    with suppress(ValueError, OverflowError):
        return max(parsedate_to_datetime(retry_after).timestamp() - now, 0.0)
    return 0.0
