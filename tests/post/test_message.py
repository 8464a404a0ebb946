"""A mail in plain text, and what an address is."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from dateline.core.errors import UsageError
from dateline.post.message import is_mail_address, plain_mail

NOW = "2026-05-24T11:30:00Z"


def read(*given: str) -> EmailMessage:
    """The mail, as a mail program reads it."""
    return message_from_bytes(plain_mail(*given, now=NOW).data, policy=default)


def test_a_mail_is_plain_text_and_says_that_a_program_sent_it():
    """Sender, recipient, date and text are those given; nothing names the machine."""
    mail = read("desk@example.org", "editor@example.org", "Häfen: failed", "Zeile ü\n\x1b[31mred")

    assert mail.get_content().replace("\r", "") == "Zeile ü\n[31mred\n"
    assert mail.get_content_type() == "text/plain"
    assert str(mail["Date"]) == "Sun, 24 May 2026 11:30:00 +0000"
    assert str(mail["Auto-Submitted"]) == "auto-generated"
    assert re.fullmatch(r"<[\d.]+@example\.org>", str(mail["Message-ID"]))
    assert str(mail["Subject"]) == "Häfen: failed"


def test_no_text_becomes_a_header():
    """A line ending in a title does not begin another header, and a long title is cut."""
    mail = read("desk@example.org", "editor@example.org", "Harbour\r\nBcc: thief@example.org" + "x" * 999, "")

    assert mail["Bcc"] is None
    assert str(mail["Subject"]).startswith("Harbour Bcc: thief@example.org")
    assert len(str(mail["Subject"])) == 150
    assert all(
        len(line) <= 78
        for line in plain_mail("desk@example.org", "editor@example.org", "Harbour", "", now=NOW).data.split(b"\r\n")
    )


@pytest.mark.parametrize(
    "address", ["", "desk", "Desk <desk@example.org>", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_an_address_is_one_address(address):
    """A name, a list, or a further header is refused, in the sender and in the recipient."""
    for sender, to in ((address, "editor@example.org"), ("desk@example.org", address)):
        with pytest.raises(UsageError, match="not an e-mail address"):
            plain_mail(sender, to, "Harbour", "", now=NOW)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@b.example", True),
        ("a.b+c=d@b-c.example", True),
        ("root@localhost", True),
        ("zoë@bücher.example", True),
        ("ada@straße.example", True),
        ("1@1.example", True),
        (f"{'a' * 64}@b.example", True),
        (f"{'a' * 65}@b.example", False),
        (f"{'ä' * 33}@b.example", False),
        (f"a@{'b' * 63}.example", True),
        (f"a@{'b' * 64}.example", False),
        (f"a@{'b.' * 130}example", False),
        ("a@..", False),
        ("a@.", False),
        ("a@-.-", False),
        ("a@-b.example", False),
        ("a@b-.example", False),
        ("a@b..example", False),
        ("a@b.example.", False),
        ("a@b_c.example", False),
        ("a@127.0.0.1", False),
        ("a..b@c.d", False),
        (".a@b.example", False),
        ("a.@b.example", False),
        ("@b.example", False),
        ("a@", False),
        ("a@b@c.example", False),
        ("=?utf-8?q?a?=@b.example", False),
        ("a\u200b@b.example", False),
        ("a\udcff@b.example", False),
    ],
)
def test_what_an_address_is(address, expected):
    """Parts of the right length, a domain of labels, and nothing that a mail program decodes or does not show."""
    assert is_mail_address(address) == expected
