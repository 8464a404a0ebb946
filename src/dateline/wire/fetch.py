"""One polite GET within limits: the only place that calls the servers of feeds, searches and pages.

Caching follows the server's headers, so an unchanged feed is not sent again. The machine's proxies and credentials are not used.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.core.address import host_and_port, web_address
from dateline.core.config import Limits
from dateline.core.errors import FeedError
from dateline.wire.collect import Fetch, Fetched, Gone
from dateline.wire.entry import tidy
from dateline.wire.pauses import ASKING, LONGEST, Pauses, seconds_asked
from dateline.wire.per_host import host_of
from dateline.wire.untrusted import untrusted

if TYPE_CHECKING:
    from hishel import SqliteStorage
    from httpx2 import Client, HTTPError, Response

    from dateline.core.deadline import Resolve

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip"})
_WEB = "Use an address that starts with http:// or https:// and names no user."
_TRIES = 3
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses after which another try may help."""


class BadStatus(FeedError):  # noqa: N818  # like the others of the tree
    """The server answered with a status other than 200."""

    def __init__(self, status: int, url: str, retry_after: str = "") -> None:
        known = status in HTTPStatus._value2member_map_
        pause = seconds_asked(retry_after, time.time())
        super().__init__(
            f"answered {status}{f' {HTTPStatus(status).phrase}' if known else ''}", where=url, hint=_advice(status, pause)
        )
        self.status = status
        self.pause = pause
        """Seconds that the server asks to wait."""


def _advice(status: int, pause: float) -> str:
    if status in ASKING and pause:
        return f"It asks for a pause of {min(pause, LONGEST):,.0f} s, and is not called before that is over."
    if status in _PASSING:
        return "Try again later."
    if status in (401, 402, 403):
        return "Follow another feed: this server refuses programs, or needs a login."
    return "Look for the feed's new address."


@contextmanager
def fetcher(
    limits: Limits, *, site: str, cache: Path | None = None, resolve: "Resolve | None" = None, pauses: Pauses | None = None
) -> Iterator[Fetch]:
    """A `Fetch` for one run; several threads may use it at once.

    Args:
        limits: the limits on time, size and redirects.
        site: the publication's address, sent to every server that is called.
        cache: a file for answers, so that an unchanged feed is not sent again; None: answers are not kept.
        resolve: the resolver; None: the system's.
        pauses: the pauses that hosts have asked for; new ones are added to it.
    """
    import httpx2  # noqa: PLC0415  # heavy: building a site needs none of this
    import stamina.instrumentation  # noqa: PLC0415

    from dateline.core.deadline import addresses  # noqa: PLC0415
    from dateline.wire import network  # noqa: PLC0415

    stamina.instrumentation.set_on_retry_hooks(())  # failed tries go into the report, not into a log
    tls = httpx2.create_ssl_context(trust_env=False)
    private = frozenset(map(host_and_port, limits.allow_private))
    transport: httpx2.BaseTransport = network.GuardedTransport(resolve=resolve or addresses, private=private, tls=tls)
    if cache:
        from hishel.httpx2 import CacheTransport  # noqa: PLC0415

        transport = CacheTransport(transport, _storage(cache), rfc=True)
    headers = {
        "user-agent": f"Dateline/{version('dateline')} (+{site})",
        "accept": _ACCEPT,
        "accept-encoding": "gzip, identity",
    }
    with httpx2.Client(transport=transport, headers=headers, timeout=limits.connect_seconds, trust_env=False) as client:
        yield _Caller(client, limits, pauses or Pauses())


def _storage(cache: Path) -> "SqliteStorage":
    """The cache; a broken one is deleted, which only costs time."""
    import logging  # noqa: PLC0415
    import sqlite3  # noqa: PLC0415

    from hishel import SqliteStorage  # noqa: PLC0415

    logging.getLogger("hishel").setLevel(logging.CRITICAL)  # without its file it still works, but prints a traceback
    with suppress(OSError):
        try:
            with closing(sqlite3.connect(cache)) as held:
                held.execute("PRAGMA schema_version")
        except sqlite3.Error:
            cache.unlink(missing_ok=True)
    return SqliteStorage(database_path=cache)


@dataclass(frozen=True, slots=True)
class _Caller:
    """Calls addresses within limits."""

    client: "Client"
    limits: Limits
    pauses: Pauses

    def __call__(self, url: str) -> Fetched:
        """What the address answers, after redirects.

        Raises:
            FeedError: if it may not be called, does not answer in time, or answers with something else.
        """
        from dateline.core.deadline import within  # noqa: PLC0415

        try:
            self.pauses.wait(host_of(url), self.limits.total_seconds)
            with within(self.limits.total_seconds):
                return self._call(url)
        except FeedError as error:
            error.where = error.where or url
            raise

    @untrusted("the HTTP client")
    def _call(self, url: str) -> Fetched:
        """What the address answers, at the first attempt that succeeds."""
        import httpx2  # noqa: PLC0415
        import stamina  # noqa: PLC0415

        retrying = stamina.RetryingCaller(attempts=_TRIES, timeout=None, wait_initial=0.5)
        try:
            return retrying(_wait, self._follow, url)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise FeedError(_what(error, self.limits), hint="Try again later.") from error

    def _follow(self, url: str) -> Fetched:
        """The answer after redirects; each redirect is checked like a first call."""
        from dateline.core.deadline import remaining  # noqa: PLC0415

        asked, is_permanent = url, True
        for _ in range(self.limits.redirects + 1):
            if web_address(url) is None:
                raise FeedError(f"{url} is not a web address: not called", hint=_WEB)
            self.pauses.wait(host_of(url), remaining())
            with self.client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    moved = url if is_permanent and url != asked else ""
                    return Fetched(url, self._body(response, url), response.headers.get("content-type", ""), moved)
                is_permanent = is_permanent and response.status_code in _PERMANENT
                url = _next(url, response.headers["location"])
        raise FeedError(f"redirects more than {self.limits.redirects} times", hint="Look for the feed's new address.")

    def _body(self, response: "Response", url: str) -> bytes:
        if response.status_code == HTTPStatus.GONE:
            hint = "Look for its new address, or remove it from content/site.yaml. It will be called again in a week."
            raise Gone("answered 410 Gone: it is gone and will not come back", where=url, hint=hint)
        if response.status_code != HTTPStatus.OK:
            failed = BadStatus(response.status_code, url, response.headers.get("retry-after", ""))
            if failed.status in ASKING and failed.pause:
                self.pauses.begin(host_of(url), failed.pause)
            raise failed
        if (encoding := response.headers.get("content-encoding", "").strip().lower()) not in _ENCODINGS:
            raise FeedError(f"answers with content-encoding {encoding}; only gzip was requested", hint="Tell its publisher.")
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if response.num_bytes_downloaded > self.limits.wire_bytes or len(body) > self.limits.inflated_bytes:
                hint = "Raise limits.wire_bytes or limits.inflated_bytes in content/site.yaml, if the feed is really this large."
                raise FeedError(f"sends more than {_size(self.limits)}", hint=hint)
        return bytes(body)


def _size(limits: Limits) -> str:
    return f"{limits.wire_bytes:,} bytes, or {limits.inflated_bytes:,} once decompressed"


def _next(url: str, location: str) -> str:
    target = web_address(location, url)
    if target is None:
        raise FeedError(f"redirects to {tidy(location, 200)}: not called", hint=_WEB)
    if url.lower().startswith("https:") and target.lower().startswith("http:"):
        raise FeedError(f"redirects from https to {target}: not called", hint="Follow that address directly, if you trust it.")
    return target


def _wait(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds."""
    import httpx2  # noqa: PLC0415

    from dateline.core.deadline import remaining  # noqa: PLC0415

    if isinstance(error, BadStatus) and error.status in _PASSING:
        return error.pause < remaining() and (error.pause or True)
    return isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError)


def _what(error: "HTTPError | Exception", limits: Limits) -> str:
    """What went wrong, in words."""
    import httpx2  # noqa: PLC0415

    words: dict[type[Exception], str] = {
        httpx2.ConnectTimeout: f"cannot be reached within {limits.connect_seconds:g} s",
        httpx2.TimeoutException: (
            f"sent nothing for {limits.connect_seconds:g} s, or did not finish within {limits.total_seconds:g} s"
        ),
        httpx2.ConnectError: f"cannot be reached: {error}",
        httpx2.RemoteProtocolError: "ended its answer too early, or does not speak HTTP",
        httpx2.DecodingError: "sends a body that cannot be decompressed",
        httpx2.InvalidURL: "is not a web address",
    }
    return next((text for kind, text in words.items() if isinstance(error, kind)), f"failed: {error}")
