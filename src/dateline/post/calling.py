"""An HTTP client for one service: each call has a deadline, and nothing stays open between two calls."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.core.errors import UsageError

if TYPE_CHECKING:
    from httpx2 import Client

CONNECT_SECONDS = 10.0
"""The longest wait for a connection."""


def client(headers: Mapping[str, str], seconds: float) -> "Client":
    """A client whose calls must be made in `core.deadline.within`; it uses the machine's proxies.

    Args:
        headers: what each call carries.
        seconds: the longest wait for each step of a call.

    Raises:
        UsageError: if httpx2 is not installed.
    """
    try:
        import httpx2  # noqa: PLC0415  # heavy

        from dateline.core.deadline import keep  # noqa: PLC0415
    except ModuleNotFoundError:
        raise UsageError("httpx2 is not installed", hint='Install it: `pip install "dateline[update]"`.') from None
    made = httpx2.Client(
        headers={"user-agent": "dateline", **headers},
        limits=httpx2.Limits(max_keepalive_connections=0),
        timeout=httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
    )
    keep(made)
    return made
