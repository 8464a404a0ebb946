"""A saved e-mail → one entry."""

import re
from email import message_from_bytes, policy
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage, MIMEPart
from functools import partial
from html import unescape
from itertools import chain
from typing import cast

from dateline.core.errors import FeedError
from dateline.wire.dates import read_date
from dateline.wire.entry import RawEntry, RawFeed
from dateline.wire.format import Document, Format
from dateline.wire.markup import Visible, plain, visible
from dateline.wire.untrusted import untrusted

_TYPE = "message/rfc822"
_LINK = re.compile(r"\s*<(https?://[^<>\s]+)>\s*")
_OFFER = (
    r"(?:view|read|open|see|ansehen|anzeigen|öffnen|afficher|lire|ver|abrir)\b[^<>\n]{0,60}"
    r"\b(?:browser|online|web|navigateur|navegador)\b"
)
_BROWSER = re.compile(
    rf"{_OFFER}[^<>\n]{{0,20}}\n?[(<\s]*(?P<text>https?://[^\s<>()]+)"
    rf"|<a\b[^<>]*href=[\"'](?P<link>https?://[^\"'<>\s]+)[\"'][^<>]*>[^<>]{{0,40}}{_OFFER}",
    re.IGNORECASE,
)
_LONGEST_HEADER, _LONGEST_OF_PART = 2_000, 500
"""Characters: the parser's work grows with the square of a header, and each part has some."""
_OF_PART = re.compile(rb"^content-", re.IGNORECASE | re.MULTILINE)
_MOST_OF_PARTS = 4_000
_OFFERED = 100_000
"""How many characters of a part are searched for the link to the web version."""


class _Headers(HeaderRegistry):
    """Reads the start of a header."""

    def __call__(self, name: str, value: str) -> BaseHeader:
        most = _LONGEST_OF_PART if name.lower().startswith("content-") else _LONGEST_HEADER
        return super().__call__(name, value[:most])


@untrusted("the mail parser")
def read_mail(data: bytes) -> RawEntry:
    """The mail's subject and text, from its plain-text part if it has one, else from HTML.

    Raises:
        FeedError: if the file has neither a subject nor a sender, or too many parts.
    """
    if sum(1 for _ in _OF_PART.finditer(data)) > _MOST_OF_PARTS:
        raise FeedError("has too many parts for a mail", hint="Save the part with the text as .html.")
    headers = _Headers()
    del headers.registry["date"]  # `read_date` knows more dates, and a bad date must not lose the mail
    mail = message_from_bytes(data, policy=policy.default.clone(header_factory=headers))
    if "subject" not in mail and "from" not in mail:
        raise FeedError("is not an e-mail", hint="Save the mail with its headers, as .eml.")
    return RawEntry(
        title=Visible(_header(mail, "subject")),
        text=_body(mail),
        url=_web_version(mail),
        guid=_header(mail, "message-id"),
        published=read_date(_header(mail, "date")),
        outlet=_sender(mail),
        is_mail=True,
    )


def _header(mail: EmailMessage, name: str) -> str:
    return str(mail.get(name, ""))


def _sender(mail: EmailMessage) -> str:
    """The name in From, or the domain of its address."""
    addresses = getattr(mail.get("from"), "addresses", ())
    return next((one.display_name or one.domain.lower() for one in addresses), "")


def _body(mail: EmailMessage) -> Visible:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return Visible("")
    text = _decoded(part)
    return visible(text) if part.get_content_subtype() == "html" else plain(text)


def _decoded(part: MIMEPart | None) -> str:
    if part is None:
        return ""
    octets = cast("bytes", part.get_payload(decode=True))
    try:
        return octets.decode(part.get_content_charset("utf-8"), errors="replace")
    except (LookupError, ValueError):  # an unknown character set, or one that is not for text
        return octets.decode(errors="replace")


def _web_version(mail: EmailMessage) -> str:
    """The mail's address on the web: in the archive that its headers name, or the page that it offers for a browser."""
    # If a newsletter is a blog too, List-Post is the post; with a mail address in it, it is the whole list.
    archived = (match[1] for name in ("archived-at", "list-post") if (match := _LINK.fullmatch(_header(mail, name))))
    parts = (_decoded(mail.get_body((kind,))) for kind in ("plain", "html"))
    offered = (match["text"] or match["link"] for text in parts for match in _BROWSER.finditer(text[:_OFFERED]))
    return unescape(next(chain(archived, offered), ""))


def _fits(document: Document) -> bool:
    return document.media_type == _TYPE


def _read(document: Document, _limit: int) -> RawFeed:
    return RawFeed("", [partial(read_mail, document.data)])


FORMAT = Format("an e-mail", (".eml",), _TYPE, _fits, _read)
