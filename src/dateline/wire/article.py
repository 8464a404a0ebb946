"""What trafilatura (extra `extract`) makes of a page: the text of its article, and the day of its publication."""

from contextlib import suppress
from typing import Any

from dateline.core.errors import FeedError
from dateline.wire.dates import names_day
from dateline.wire.markup import shown
from dateline.wire.untrusted import untrusted


def article(root: Any, url: str) -> str:
    """The text of the article on a page, of what a reader would see; each of its blocks on a line."""
    import trafilatura  # noqa: PLC0415  # heavy, and an extra

    return trafilatura.extract(shown(root), url=url, include_comments=False) or ""


def day_of(root: Any) -> str:
    """The day that a page names as that of its publication; empty where it names none, or the extra is missing or broken."""
    with suppress(FeedError), untrusted("the page reader"):
        from trafilatura import extract_metadata  # noqa: PLC0415

        markup = shown(root)
        # Not its extensive search: that takes any date of the text.
        day = extract_metadata(markup, extensive=False).date or ""
        # Of a month alone it makes a day with the help of the clock.
        return day if names_day(markup, day) else ""
    return ""
