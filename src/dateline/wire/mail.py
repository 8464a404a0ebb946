"""A saved e-mail → one entry."""

from email import message_from_bytes, policy
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from typing import cast

from dateline.errors import FeedError
from dateline.wire.dates import read_date
from dateline.wire.entry import Entry
from dateline.wire.markup import Visible, visible
from dateline.wire.untrusted import untrusted


@untrusted("the mail parser")
def read_mail(data: bytes) -> Entry:
    """The mail's subject and text; of its parts the plain one, else the one in HTML.

    Raises:
        FeedError: for a file that has neither a subject nor a sender.
    """
    headers = HeaderRegistry()
    del headers.registry["date"]  # it is read as text: `read_date` knows more dates, and a wrong one loses no mail
    mail = message_from_bytes(data, policy=policy.default.clone(header_factory=headers))
    if "subject" not in mail and "from" not in mail:
        raise FeedError("is not an e-mail", hint="Save the mail with its headers, as .eml.")
    return Entry(
        title=Visible(_header(mail, "subject"), 0),
        text=_body(mail),
        guid=_header(mail, "message-id"),
        published=read_date(_header(mail, "date")),
        outlet=_sender(mail),
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
        return Visible("", 0)
    octets = cast("bytes", part.get_payload(decode=True))
    try:
        text = octets.decode(part.get_content_charset("utf-8"), errors="replace")
    except (LookupError, ValueError):  # no character set that anybody knows, or none of text
        text = octets.decode(errors="replace")
    return visible(text) if part.get_content_subtype() == "html" else Visible(text, 0)
