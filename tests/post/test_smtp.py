"""Mails are given to a real server on loopback."""

import socket

import pytest
import trustme
from post.mail_server import mailbox

from dateline.core.errors import MailError, UsageError
from dateline.post import smtp
from dateline.post.mail_server import MailServer, parse_server
from dateline.post.message import plain_mail
from dateline.post.smtp import send

MAIL = plain_mail("desk@example.org", "editor@example.org", "Harbour", "It failed.", now="2026-05-24T11:30:00Z")


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """A CA that this process trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
def test_a_mail_goes_over_tls(authority, tls):
    """With either kind of TLS the server gets the mail, after the user has signed in."""
    with mailbox(tls, authority) as server:
        send(MAIL, MailServer("127.0.0.1", server.port, tls == "smtps", "desk", "a secret"))

    (mail,) = server.mails
    assert (mail["To"], mail["Subject"], mail.get_content()) == ("editor@example.org", "Harbour", "It failed.\n")
    words = [word.split()[0] for word in server.words]
    assert words.index("AUTH") > (words.index("STARTTLS") if tls == "starttls" else 0)


def test_a_server_on_this_machine_may_have_no_tls():
    """What does not leave the machine may be plain."""
    with mailbox() as server:
        send(MAIL, MailServer("127.0.0.1", server.port, is_tls=False))

    assert len(server.raw) == 1


def test_a_server_elsewhere_gets_nothing_without_tls(monkeypatch):
    """If a server on another machine offers no STARTTLS, neither the password nor the mail is sent."""
    monkeypatch.setattr(smtp, "is_this_machine", lambda _: False)
    with mailbox() as server, pytest.raises(MailError, match="STARTTLS"):
        send(MAIL, MailServer("127.0.0.1", server.port, is_tls=False, user="desk", password="a secret"))

    assert server.raw == []
    assert not any(word.startswith("AUTH") for word in server.words)


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_server_proves_who_it_is(authority, tls, is_trusted):
    """A certificate of another CA, or for another name, is refused before the password is sent."""
    with (
        mailbox(tls, authority if is_trusted else trustme.CA(), "mail.example" if is_trusted else "127.0.0.1") as server,
        pytest.raises(MailError, match=r"(?i)certificate"),
    ):
        send(MAIL, MailServer("127.0.0.1", server.port, tls == "smtps", "desk", "a secret"))

    assert server.raw == []
    assert not any(word.startswith("AUTH") for word in server.words)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"signed_in": "535 wrong \x1b[31mpassword"}, r"535 wrong \[31mpassword"),
        ({"recipient": "550 nobody here"}, "editor@example.org: 550 nobody here"),
        ({"greeting": ("554 closed",)}, "554 closed"),
        ({"greeting": ()}, "Connection unexpectedly closed|timed out"),
    ],
)
def test_a_server_that_refuses_is_quoted(monkeypatch, given, said):
    """The error has what the server said, its address without the password, and a hint."""
    monkeypatch.setattr(smtp, "SECONDS", 0.2)
    with mailbox() as server:
        for name, value in given.items():
            setattr(server, name, value)
        with pytest.raises(MailError, match=said) as refused:
            send(MAIL, MailServer("127.0.0.1", server.port, is_tls=False, user="desk", password="a secret"))

    assert refused.value.where == f"127.0.0.1:{server.port}"
    assert "a secret" not in f"{refused.value} {refused.value.hint} {MailServer('h', 1, is_tls=True, password='a secret')!r}"


def test_a_dead_server_is_said():
    """Nobody listens: the error says so in words, without a number of the system's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(MailError, match=r"the mail was not sent: Connection refused$"):
        send(MAIL, MailServer("127.0.0.1", port, is_tls=False))


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://desk:p%40ss@mail.example", MailServer("mail.example", 465, is_tls=True, user="desk", password="p@ss")),
        ("smtp://mail.example", MailServer("mail.example", 587, is_tls=False)),
        ("smtp://[::1]:25/", MailServer("::1", 25, is_tls=False)),
    ],
)
def test_an_address_is_read(url, server):
    """Host, port, TLS, user and password; what is left out has its usual value."""
    assert parse_server(url) == server


@pytest.mark.parametrize(
    "url", ["", "mail.example", "https://s3cret@mail.example", "smtps://", "smtp://d:s3cret@h:port", "smtp://d:s3cret/x@h"]
)
def test_an_address_that_is_none_is_not_repeated(url):
    """The message names the variable, and not its value, which has a password."""
    with pytest.raises(UsageError, match=r"^DATELINE_SMTP_URL: not the address of a mail server$") as refused:
        parse_server(url)

    assert "s3cret" not in refused.value.hint


def test_a_line_break_at_the_end_does_not_matter():
    """Files of secrets end in one."""
    assert parse_server("smtp://desk:p%C3%A4ss@mail.example\n").password == "päss"


@pytest.mark.parametrize("part", ["d%0Aesk:s3cret", "desk:s3cret%0d", "desk:s3cret%00", "desk:s3cret%ff", "desk:s3cret\udcff"])
def test_a_control_character_is_refused(part):
    """It would begin a command, or cannot be sent; the variable is named, and its value is not."""
    with pytest.raises(UsageError, match=r"^DATELINE_SMTP_URL: ") as refused:
        parse_server(f"smtp://{part}@mail.example")

    assert "s3cret" not in f"{refused.value}{refused.value.hint}"


def test_nothing_that_a_server_says_reaches_a_log_that_others_read():
    """Only the codes of the answers do."""
    with mailbox() as server:
        server.recipient = "550 5.1.1 editor@example.org is unknown"
        with pytest.raises(MailError, match=r"the mail was not sent: 550 5\.1\.1$"):
            send(MAIL, MailServer("127.0.0.1", server.port, is_tls=False, is_watched=True))


@pytest.mark.parametrize(("host", "expected"), [("localhost", True), ("127.0.0.2", True), ("::1", True), ("mail.example", False)])
def test_what_is_this_machine(host, expected):
    """Only loopback is."""
    assert smtp.is_this_machine(host) == expected
