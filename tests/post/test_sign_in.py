"""Signing in at a real server on loopback: in UTF-8, in the first way that it knows, and with a wrong password once."""

import base64
import hmac
import smtplib

import pytest
from post.letter_server import letter_server
from post.mail_server import mailbox

from dateline.core.errors import MailError
from dateline.post.delivery import Courier
from dateline.post.mail_server import MailServer
from dateline.post.sign_in import sign_in

CHALLENGE = "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def said(server) -> list[str]:
    words = [word for word in server.words if word.split()[0].upper() not in ("EHLO", "QUIT")]
    server.words.clear()
    return words


def signed(ways: str, *answers: str, password: str = "pässwörd") -> tuple[list[str], Exception | None]:
    """What was said, and the error."""
    with mailbox() as server:
        server.ways, server.auth = ways, [*answers]
        with smtplib.SMTP("127.0.0.1", server.port, "[127.0.0.1]") as connection:
            connection.ehlo()
            try:
                sign_in(connection, "zoë", password)
            except smtplib.SMTPException as error:
                return said(server), error
        return said(server), None


PLAIN = f"AUTH PLAIN {b64(chr(0) + 'zoë' + chr(0) + 'pässwörd')}"
LOGIN = ["AUTH LOGIN", b64("zoë"), b64("pässwörd")]
PROOF = hmac.new("pässwörd".encode(), base64.b64decode(CHALLENGE), "md5").hexdigest()


@pytest.mark.parametrize(
    ("ways", "answers", "expected"),
    [
        ("LOGIN PLAIN CRAM-MD5", ["235 in"], [PLAIN]),
        ("PLAIN", ["334 ", "235 in"], [PLAIN, PLAIN.rsplit(maxsplit=1)[-1]]),
        ("LOGIN", ["334 VXNlcg==", "334 UGFzcw==", "235 in"], LOGIN),
        ("CRAM-MD5", [f"334 {CHALLENGE}", "235 in"], ["AUTH CRAM-MD5", b64(f"zoë {PROOF}")]),
        ("plain login", ["504 unknown", "334 VXNlcg==", "334 UGFzcw==", "235 in"], [PLAIN, *LOGIN]),
    ],
)
def test_users_and_passwords_are_utf8(ways, answers, expected):
    """Whichever way the server knows, letters outside ASCII arrive."""
    assert signed(ways, *answers) == (expected, None)


@pytest.mark.parametrize(
    ("ways", "answers", "expected"),
    [
        ("PLAIN LOGIN", ["535 wrong"], [PLAIN]),
        ("PLAIN LOGIN", ["454 later"], [PLAIN]),
        ("LOGIN CRAM-MD5", ["334 VXNlcg==", "535 wrong"], LOGIN[:2]),
        ("CRAM-MD5", ["535 wrong"], ["AUTH CRAM-MD5"]),
        ("PLAIN LOGIN", ["534 weak", "534 weak"], [PLAIN, LOGIN[0]]),
    ],
)
def test_a_wrong_password_is_offered_once(ways, answers, expected):
    """After a refusal no other way is tried: three tries lock some accounts."""
    words, error = signed(ways, *answers)

    assert words == expected
    assert isinstance(error, smtplib.SMTPAuthenticationError)
    assert str(error.smtp_code) == answers[-1][:3]


def test_a_server_without_a_known_way_is_named():
    """Nothing is said to it."""
    words, error = signed("GSSAPI")

    assert words == []
    assert "PLAIN, LOGIN, CRAM-MD5" in str(error)


def test_a_password_that_a_real_server_knows():
    """The whole way: the right one is welcome, and a wrong one is said without a word of it, also a short one."""
    with letter_server() as server:
        server.password = "pässwörd"
        for password in ("pässwörd", "pw1", "ünrecht"):
            made = Courier(MailServer("127.0.0.1", server.port, is_tls=False, user="zoë", password=password))
            if password == server.password:
                made.open()
                made.close()
                continue
            server.at("AUTH", f"535 {password} of zoë {b64(password)} is wrong")
            with pytest.raises(MailError, match="535") as refused:
                made.open()
            assert password not in str(refused.value)
            assert "zoë" not in str(refused.value)
            assert b64(password) not in str(refused.value)
        assert [word.split()[0] for word in server.words].count("AUTH") == 3
