"""What a format of items is: how it is recognised, and what reads it."""

from collections.abc import Callable
from typing import NamedTuple

from dateline.wire.entry import RawFeed

_START = 4_000


class Document(NamedTuple):
    """What a file or an answer holds."""

    data: bytes
    """Its bytes."""
    url: str = ""
    """Where it was fetched from, after redirects; empty for a file."""
    content_type: str = ""
    """What the server said, or what the file's name says."""

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def start(self) -> bytes:
        """Its first bytes as a format's sign is looked for in them: without white space, byte-order mark and zeros."""
        return self.data[:_START].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()


class Format(NamedTuple):
    """One format that items come in."""

    name: str
    """What people call it."""
    endings: tuple[str, ...]
    """How the names of its files end."""
    content_type: str
    """What its files are taken for; empty where their first bytes say it."""
    fits: Callable[[Document], bool]
    """Whether a document is in this format."""
    read: Callable[[Document, int], RawFeed]
    """Reads a document's first entries, at most so many; raises FeedError."""
