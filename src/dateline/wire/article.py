"""What trafilatura (extra `extract`) makes of a page."""

from typing import Any

from dateline.wire.markup import shown


def article(root: Any, url: str) -> str:
    """The text of the article on a page, of what a reader would see; each of its blocks on a line."""
    import trafilatura  # noqa: PLC0415  # heavy, and an extra

    return trafilatura.extract(shown(root), url=url, include_comments=False) or ""
