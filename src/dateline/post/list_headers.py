"""The headers of a mailing list: its id (RFC 2919), and how a reader leaves (RFC 2369, and RFC 8058 with one click)."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from dateline.core import layout
from dateline.core.address import spelled, web_address
from dateline.core.errors import UsageError
from dateline.post.headers import phrase
from dateline.post.readers import LetterReader

EMAIL = "{email}"
"""Stands for the reader's address."""
LONGEST_ID = 200
"""Characters; 255 are allowed."""
_LABEL = re.compile(r"[^a-z0-9]+")


def host_of(site: str) -> str:
    """The host in a publication's address, as the right side of a Message-ID."""
    host = spelled(urlsplit(site).hostname or "")
    return ".".join(filter(None, (_LABEL.sub("-", label).strip("-") for label in host.split("."))))


def list_id(title: str, site: str) -> str:
    """The list's title and its id: two publications on one host have different ones."""
    path = (_LABEL.sub("-", part.lower()).strip("-") for part in reversed(urlsplit(site).path.split("/")))
    whole = ".".join(filter(None, ("daily", *path, host_of(site))))[-LONGEST_ID:].lstrip(".")
    return f"{phrase(title)} <{whole}>"


def way_out(template: str, *, is_list: bool = False) -> str:
    """The web address that takes a reader off the list, with `{email}` where the reader's address goes; empty if there is none.

    An address without `{email}` would be the same for everybody, so it gets the reader's address as `email=…`. A mail to a list
    has many readers: its address is left as it is, or left out if it needs a reader's.
    """
    if not template or (is_list and EMAIL in template):
        return ""
    if is_list or EMAIL in template:
        return template
    start, hash_, fragment = template.partition("#")
    return f"{start}{'&' if '?' in start else '?'}email={EMAIL}{hash_}{fragment}"


def own_way_out(template: str, to: LetterReader) -> str:
    """The same address for one recipient.

    Raises:
        UsageError: if it is not a web address.
    """
    way = way_out(template, is_list=to.is_list)
    return in_ascii(way.replace(EMAIL, quote(to.address, safe="")), "daily.unsubscribe") if way else ""


def unsubscribing(template: str, contact: str, to: LetterReader | None) -> Iterator[tuple[str, str]]:
    """The headers that say how the recipient leaves; none if no way is known. A list server writes them itself.

    Args:
        template: a web address, with `{email}` where the reader's goes; empty if there is none.
        contact: the publisher's address; empty if there is none.
        to: the recipient; None for a mail to look at.

    Raises:
        UsageError: if the template does not make a web address.
    """
    click = own_way_out(template, to) if to else ""
    ways = [click] if click else []
    if contact:
        ways.append(f"mailto:{quote(contact, safe='@')}?subject=unsubscribe")
    if ways:
        yield "List-Unsubscribe", ", ".join(f"<{way}>" for way in ways)
    if click and to and not to.is_list:  # one click would take the list itself off the list
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def in_ascii(address: str, key: str) -> str:
    """A web address in ASCII.

    Raises:
        UsageError: if it is not one; the error names the key in the settings.
    """
    if found := web_address(address):
        return found
    raise UsageError(f"`{key}` is not a web address", where=layout.SITE, hint="Write it with a host that exists.")
