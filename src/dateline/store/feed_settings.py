"""Problems with the feeds in `content/site.yaml` that no single value shows: two feeds with one id, a path to a missing file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.core import layout, yamlio
from dateline.core.config import Config, Feed
from dateline.core.model import Problem

_PREFIX = re.compile(r"https?://(www\.)?", re.IGNORECASE)


def contradictions(config: Config, data: bytes) -> Iterator[Problem]:
    """Feeds that the settings do not define clearly; no command can work with them.

    Args:
        config: the settings.
        data: the file, for the lines.
    """
    for at, feed in enumerate(config.feeds):
        if bool(feed.url) == bool(feed.path):
            said = "both a url and a path" if feed.url else "neither a url nor a path"
            yield _problem(data, at, "", f"{feed.id} has {said}", "Give one of the two.")
    yield from _twice(config, data, "id", lambda feed: feed.id)
    yield from _twice(config, data, "url", lambda feed: _PREFIX.sub("", feed.url or "").rstrip("/"))


def _twice(config: Config, data: bytes, name: str, value: Callable[[Feed], str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for at, one in enumerate(map(value, config.feeds)):
        if one and first.setdefault(one, at) != at:
            line = yamlio.locate(data, ("feeds", first[one]))[0]
            yield _problem(data, at, name, f"the feed on line {line} also has this {name}", "Keep one of the two feeds.")


def missing_feed_files(root: Path, config: Config, data: bytes) -> Iterator[Problem]:
    """Feeds whose files are missing or outside the publication: `check` reports them, and in a run only these feeds fail."""
    for at, feed in enumerate(config.feeds):
        place = root / (feed.path or "")
        if layout.leaves(root, place):
            yield _problem(data, at, "path", f"{feed.path} leads out of the publication", "Copy the feed into the publication.")
        elif not place.exists() and not feed.is_inbox:
            yield _problem(data, at, "path", f"{feed.path} does not exist", "Put the file there, or correct the path.")


def _problem(data: bytes, at: int, name: str, message: str, hint: str) -> Problem:
    line, column = yamlio.locate(data, ("feeds", at, *filter(None, (name,))))
    return Problem("bad-shape", layout.SITE, line, column, f"feeds[{at}]{f'.{name}' if name else ''}", message, hint)
