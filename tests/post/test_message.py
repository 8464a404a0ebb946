import re

import pytest

from dateline.core.errors import UsageError
from dateline.post.message import plain_mail

NOW = "2026-05-24T11:30:00Z"


def test_a_mail_is_plain_text_and_says_that_a_program_sent_it():
    """Sender, recipient, date and text are those given; nothing names the machine."""
    mail = plain_mail("desk@example.org", "editor@example.org", "Häfen: failed", "Zeile ü\n\x1b[31mred", now=NOW)

    assert mail.get_content() == "Zeile ü\n[31mred\n"
    assert mail.get_content_type() == "text/plain"
    assert str(mail["Date"]) == "Sun, 24 May 2026 11:30:00 +0000"
    assert str(mail["Auto-Submitted"]) == "auto-generated"
    assert re.fullmatch(r"<[\d.]+@example\.org>", str(mail["Message-ID"]))
    assert str(mail["Subject"]) == "Häfen: failed"


def test_no_text_becomes_a_header():
    """A line ending in a title does not begin another header, and a long title is cut."""
    mail = plain_mail("desk@example.org", "editor@example.org", "Harbour\r\nBcc: thief@example.org" + "x" * 999, "", now=NOW)

    assert mail["Bcc"] is None
    assert str(mail["Subject"]).startswith("Harbour Bcc: thief@example.org")
    assert len(str(mail["Subject"])) == 150
    assert all(len(line) <= 78 for line in mail.as_bytes().split(b"\r\n") if not line.startswith(b"Subject"))


@pytest.mark.parametrize(
    "address", ["", "desk", "Desk <desk@example.org>", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_an_address_is_one_address(address):
    """A name, a list, or a further header is refused, in the sender and in the recipient."""
    for sender, to in ((address, "editor@example.org"), ("desk@example.org", address)):
        with pytest.raises(UsageError, match="not an e-mail address"):
            plain_mail(sender, to, "Harbour", "", now=NOW)
