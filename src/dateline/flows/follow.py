"""Writes feeds to `content/site.yaml`: those of an OPML file, and the new addresses of feeds that moved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from dateline.core import codec, layout, yamlio
from dateline.core.address import host_and_port
from dateline.core.config import Config, Feed
from dateline.core.errors import StoreError, UsageError
from dateline.core.ids import canonical_url
from dateline.store.atomic import replace_text
from dateline.store.lock import locked
from dateline.store.reading import read_config
from dateline.wire.collect import FeedReport
from dateline.wire.opml import read_opml


@dataclass(frozen=True, slots=True)
class Followed:
    """The result of adding a list of feeds."""

    added: tuple[Feed, ...]
    """The feeds that were added."""
    known: int
    """How many of the list were already there."""
    notes: tuple[str, ...]
    """Entries without a web address."""


def follow(root: Path, opml: Path) -> Followed:
    """Adds the feeds of an OPML file to the settings, except those that are there already.

    Raises:
        UsageError: if comments in the settings would be lost.
        FeedError: if the file is not OPML.
        StoreError: if a file cannot be read or written.
    """
    outline = read_opml(_bytes(opml))
    added = add_feeds(root, outline.feeds)
    return Followed(added, len(outline.feeds) - len(added), outline.notes)


def add_feeds(root: Path, feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Adds feeds to the settings, except those whose address is there already, and returns those that were added.

    Raises:
        UsageError: if comments in the settings would be lost.
        StoreError: if the settings cannot be written.
    """
    config = read_config(root)
    urls = {canonical_url(feed.url) for feed in config.feeds if feed.url}
    ids = {feed.id for feed in config.feeds}
    added = []
    for feed in feeds:
        if feed.url and (url := canonical_url(feed.url)) not in urls:
            scheme, colon, rest = feed.url.partition(":")  # which the settings have in small letters
            added.append(replace(feed, id=_unused(feed.id, ids), url=scheme.lower() + colon + rest))
            urls.add(url)
            ids.add(added[-1].id)
    if added:
        replace_text(root / layout.SITE, _extended((root / layout.SITE).read_bytes(), config, tuple(added)))
    return tuple(added)


def _unused(wanted: str, taken: set[str]) -> str:
    """The id, with a number if it is taken."""
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 2)))
    return next(name for name in names if name not in taken)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path), hint="Check the file name.") from error


def _extended(data: bytes, config: Config, added: tuple[Feed, ...]) -> str:
    """The settings with the added feeds, with all comments."""
    return _written(data, _inserted(data.decode(), len(config.feeds), added), replace(config, feeds=(*config.feeds, *added)))


def _written(data: bytes, text: str, wanted: Config) -> str:
    """The text if it is read as these settings; else the settings written again, if no comment is lost."""
    if codec.parse(Config, text.encode(), layout.SITE).value == wanted:
        return text
    if line := yamlio.first_comment(data):
        raise UsageError(
            "has a comment that would be lost",
            where=f"{layout.SITE}:{line}",
            hint="Write each feed on one line, as in `- {id: …, url: …}`, and run this again. Then comments are kept.",
        )
    return codec.dump(wanted, layout.schema("site"))


def _inserted(text: str, known: int, added: tuple[Feed, ...]) -> str:
    """The text with a line for each new feed after the last one. Correct only if each feed is on one line."""
    lines = text.splitlines(keepends=True)
    rows = yamlio.dump({"feeds": [yamlio.Flow(codec.to_tree(feed)) for feed in added]}).splitlines(keepends=True)[1:]
    if not known:
        return "".join((*lines, "feeds:\n", *rows))
    last = yamlio.locate(text.encode(), ("feeds", known - 1))[0]
    indent = lines[last - 1].partition("-")[0]
    return "".join((*lines[:last], *(indent + row for row in rows), *lines[last:]))


@dataclass(frozen=True, slots=True)
class Move:
    """A feed that moved permanently, and whether its address in the settings was changed."""

    id: str
    """The feed's id."""
    url: str
    """Its new address."""
    refused: str = ""
    """Why the address was not changed; empty if it was."""


def follow_moves(root: Path, reports: Iterable[FeedReport]) -> tuple[Move, ...]:
    """Writes the new addresses of feeds that moved permanently to the settings. Comments are kept.

    Raises:
        UsageError: if comments in the settings would be lost.
        StoreError: if a file cannot be read or written, or another run holds the lock.
    """
    with locked(root):
        config, data = read_config(root), (root / layout.SITE).read_bytes()
        moves = []
        for report in reports:
            at = next((at for at, feed in enumerate(config.feeds) if feed.id == report.id and feed.url), None)
            if report.moved and at is not None:
                moves.append(move := Move(report.id, report.moved, _objection(config, at, report.moved)))
                config, data = (config, data) if move.refused else _moved(data, config, at, move.url)
        if any(not move.refused for move in moves):
            replace_text(root / layout.SITE, data.decode())
    return tuple(moves)


def _objection(config: Config, at: int, target: str) -> str:
    """Why an address cannot replace that of a feed; empty if it can."""
    others = {canonical_url(feed.url): feed.id for feed in config.feeds[:at] + config.feeds[at + 1 :] if feed.url}
    if known := others.get(canonical_url(target)):
        return f"already followed as {known}: remove one of the two"
    private = frozenset(map(host_and_port, config.limits.allow_private))
    hosts = [host_and_port(urlsplit(url).netloc) for url in (target, config.feeds[at].url or "")]
    is_private = [not private.isdisjoint((one, (one[0], None))) for one in hosts]
    return "a host on a private network, which a feed outside it may not name" if is_private == [True, False] else ""


def _moved(data: bytes, config: Config, at: int, url: str) -> tuple[Config, bytes]:
    """The settings with a new address for a feed."""
    text = data.decode()
    wanted = replace(config, feeds=tuple(replace(one, url=url) if n == at else one for n, one in enumerate(config.feeds)))
    return wanted, _written(data, yamlio.with_value(text, ("feeds", at, "url"), url) or text, wanted).encode()
