"""Connections to other servers: only to public addresses, and never past a deadline.

The address that is checked is the one that is called, so that a name cannot resolve to another one in between.
"""

from collections.abc import Sequence
from ssl import SSLContext

import httpcore2
import httpx2

from dateline.core.address import spelled
from dateline.core.deadline import BoundedBackend, Resolve
from dateline.core.errors import FeedError
from dateline.wire.public_addresses import is_public

Hosts = frozenset[tuple[str, int | None]]
"""Hosts as `host_and_port` reads them; one without a port means all its ports."""


class _Backend(BoundedBackend):
    """Resolves a name, checks every address and connects to the first that answers."""

    def __init__(self, resolve: Resolve, private: Hosts) -> None:
        super().__init__(resolve)
        self.private = private

    def check(self, host: str, port: int, found: Sequence[str]) -> None:
        """Raises a FeedError if an address is not public, unless the host is permitted."""
        is_permitted = not self.private.isdisjoint({(spelled(host), None), (spelled(host), port)})
        if not is_permitted and not all(map(is_public, found)):
            raise FeedError(
                f"{host} is not on the public internet: not called",
                hint="Add the host to limits.allow_private in content/site.yaml, if you trust it.",
            )


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2's transport on guarded connections, without proxies: a proxy would hide which address is called."""

    def __init__(self, *, resolve: Resolve, private: Hosts, tls: SSLContext) -> None:
        super().__init__(verify=tls, trust_env=False)
        backend = _Backend(resolve, private)
        self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=backend, max_connections=None, keepalive_expiry=5)
