"""A format of items: how it is recognised, and the function that reads it."""

from collections.abc import Callable
from typing import NamedTuple

from dateline.wire.entry import RawFeed

_START = 4_000


class Document(NamedTuple):
    """The content of a file or an answer."""

    data: bytes
    """Its bytes."""
    url: str = ""
    """Where it was fetched from, after redirects; empty for a file."""
    content_type: str = ""
    """The type that the server or the file's name gives."""

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def start(self) -> bytes:
        """Its first bytes without white space, byte-order mark and zeros, to recognise the format."""
        return self.data[:_START].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip()


class Format(NamedTuple):
    """One format that items come in."""

    name: str
    """Its name for people."""
    endings: tuple[str, ...]
    """The endings of its files."""
    content_type: str
    """The content type of its files; empty if their first bytes show it."""
    fits: Callable[[Document], bool]
    """Whether a document is in this format."""
    read: Callable[[Document, int], RawFeed]
    """Reads a document's first entries, at most this many; raises FeedError."""
