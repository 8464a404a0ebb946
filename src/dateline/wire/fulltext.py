"""The full text of the pages that items name (extra `extract`), where their servers let programs read them.

The text is for the writer and for `check`; it is kept in the untracked cache, and only its hash in the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from dateline.config import Limits
from dateline.errors import FeedError, UsageError
from dateline.ids import fingerprint
from dateline.model import Item
from dateline.wire.collect import Fetch, Fetched
from dateline.wire.entry import tidy_paragraphs
from dateline.wire.fetch import BadStatus
from dateline.wire.markup import shown
from dateline.wire.page import page_tree
from dateline.wire.turns import host_of, in_turns

LONGEST = 100_000
AGENT = "Dateline"


@dataclass(frozen=True, slots=True)
class FullText:
    """A page's text, or why there is none."""

    item: Item
    """The item; where its page was read, with evidence `full-text` and the hash of title and full text in `page`."""
    text: str = ""
    """The text of the article, a blank line between its blocks, at most 100,000 characters."""
    skipped: str = ""
    """Why the page adds nothing to the item, read or not; empty where it does."""


def read_pages(items: Sequence[Item], *, fetch: Fetch, limits: Limits) -> list[FullText]:
    """The pages of items, in their order; one at a time to a host, and none that its robots.txt forbids.

    Raises:
        UsageError: where trafilatura is not installed.
    """
    try:
        import trafilatura  # noqa: F401, PLC0415  # told once, not for each page
    except ImportError as error:
        raise UsageError("reading full pages needs trafilatura", hint='Install it: pip install "dateline[extract]".') from error
    read = partial(_read, fetch=fetch, robots=_Robots(fetch))
    return in_turns(items, host=lambda item: host_of(item.url or ""), do=read, parallel=limits.parallel)


def _read(item: Item, *, fetch: Fetch, robots: "_Robots") -> FullText:
    if not item.url:
        return FullText(item, skipped="the item has no address")
    try:
        if not robots.allow(item.url):
            return FullText(item, skipped="the host's robots.txt forbids it")
        answer = fetch(item.url)
    except FeedError as error:
        return FullText(item, skipped=str(error))
    # trafilatura sets each block on a line of its own.
    text = tidy_paragraphs(_article(answer).replace("\n", "\n\n"), LONGEST)
    if len(text) <= len(item.text):
        return FullText(item, text, "the page says no more than the feed")
    return FullText(replace(item, evidence="full-text", page=fingerprint(item.title, text)), text)


def _article(page: Fetched) -> str:
    """The article's text, of what a reader would see."""
    import trafilatura  # noqa: PLC0415

    root = page_tree(page.data, page.content_type)
    return "" if root is None else trafilatura.extract(shown(root), url=page.url, include_comments=False) or ""


@dataclass(frozen=True, slots=True)
class _Robots:
    """What hosts let programs read (RFC 9309), each asked once."""

    fetch: Fetch
    known: dict[str, RobotFileParser] = field(default_factory=dict)

    def allow(self, url: str) -> bool:
        """Whether the page may be read.

        Raises:
            FeedError: where the host cannot be asked: then it is not read.
        """
        site = urljoin(url, "/robots.txt")
        if site not in self.known:
            self.known[site] = self._ask(site)
        return self.known[site].can_fetch(AGENT, url)

    def _ask(self, site: str) -> RobotFileParser:
        rules = RobotFileParser(site)
        try:
            rules.parse(self.fetch(site).data.decode(errors="replace").splitlines())
        except BadStatus as error:
            if error.status >= 500 or error.status == 429:  # noqa: PLR2004  # the host is not well: it is left alone
                raise
            rules.parse(())
        return rules
