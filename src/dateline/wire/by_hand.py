"""A page or a file that an editor names → its items, each with its whole text."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from dateline.core.address import destination
from dateline.core.config import Limits
from dateline.core.errors import FeedError, UsageError
from dateline.core.ids import fingerprint
from dateline.core.model import VIA, Item
from dateline.core.outlets import DESK
from dateline.core.progress import timed
from dateline.wire import mail, page
from dateline.wire.collect import Fetch, Fetched, Gone
from dateline.wire.entry import LONGEST_OUTLET, LONGEST_TITLE, Intake, RawEntry, RawFeed, tidy, tidy_paragraphs
from dateline.wire.fetch import BadStatus
from dateline.wire.format import Document
from dateline.wire.fulltext import LONGEST, missing_extra, text_of
from dateline.wire.inbox import read_file
from dateline.wire.markup import Visible
from dateline.wire.parse import FILES, format_of
from dateline.wire.per_host import host_of
from dateline.wire.robots import Robots
from dateline.wire.untrusted import Unreadable

SAVE = "Save the page in your browser as .html, and add the file."
_CLOSED = re.compile(
    rb"""isAccessibleForFree["']?\s*(?:[:=]|content=)\s*["']?false|article:content_tier["']\s+content=["']locked""", re.IGNORECASE
)
"""What the markup of a page says if it shows strangers only its beginning."""
_LEAST = 100
"""If the part of a page that should have its text has none, fewer characters than this elsewhere are menus and the like."""
_VARIANT = re.compile(r"^(www|m|mobile|amp)\.")
"""What the name of a host may begin with if it shows the same pages in another form."""
_REFUSALS = frozenset({401, 402, 403, 406, 451})


@dataclass(frozen=True, slots=True)
class Entered:
    """What an editor says about an item, where the page may not say it."""

    title: str = ""
    """The title."""
    date: str = ""
    """The date of publication."""
    outlet: str = ""
    """Who published it, whatever the page says."""
    collected: str = ""
    """The time of this run."""
    zone: tzinfo = UTC
    """The time zone of times that are written without one."""


class WithText(NamedTuple):
    """An item and its whole text."""

    item: Item
    """The item. If its whole text was read: with evidence `full-text`, and the hash of title and text in `page`."""
    text: str = ""
    """The whole text, at most 100,000 characters; empty if only the item's own was read."""
    addresses: tuple[str, ...] = ()
    """The addresses by which a feed may have brought it: as given, after redirects, as the page names itself."""


class ByHand(NamedTuple):
    """What an editor named."""

    items: tuple[WithText, ...]
    """Its items."""
    notes: tuple[str, ...] = ()
    """What was left out or repaired."""


def read_address(url: str, *, fetch: Fetch, entered: Entered) -> ByHand:
    """The page at an address, as one item.

    Args:
        url: the address.
        fetch: calls an address.
        entered: what the editor says about it.

    Raises:
        UsageError: if there is a feed or a PDF instead of a page, if the page has no title and none is given, or if the extra
            `extract` is missing.
        FeedError: if the page cannot be read.
    """
    if missing := missing_extra():
        raise UsageError(missing, where=url, hint=f"Install it. Or: {SAVE}")
    try:
        with timed("page", url):
            return _page_at(destination(url), fetch, entered)
    except FeedError as error:
        raise FeedError(error.what, where=error.where or url, hint=_hint(error)) from error


def _hint(error: FeedError) -> str:
    """What to do if a page cannot be read; the hints of `fetch` are about feeds."""
    status = HTTPStatus.GONE if isinstance(error, Gone) else error.status if isinstance(error, BadStatus) else 0
    hint = "Check the address." if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) else error.hint
    return SAVE if status in _REFUSALS or not hint else f"{hint} Or: {SAVE}"


def _page_at(url: str, fetch: Fetch, entered: Entered) -> ByHand:
    if not Robots(fetch).allow(url):
        raise FeedError("the host's robots.txt forbids programs to read it", where=url)
    answer = fetch(url)
    document = Document(answer.data, answer.url, answer.content_type)
    if document.start.startswith(b"%PDF"):
        raise UsageError("answers with a PDF, not with a web page", where=url, hint="Add the page that links to it.")
    form = format_of(document)
    if form is not page.FORMAT:
        form.read(document, 1)  # says what it is, if it is no feed
        hint = f'To follow it, add it to `feeds:` in content/site.yaml: - {{id: NAME, url: "{answer.url}"}}'
        raise UsageError("answers with a feed, not with a web page", where=url, hint=hint)
    if _CLOSED.search(document.data):
        raise FeedError("shows only its beginning to programs: it is for subscribers", where=url)
    entry = page.read_page(document.data, content_type=document.content_type, called=answer.url)
    own = _own_address(entry.url, answer.url)
    found = _one(replace(entry, url=own), url, entered, text_of(answer))
    if not found.items[0].text:
        raise FeedError("the page has no text besides its title", where=url)
    return ByHand((found.items[0]._replace(addresses=(url, answer.url, own)),), found.notes)


def _own_address(canonical: str, called: str) -> str:
    """The address that the page gives as its own if that is on the same site and not its front page; else the one called."""
    host, place = (_VARIANT.sub("", host_of(one)) for one in (called, canonical))
    is_front = not urlsplit(canonical).path.strip("/")
    return canonical if host == place and not is_front else called.partition("#")[0]


def read_from_disk(path: Path, *, limits: Limits, entered: Entered) -> ByHand:
    """The items of a file: a saved page, a mail, or a feed.

    Args:
        path: the file, anywhere on the disk.
        limits: how large it may be, and how many entries are read.
        entered: what the editor says about it.

    Raises:
        UsageError: if it is not what can be added, has no title and none is given, or is a feed and a title or date is given.
        FeedError: if the disk cannot read it.
    """
    try:
        return _file(path, read_file(path, limits.wire_bytes), limits, entered)
    except FeedError as error:
        raise UsageError(error.what, where=str(path), hint=error.hint) from error
    except OSError as error:
        hint = "Check whether you may read it."
        raise FeedError(f"cannot be read: {error.strerror}", where=str(path), hint=hint) from error


def _file(path: Path, document: Document, limits: Limits, entered: Entered) -> ByHand:
    form = format_of(document)
    if form is page.FORMAT:
        missing = missing_extra()
        text = "" if missing else text_of(Fetched("", document.data, document.content_type))
        found = _one(page.read_page(document.data, content_type=document.content_type), str(path), entered, text, missing)
        return found._replace(items=tuple(one._replace(addresses=(one.item.url or "",)) for one in found.items))
    if form is mail.FORMAT:
        return _one(mail.read_mail(document.data), str(path), entered, "")
    if entered.title or entered.date:
        hint = "Leave out --title and --date, and correct one item with `dateline amend KEY`."
        raise UsageError("is a feed, with entries of its own titles and dates", where=str(path), hint=hint)
    try:
        read = form.read(document, limits.items_per_feed)
    except Unreadable:
        raise
    except FeedError as error:
        raise FeedError(error.what, hint=FILES) from error
    outlet = entered.outlet or tidy(read.title, LONGEST_OUTLET)
    label = f"{outlet}{VIA}{DESK}" if outlet and ":" not in outlet else DESK
    batch = Intake(label, "", entered.collected, entered.zone).batch(read)
    failed = (str(batch.failure),) if batch.failure else ()
    return ByHand(tuple(WithText(item, "", (item.url or "",)) for item in batch.items), (*batch.notes, *failed))


def _one(entry: RawEntry, where: str, entered: Entered, article: str, missing: str = "") -> ByHand:
    """The one item of a page or a mail.

    Args:
        entry: what the page or mail says.
        where: the address or the file.
        entered: what the editor says about it.
        article: the text of its article, if it is a page.
        missing: why the article could not be read; empty if it could.
    """
    own = tidy(entry.title.text, LONGEST_TITLE)
    if not (own or entered.title):
        raise UsageError("has no title", where=where, hint='Give it one: --title "…".')
    said = replace(entry, title=entry.title if own else Visible(entered.title), outlet=entered.outlet or entry.outlet)
    batch = Intake(DESK, "", entered.collected, entered.zone).batch(RawFeed("", [lambda: said]))
    item = batch.items[0]
    if not item.published and entered.date:
        item = replace(item, published=entered.date, offset="")
    if missing or (item.evidence == "headline" and len(article) < len(item.title) + _LEAST):
        return ByHand((WithText(item),), (*batch.notes, *([f"only its beginning is kept: {missing}"] if missing else [])))
    text = article if len(article) > len(item.text) else tidy_paragraphs(entry.text.told, LONGEST)
    return ByHand((WithText(replace(item, evidence="full-text", page=fingerprint(item.title, text)), text),), batch.notes)
