"""The network of one run: a fetcher that caches answers, or one that calls no server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.core import layout
from dateline.core.config import Config
from dateline.core.errors import FeedError
from dateline.wire.collect import Fetch, Fetched


@contextmanager
def network(root: Path, config: Config, *, keep: bool = True, always: bool = False) -> Iterator[Fetch]:
    """What calls addresses in this run; where the settings name none, nothing that could is loaded.

    Args:
        root: the publication's folder.
        config: its settings.
        keep: whether answers are kept, so that an unchanged feed is not sent again.
        always: whether something is called even where the settings name no address.
    """
    if not always and not config.searches and not any(feed.url for feed in config.feeds):
        yield _closed
        return
    from dateline.wire.fetch import fetcher  # noqa: PLC0415  # heavy

    answers = root / layout.ANSWERS if keep else None
    if answers:
        answers.parent.mkdir(parents=True, exist_ok=True)
    with fetcher(config.limits, site=config.url, cache=answers) as fetch:
        yield fetch


def _closed(address: str) -> Fetched:
    raise FeedError("nothing is called in this run", where=address, hint="Follow a feed by its address in site.yaml.")
