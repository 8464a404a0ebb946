"""Follows the feeds of a list from another reader: OPML in, `content/site.yaml` out."""

from dataclasses import dataclass, replace
from pathlib import Path

from dateline import codec, yamlio
from dateline.config import Config, Feed
from dateline.errors import StoreError, UsageError
from dateline.ids import canonical_url
from dateline.store import layout, read_config, replace_text
from dateline.wire.opml import read_opml


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a list of feeds."""

    added: tuple[Feed, ...]
    """The feeds that are followed from now on."""
    known: int
    """How many were followed before."""
    notes: tuple[str, ...]
    """Entries that name no address of the web."""


def follow(root: Path, opml: Path) -> Followed:
    """Adds the feeds of an OPML file to the settings; one that is followed already is left as it is.

    Raises:
        UsageError: when the settings hold comments that would be lost.
        FeedError: when the file is no OPML.
        StoreError: when a file cannot be read or written.
    """
    config = read_config(root)
    outline = read_opml(_bytes(opml))
    urls = {canonical_url(feed.url) for feed in config.feeds if feed.url}
    ids = {feed.id for feed in config.feeds}
    new = [feed for feed in outline.feeds if feed.url and canonical_url(feed.url) not in urls]
    added = tuple(replace(feed, id=f"{feed.id}-opml") if feed.id in ids else feed for feed in new)
    if added:
        replace_text(root / layout.SITE, _extended((root / layout.SITE).read_bytes(), config, added))
    return Followed(added, len(outline.feeds) - len(added), outline.notes)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path), hint="Check the name of the file.") from error


def _extended(data: bytes, config: Config, added: tuple[Feed, ...]) -> str:
    """The settings with further feeds, comments kept."""
    wanted = replace(config, feeds=(*config.feeds, *added))
    text = _inserted(data.decode(), len(config.feeds), added)
    if codec.parse(Config, text.encode(), layout.SITE).value == wanted:
        return text
    if line := yamlio.first_comment(data):
        raise UsageError(
            "holds a comment, which would be lost",
            where=f"{layout.SITE}:{line}",
            hint="Write each feed on a line of its own, such as `- {id: …, url: …}`, and run this again; comments are kept then.",
        )
    return codec.dump(wanted, "schema/site.json")


def _inserted(text: str, known: int, added: tuple[Feed, ...]) -> str:
    """The text with a line for each new feed, below the last one; it is right where each feed stands on one line."""
    lines = text.splitlines(keepends=True)
    rows = yamlio.dump({"feeds": [yamlio.Flow(codec.to_tree(feed)) for feed in added]}).splitlines(keepends=True)[1:]
    if not known:
        return "".join((*lines, "feeds:\n", *rows))
    last = yamlio.locate(text.encode(), ("feeds", known - 1))[0]
    indent = lines[last - 1].partition("-")[0]
    return "".join((*lines[:last], *(indent + row for row in rows), *lines[last:]))
