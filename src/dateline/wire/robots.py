"""What hosts allow programs to read: their robots.txt, following RFC 9309 (extra `extract`)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from dateline.core.errors import FeedError
from dateline.wire.collect import Fetch
from dateline.wire.fetch import BadStatus
from dateline.wire.untrusted import untrusted

if TYPE_CHECKING:
    from protego import Protego

AGENT = "Dateline"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of hosts. Each host is asked once."""

    fetch: Fetch
    """Calls an address."""
    known: dict[str, "Protego | FeedError"] = field(default_factory=dict)
    """The address of each robots.txt → its rules, or why they are not known."""

    @untrusted("the robots.txt parser")
    def allow(self, url: str) -> bool:
        """Whether the page may be read.

        Raises:
            FeedError: if the host cannot be asked, or its rules cannot be read: then the page is not read.
        """
        site = urljoin(url, "/robots.txt")
        if site not in self.known:
            self.known[site] = self._ask(site)
        rules = self.known[site]
        if isinstance(rules, FeedError):
            raise rules
        return bool(rules.can_fetch(url, AGENT))

    def _ask(self, site: str) -> "Protego | FeedError":
        from protego import Protego  # noqa: PLC0415  # an extra

        try:
            return Protego.parse(self.fetch(site).data.decode("utf-8-sig", errors="replace"))
        except BadStatus as error:
            is_unwell = error.status >= 500 or error.status == 429  # noqa: PLR2004  # the host is not called again
            return error if is_unwell else Protego()
        except FeedError as error:
            return error
