"""Tells the hub which feeds changed, after a site was published."""

from dataclasses import dataclass
from pathlib import Path

from dateline.core.errors import ServiceError
from dateline.post.hub import WebSubHub
from dateline.site.built_feeds import built_feeds
from dateline.store.cache import Cache

MOST_FAILURES = 3
"""After so many feeds in a row that it did not take, the hub is not called any more: it fails, and each wait is long."""
KIND = "hub"
"""The folder of the cache in which it stands what a hub was told."""


@dataclass(frozen=True, slots=True)
class HubTold:
    """What became of the feeds of a site."""

    hub: str = ""
    """The address of the hub; empty if the feeds name none."""
    taken: tuple[str, ...] = ()
    """The feeds that changed, and of which the hub was told."""
    unchanged: int = 0
    """How many feeds are as they were when the hub was told of them."""
    failures: tuple[tuple[str, ServiceError], ...] = ()
    """The feeds that the hub did not take, each with the reason."""
    left: int = 0
    """How many more it was not told of, because it failed."""


def tell_hub(root: Path, out: Path) -> HubTold:
    """Tells the hub that the feeds name of each feed that is not as it was when the hub was last told of it.

    Args:
        root: the publication's folder; its cache remembers what the hub was told. Without the cache, it is told everything again.
        out: the folder of the site, which was published.

    Raises:
        UsageError: if there is no site in it, or httpx2 is not installed.
        StoreError: if a feed cannot be read.
    """
    feeds = built_feeds(out)
    hub = feeds[0].hub
    if not hub:
        return HubTold()
    cache, client = Cache(root), WebSubHub(hub)
    told = cache.get(KIND, hub)
    known = told if isinstance(told, dict) else {}
    held = {one.address: one.mark for one in feeds if known.get(one.address) == one.mark}
    changed = [one.address for one in feeds if one.address not in held]
    taken, failures, in_a_row = list[str](), list[tuple[str, ServiceError]](), 0
    for feed in changed:
        if in_a_row == MOST_FAILURES:
            break
        try:
            client.tell(feed)
        except ServiceError as error:
            failures.append((feed, error))
            in_a_row += 1
        else:
            taken.append(feed)
            in_a_row = 0
    cache.put(KIND, hub, held | {one.address: one.mark for one in feeds if one.address in taken})
    return HubTold(hub, tuple(taken), len(held), tuple(failures), len(changed) - len(taken) - len(failures))
