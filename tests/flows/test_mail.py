"""The report of an update that failed is mailed."""

import json
import socket

import builders
import pytest
from post.mail_server import mailbox

from dateline.core.config import Author, Feed
from dateline.core.errors import UsageError
from dateline.flows.mail import report_mailer

NOW = "2026-05-24T11:30:00Z"
PRINTED = """\
collected  0 items from 0 of 1 feed
  failed   gone: content/gone.xml: does not exist (Check the feed's path in content/site.yaml.)
harbour-barrier: nothing new
"""
SERVER = "smtp://desk:p%40ssword1@127.0.0.1:{port}"


@pytest.fixture
def failing(make_publication):
    """A publication with a feed that cannot be read."""
    feed = Feed("gone", path="content/gone.xml")
    return make_publication(builders.dossier(), config=builders.config(author=Author(email="desk@example.org"), feeds=(feed,)))


def test_a_report_of_a_failed_update_is_mailed(failing, dateline, monkeypatch):
    """If the exit code is not 0, the publisher gets what was printed, and the output and the exit code stay the same."""
    with mailbox() as server:
        monkeypatch.setenv("DATELINE_SMTP_URL", SERVER.format(port=server.port))
        mailed = dateline("-C", failing, "update", "--mail-errors")

    (mail,) = server.mails
    assert (mail["From"], mail["To"]) == ("desk@example.org", "desk@example.org")
    assert mail["Subject"].startswith("The Harbour Record: update failed on 20")
    assert "`dateline update` ended with exit code 3 on 20" in mail.get_content()
    assert mailed[1].startswith(PRINTED)
    assert PRINTED in mail.get_content()
    assert (mailed[0], mailed[2]) == (3, "the report was mailed\n")


def test_json_is_printed_and_text_is_mailed(failing, dateline, monkeypatch):
    """With --format json, standard output stays one document, and the mail is for a person, here another one."""
    with mailbox() as server:
        monkeypatch.setenv("DATELINE_SMTP_URL", SERVER.format(port=server.port))
        code, out, _ = dateline("-C", failing, "update", "--mail-errors", "--mail-to", "editor@example.org", "--format", "json")

    assert code == 3
    assert json.loads(out)["stories"]
    assert server.mails[0]["To"] == "editor@example.org"
    assert "content/gone.xml" in server.mails[0].get_content()


def test_an_update_that_cannot_begin_is_mailed_too(failing, dateline, monkeypatch):
    """An error ends the run as it does without a mail, and the mail has the error and the hint."""
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    plain = dateline("-C", failing, "update", "--writer", "claude")
    with mailbox() as server:
        monkeypatch.setenv("DATELINE_SMTP_URL", SERVER.format(port=server.port))
        mailed = dateline("-C", failing, "update", "--writer", "claude", "--mail-errors")

    assert (mailed[0], mailed[2]) == (2, plain[2] + "the report was mailed\n")
    assert plain[2] in server.mails[0].get_content()


def test_a_good_update_mails_nothing(make_publication, dateline, monkeypatch):
    """If the exit code is 0, there is no mail."""
    root = make_publication(builders.dossier(), config=builders.config(author=Author(email="desk@example.org")))
    with mailbox() as server:
        monkeypatch.setenv("DATELINE_SMTP_URL", SERVER.format(port=server.port))
        code, _, err = dateline("-C", root, "update", "--mail-errors")

    assert (code, err, server.words) == (0, "", [])


def test_a_dead_mail_server_does_not_hide_the_result(failing, dateline, monkeypatch):
    """What the update did is printed, then one error says that the mail was not sent, and the exit code is 3."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("DATELINE_SMTP_URL", SERVER.format(port=port))

    code, out, err = dateline("-C", failing, "update", "--mail-errors")

    assert code == 3
    assert out.startswith(PRINTED)
    assert err.startswith(f"error: 127.0.0.1:{port}: the mail was not sent: Connection refused\nhint: ")
    assert "ssword1" not in err


def test_no_mail_contains_a_secret(failing):
    """Values of keys and tokens, and the mail server's own password, are replaced by the name of their variable."""
    with mailbox() as server:
        url = SERVER.format(port=server.port)
        environment = {
            "DATELINE_SMTP_URL": url,
            "DATELINE_MODEL_KEY": "sk-12345678",
            "GITHUB_TOKEN": "short",
            "KEYBOARD": "a-board-8",
        }
        mailer = report_mailer(failing, None, now=NOW, environment=environment)
        mailer.mail("update", 3, ["key sk-12345678", "p@ssword1 p%40ssword1", "short a-board-8"])

    lines = server.mails[0].get_content().splitlines()
    assert lines[0] == "`dateline update` ended with exit code 3 on 2026-05-24 at 11:30 UTC."
    assert lines[2:] == ["key [DATELINE_MODEL_KEY]", "[DATELINE_SMTP_URL] [DATELINE_SMTP_URL]", "short a-board-8"]
    assert "sk-12345678" not in repr(mailer)


@pytest.mark.parametrize(
    ("environment", "to", "said"),
    [
        ({}, "editor@example.org", "DATELINE_SMTP_URL: not the address of a mail server"),
        ({"DATELINE_SMTP_URL": "smtp://localhost"}, None, "content/site.yaml: `author` has no email"),
        ({"DATELINE_SMTP_URL": "smtp://localhost"}, "the editor", "not an e-mail address: the editor"),
    ],
)
def test_a_mistake_in_the_settings_is_found_before_the_run(make_publication, environment, to, said):
    """Without a server or a valid address, nothing is updated."""
    root = make_publication(builders.dossier())

    with pytest.raises(UsageError, match=said):
        report_mailer(root, to, now=NOW, environment=environment)


def test_without_a_publisher_the_recipient_is_the_sender(make_publication):
    """A mail server wants a sender that it knows."""
    environment = {"DATELINE_SMTP_URL": "smtp://localhost"}

    mailer = report_mailer(make_publication(builders.dossier()), "editor@example.org", now=NOW, environment=environment)

    assert (mailer.sender, mailer.recipient) == ("editor@example.org", "editor@example.org")
