"""The full text of the pages that items link to (extra `extract`), if their servers allow programs to read them.

The text is for the writer and for `check`. It is kept in the untracked cache; only its hash is in the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module

from dateline.core.config import Limits
from dateline.core.errors import FeedError
from dateline.core.ids import fingerprint
from dateline.core.model import Item
from dateline.core.progress import timed
from dateline.wire.article import article
from dateline.wire.collect import Fetch, Fetched
from dateline.wire.entry import tidy_paragraphs
from dateline.wire.page import page_tree
from dateline.wire.per_host import host_of, run_per_host
from dateline.wire.robots import Robots
from dateline.wire.untrusted import Unreadable, untrusted

LONGEST = 100_000
EXTRA = ("trafilatura", "protego")
"""What the extra `extract` installs."""


@dataclass(frozen=True, slots=True)
class FullText:
    """A page's text, or why there is none."""

    item: Item
    """The item; if its page was read, with evidence `full-text` and the hash of title and full text in `page`."""
    text: str = ""
    """The text of the article, a blank line between its blocks, at most 100,000 characters."""
    skipped: str = ""
    """Why the page adds nothing to the item, whether it was read or not; empty if it does."""
    is_unreadable: bool = False
    """Whether the reason is that the page could not be parsed."""


def read_pages(items: Sequence[Item], *, fetch: Fetch, limits: Limits) -> list[FullText]:
    """The pages of items, in their order: one at a time from each host, and none that its robots.txt forbids.

    If the extra is missing or broken, no page is read, and each result says why.
    """
    if items and (missing := missing_extra()):
        return [FullText(item, skipped=missing) for item in items]
    read = partial(_read, fetch=fetch, robots=Robots(fetch))
    return run_per_host(items, host=lambda item: host_of(item.url or ""), do=read, parallel=limits.parallel)


def missing_extra() -> str:
    """Why pages cannot be read in this Python; empty if they can."""
    for name in EXTRA:
        try:
            import_module(name)
        except Exception as error:  # noqa: BLE001  # a broken installation can raise anything, and must not stop the run
            said = " ".join(str(error).split())
            return f'reading whole pages needs the extra `extract`: pip install "dateline[extract]" ({said})'
    return ""


def _read(item: Item, *, fetch: Fetch, robots: Robots) -> FullText:
    if not item.url:
        return FullText(item, skipped="the item has no address")
    try:
        with timed("page", item.url):
            if not robots.allow(item.url):
                return FullText(item, skipped="the host's robots.txt forbids it")
            text = text_of(fetch(item.url))
    except Unreadable as error:
        return FullText(item, skipped=error.what, is_unreadable=True)
    except FeedError as error:
        return FullText(item, skipped=str(error))
    if len(text) <= len(item.text):
        return FullText(item, text, "the page says no more than the feed")
    return FullText(replace(item, evidence="full-text", page=fingerprint(item.title, text)), text)


@untrusted("the page reader")
def text_of(page: Fetched) -> str:
    """The text of the article on a page, with a blank line between its blocks; empty if there is none."""
    root = page_tree(page.data, page.content_type)
    found = "" if root is None else article(root, page.url)
    return tidy_paragraphs(found.replace("\n", "\n\n"), LONGEST)  # trafilatura puts each block on a line of its own
