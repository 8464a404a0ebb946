"""What the feeds of a built site say: where each of them is, and which hub knows who follows it."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dateline.core.errors import StoreError, UsageError
from dateline.site import urls
from dateline.site.files import SiteFolder


class BuiltFeed(NamedTuple):
    """One form of a feed, as it is published."""

    address: str
    """Where it is on the web, as it says itself."""
    hub: str
    """The address of the hub that it names; empty if it names none."""
    mark: str
    """A hash of its bytes."""


def built_feeds(out: Path) -> tuple[BuiltFeed, ...]:
    """The feeds in the folder of a site; one that stands at older addresses too is there once.

    Args:
        out: the folder.

    Raises:
        UsageError: if there is no site in it.
        StoreError: if a feed cannot be read.
    """
    files = sorted(path for path in SiteFolder(out).made if path.rpartition("/")[2] == urls.JSON_FEED)
    if not files:
        raise UsageError("has no site in it", where=str(out), hint="Build the site first: `dateline build`.")
    return tuple(dict.fromkeys(feed for path in files for feed in _both(out / path)))


def _both(file: Path) -> Iterator[BuiltFeed]:
    """A feed in both forms; the JSON Feed says where they are."""
    try:
        told = json.loads(file.read_bytes())
        front, hub = told["feed_url"].removesuffix(urls.JSON_FEED), "".join(one["url"] for one in told.get("hubs", ()))
        for name in (urls.ATOM, urls.JSON_FEED):
            yield BuiltFeed(front + name, hub, sha256(file.with_name(name).read_bytes()).hexdigest()[:32])
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError("cannot be read", where=str(file), hint="Build the site again: `dateline build`.") from error
