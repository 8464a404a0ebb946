"""Reads a page with trafilatura (extra `extract`): the text of its article, and the day it was published."""

from contextlib import suppress
from typing import Any

from dateline.core.errors import FeedError
from dateline.wire.dates import names_day
from dateline.wire.markup import shown
from dateline.wire.untrusted import untrusted


def article(root: Any, url: str) -> str:
    """The text of the article on a page, as a reader would see it; each block is on a line of its own."""
    import trafilatura  # noqa: PLC0415  # heavy, and an extra

    return trafilatura.extract(shown(root), url=url, include_comments=False) or ""


def day_of(root: Any) -> str:
    """The publication day that a page names; empty if it names none, or if the extra is missing or broken."""
    with suppress(FeedError), untrusted("the page reader"):
        from trafilatura import extract_metadata  # noqa: PLC0415

        markup = shown(root)
        # Not the extensive search: that accepts any date in the text.
        day = extract_metadata(markup, extensive=False).date or ""
        # If the page names only a month, trafilatura fills in the day from the clock.
        return day if names_day(markup, day) else ""
    return ""
