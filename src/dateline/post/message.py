"""A mail: its parts, and one in plain text; no text from outside can become a header."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from dateline.core.address import spelled
from dateline.core.characters import unsafe_characters
from dateline.core.errors import UsageError
from dateline.core.showing import one_line, printable
from dateline.post.headers import head_of, subject_line

LONGEST_ADDRESS, LONGEST_LOCAL, LONGEST_DOMAIN = 254, 64, 253
"""Bytes of an address that mail can go to, and of its parts before and after the `@` (RFC 5321)."""
_PART = r"[^\s@<>()\[\]\\,;:\".\x00-\x1f\x7f]+"
_LOCAL = re.compile(rf"(?!.*=\?){_PART}(?:\.{_PART})*")
"""What may stand before the `@`; mail programs would decode `=?…?=`."""
_LABEL = r"(?!-)[a-z0-9\x80-\U0010ffff-]{1,63}(?<!-)"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)*(?![0-9]+$){_LABEL}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail with one recipient."""

    sender: str
    """The address that failures are reported to."""
    to: str
    """The address of the recipient."""
    data: bytes
    """The mail, with headers."""


def is_mail_address(text: str) -> bool:
    """Whether a text is one address, without a name, that mail can go to."""
    local, at, domain = text.rpartition("@")
    if not at or len(text.encode(errors="replace")) > LONGEST_ADDRESS or any(unsafe_characters(text)):
        return False
    host = spelled(domain)
    is_local = len(local.encode()) <= LONGEST_LOCAL and _LOCAL.fullmatch(local)
    return bool(is_local and len(host.encode()) <= LONGEST_DOMAIN and _DOMAIN.fullmatch(host) and not domain.endswith("."))


def plain_mail(sender: str, to: str, subject: str, text: str, *, now: str) -> Mail:
    """A mail in plain text, which says that a program sent it.

    Args:
        sender: the address in From.
        to: the address in To.
        subject: one line.
        text: the body.
        now: the time, UTC.

    Raises:
        UsageError: if an address is not one.
    """
    for address in (sender, to):
        if not is_mail_address(address):
            hint = "Write one address without a name, such as desk@example.org."
            raise UsageError(f"not an e-mail address: {one_line(address)}", hint=hint)
    rows = [
        ("From", sender),
        ("To", to),
        ("Subject", subject_line(subject)),
        ("Date", format_datetime(datetime.fromisoformat(now))),
        ("Message-ID", make_msgid(domain=spelled(sender.rpartition("@")[2]))),  # not this machine's name
        ("Auto-Submitted", "auto-generated"),  # nobody's holiday notice answers it
        ("MIME-Version", "1.0"),
    ]
    body = "".join(f"{printable(line)}\n" for line in text.splitlines())
    return Mail(sender, to, head_of(rows) + part(body, "plain"))


def part(text: str, kind: str) -> bytes:
    """A part of a mail, in the shorter of the two encodings.

    Args:
        text: the text.
        kind: `plain` or `html`.
    """
    made = []
    for encoding in ("quoted-printable", "base64"):
        one = MIMEPart(policy=SMTP)
        one.set_content(text, subtype=kind, charset="utf-8", cte=encoding)
        made.append(one.as_bytes())
    return min(made, key=lambda one: len(one.partition(b"\r\n\r\n")[2]))
