"""A mail in plain text; no text from outside can become a header."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

from dateline.core.errors import UsageError
from dateline.core.showing import one_line, printable

ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+@[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]+")
LONGEST_SUBJECT = 150


def plain_mail(sender: str, to: str, subject: str, text: str, *, now: str) -> EmailMessage:
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
        if not ADDRESS.fullmatch(address):
            hint = "Write one address without a name, such as desk@example.org."
            raise UsageError(f"not an e-mail address: {one_line(address)}", hint=hint)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = one_line(subject)[:LONGEST_SUBJECT]
    message["Date"] = datetime.fromisoformat(now)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])  # not this machine's name
    message["Auto-Submitted"] = "auto-generated"  # nobody's holiday notice answers it
    message.set_content("".join(f"{printable(line)}\n" for line in text.splitlines()))
    return message
