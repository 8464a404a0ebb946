"""A WebSub hub, which is told that a feed changed, and then tells whoever follows it (www.w3.org/TR/websub).

The standard leaves open how a hub is told. All of them take what its forerunner says (PubSubHubbub 0.3): a form with `hub.mode`
and `hub.url`, one feed a call. A hub needs no key and gets none; it fetches the feed itself.
"""

from dateline.core.errors import ServiceError
from dateline.core.showing import one_line
from dateline.post.calling import client

SECONDS = 30.0
"""The longest time for a call, from resolving the name to the last byte read."""
MOST_SAID = 200
"""Characters of an answer that an error repeats."""
_AGAIN = "Run `dateline tell-hub` again later: what the hub has taken is not told again."
_WRONG = "See whether `hub` in content/site.yaml is the address at which the hub is told."


class WebSubHub:
    """A hub."""

    def __init__(self, address: str, seconds: float = SECONDS) -> None:
        """Makes no call.

        Args:
            address: where it is told.
            seconds: the longest time for a call.

        Raises:
            UsageError: if httpx2 is not installed.
        """
        self._address, self._seconds = address, seconds
        self._client = client({"accept-encoding": "identity"}, seconds)

    def tell(self, feed: str) -> None:
        """Says that the feed at an address changed.

        Raises:
            ServiceError: if the hub does not answer, or refuses.
        """
        import httpx2  # noqa: PLC0415

        from dateline.core.deadline import within  # noqa: PLC0415

        form = {"hub.mode": "publish", "hub.url": feed}
        try:
            with within(self._seconds), self._client.stream("POST", self._address, data=form) as answer:
                said = "" if answer.is_success else next(answer.iter_text(), "")
        except httpx2.TimeoutException as error:
            raise self._error(f"did not answer within {self._seconds:g} s", _AGAIN) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._error(f"cannot be reached, or broke off: {type(error).__name__}", _AGAIN) from error
        if answer.next_request:
            there = one_line(str(answer.next_request.url))[:MOST_SAID]
            hint = "Correct `hub` in content/site.yaml to that address, if you trust it, and build and publish the feeds again."
            raise self._error(f"answered {answer.status_code}: it sends the call on to {there}", hint)
        if not answer.is_success:
            told = one_line(said)[:MOST_SAID] or "no reason given"
            raise self._error(f"answered {answer.status_code}: {told}", _AGAIN if answer.is_server_error else _WRONG)

    def _error(self, what: str, hint: str) -> ServiceError:
        return ServiceError(what, where=f"the hub {one_line(self._address)}", hint=hint)
