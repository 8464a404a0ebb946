"""Problems with `content/site.yaml` that its schema does not show: unsafe characters, two feeds with one id, missing files."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.core import layout, yamlio
from dateline.core.config import Config, Feed
from dateline.core.model import Problem
from dateline.core.text import unsafe_characters

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


def unsafe_settings(data: bytes) -> Iterator[Problem]:
    """Texts with characters that control a terminal, hide, or reorder other text: the settings are on all pages and in mails."""
    found = [(path, unsafe_characters(text)) for path, text in _texts(yamlio.load(data, layout.SITE)[0])]
    for path, unsafe in found:
        if unsafe:
            line, column = yamlio.locate(data, path)
            at = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path).lstrip(".")
            said = f"contains {', '.join(dict.fromkeys(name for _, name in unsafe))}"
            yield Problem("unsafe-text", layout.SITE, line, column, at, said, "Remove these characters.")


def _texts(tree: yamlio.Tree, path: yamlio.Path = ()) -> Iterator[tuple[yamlio.Path, str]]:
    if isinstance(tree, str):
        yield path, tree
        return
    for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from _texts(inner, (*path, step))


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
