"""The network of one run: a fetcher that caches answers, or one that calls no server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.core import layout
from dateline.core.config import Config
from dateline.core.errors import FeedError
from dateline.wire.collect import Fetch, Fetched
from dateline.wire.pauses import Pauses


@contextmanager
def network(
    root: Path, config: Config, *, keep: bool = True, always: bool = False, pauses: Pauses | None = None
) -> Iterator[Fetch]:
    """The function that calls addresses in this run. If the settings name no address, the HTTP client is not loaded.

    Args:
        root: the publication's folder.
        config: its settings.
        keep: whether answers are cached, so that an unchanged feed is not sent again.
        always: whether addresses can be called even if the settings name none.
        pauses: the pauses that hosts have asked for; new ones are added to it.
    """
    if not always and not config.searches and not any(feed.url for feed in config.feeds):
        yield _closed
        return
    from dateline.wire.fetch import fetcher  # noqa: PLC0415  # heavy

    answers = root / layout.ANSWERS if keep else None
    if answers:
        answers.parent.mkdir(parents=True, exist_ok=True)
    with fetcher(config.limits, site=config.url, cache=answers, pauses=pauses) as fetch:
        yield fetch


def _closed(address: str) -> Fetched:
    what = "is not called: the settings have no search, and no feed with a url"
    raise FeedError(what, where=address, hint="Add a feed with its url to content/site.yaml.")
