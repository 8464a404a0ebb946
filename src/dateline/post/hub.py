"""A WebSub hub, which is told that a feed changed, and then tells whoever follows it (www.w3.org/TR/websub).

The standard leaves open how a hub is told. All of them take what its forerunner says (PubSubHubbub 0.3): a form with `hub.mode`
and `hub.url`, one feed a call. A hub needs no key and gets none; it fetches the feed itself.
"""

from dateline.core.errors import ServiceError, UsageError
from dateline.core.showing import one_line

CONNECT_SECONDS, SECONDS = 10.0, 30.0
"""The longest wait for a connection, and for each part of an answer."""
MOST_SAID = 200
"""Characters of an answer that an error repeats."""
_AGAIN = "Run `dateline tell-hub` again later: what the hub has taken is not told again."
_WRONG = "See whether `hub` in content/site.yaml is the address at which the hub is told."


class WebSubHub:
    """A hub."""

    def __init__(self, address: str) -> None:
        """Makes no call.

        Args:
            address: where it is told.

        Raises:
            UsageError: if httpx2 is not installed.
        """
        self._address = address
        try:
            import httpx2  # noqa: PLC0415  # heavy
        except ModuleNotFoundError:
            raise UsageError("httpx2 is not installed", hint='Install it: `pip install "dateline[update]"`.') from None
        self._client = httpx2.Client(
            headers={"accept-encoding": "identity", "user-agent": "dateline"},
            limits=httpx2.Limits(max_keepalive_connections=0),  # nothing stays open between two calls
            timeout=httpx2.Timeout(SECONDS, connect=min(CONNECT_SECONDS, SECONDS)),
        )

    def tell(self, feed: str) -> None:
        """Says that the feed at an address changed.

        Raises:
            ServiceError: if the hub does not answer, or refuses.
        """
        import httpx2  # noqa: PLC0415

        try:
            with self._client.stream("POST", self._address, data={"hub.mode": "publish", "hub.url": feed}) as answer:
                said = "" if answer.is_success else next(answer.iter_text(), "")
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._error(f"cannot be reached, or broke off: {type(error).__name__}", _AGAIN) from error
        if not answer.is_success:
            told = one_line(said)[:MOST_SAID] or "no reason given"
            raise self._error(f"answered {answer.status_code}: {told}", _AGAIN if answer.is_server_error else _WRONG)

    def _error(self, what: str, hint: str) -> ServiceError:
        return ServiceError(what, where=f"the hub {one_line(self._address)}", hint=hint)
