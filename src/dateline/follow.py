"""Follows the feeds of a list from another reader: OPML in, `content/site.yaml` out."""

from dataclasses import dataclass, replace
from pathlib import Path

from dateline import codec, yamlio
from dateline.config import Feed
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
        UsageError: when the settings hold comments, which would be lost.
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
        _write(root, codec.dump(replace(config, feeds=(*config.feeds, *added)), "schema/site.json"))
    return Followed(added, len(outline.feeds) - len(added), outline.notes)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path), hint="Check the name of the file.") from error


def _write(root: Path, text: str) -> None:
    site = root / layout.SITE
    if line := yamlio.first_comment(site.read_bytes()):
        raise UsageError(
            "holds a comment, which would be lost",
            where=f"{layout.SITE}:{line}",
            hint="Move your comments elsewhere, or add the feeds by hand.",
        )
    replace_text(site, text)
