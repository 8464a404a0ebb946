"""A guard around decoders of untrusted data: feeds, pages, mails, dates, character sets, servers' answers.

A decoder may raise any exception on broken data. The guard turns it into the failure of one feed, page or entry.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from dateline.core.errors import DatelineError, FeedError
from dateline.core.text import clean

_LONGEST_REASON = 120


class Unreadable(FeedError):  # noqa: N818  # like the others of the tree
    """A decoder could not read its data."""


@contextmanager
def untrusted(decoder: str) -> Iterator[None]:
    """Turns any exception inside into an `Unreadable` that names the decoder; our own errors are not changed.

    Use it around a decoder or, as `@untrusted("the feed parser")`, on a function that does little else.
    """
    try:
        yield
    except DatelineError:
        raise
    except Exception as error:
        said = clean(" ".join(f"{type(error).__name__}: {error}".split()))[:_LONGEST_REASON].rstrip(": ")
        raise Unreadable(
            f"cannot be read: {decoder} failed ({said})",
            hint="Ask its publisher to fix it. If other programs can read it, report a bug in Dateline.",
        ) from error
