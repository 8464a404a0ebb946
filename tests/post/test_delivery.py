"""Mails to many recipients are given to a real server, which refuses, hangs up or stays silent at every step."""

import socket
from contextlib import suppress
from threading import Event, Thread

import pytest
import trustme
from post.letter_server import HANG_UP, PASSWORD, SILENT, letter_server

from dateline.core.errors import MailError
from dateline.post import smtp
from dateline.post.delivery import Courier, Delivery
from dateline.post.mail_server import MailServer
from dateline.post.message import Mail

DATA = b"Subject: The day\r\n\r\n.\r\n..hidden\r\nThe gate opened.\r\n"
READERS = ("ada@example.org", "bea@example.org", "cem@example.org")


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """A CA that this process trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def server():
    with letter_server() as made:
        yield made


def courier(server, *, tls: str = "") -> Courier:
    return Courier(MailServer("127.0.0.1", server.port, tls == "smtps", "desk", PASSWORD))


def given(server, *readers: str, tls: str = "", sender: str = "desk@example.org") -> list[Delivery]:
    """What becomes of a mail to each of these readers."""
    made = courier(server, tls=tls)
    try:
        return [made.give(Mail(sender, to, DATA)) for to in readers or READERS]
    finally:
        made.close()


@pytest.mark.parametrize("tls", ["", "starttls", "smtps"])
def test_each_recipient_gets_a_mail_of_their_own(authority, tls):
    """One connection, one sign-in, one transaction for each recipient; a line that is a full stop does not end the mail."""
    with letter_server(tls, authority if tls else None) as server:
        told = given(server, tls=tls)

    assert told == [Delivery("sent")] * 3
    assert server.readers == list(READERS)
    assert {raw for _, raw in server.taken} == {DATA}
    assert {word for word in server.words if word.startswith("EHLO")} == {"EHLO [127.0.0.1]"}  # and not this machine's name
    assert (server.connections, [word.split()[0] for word in server.words].count("AUTH")) == (1, 1)


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize("answer", ["450 try later", "550 nobody here", "552 too large"])
def test_a_refusal_is_about_one_recipient(server, word, answer):
    """The one who is refused is `failed` with the server's words, on the same connection the others get their mail."""
    server.script = lambda said, _: answer if said == word and len(server.taken) == 1 and answer not in refused else None
    refused: list[str] = []
    made = courier(server)
    told = []
    for to in READERS:
        told.append(made.give(Mail("desk@example.org", to, DATA)))
        refused += [told[-1].reason]
    made.close()

    assert [one.result for one in told] == ["sent", "failed", "sent"]
    assert told[1].reason == answer
    assert server.readers == [READERS[0], READERS[2]]
    assert server.connections == 1


@pytest.mark.parametrize("word", ["RCPT", "DATA"])
@pytest.mark.parametrize("answer", [HANG_UP, "421 closing", "999 what", "gibberish"])
def test_a_connection_that_is_lost_before_the_mail_is_renewed(server, word, answer):
    """Before the end of a mail, a lost connection or a wild answer means `failed`; the next mail goes over a new connection.

    On a connection that was used before, the recipient is named once more on a new one: the server may only have had enough.
    """
    is_tried_again = word == "RCPT" and answer in (HANG_UP, "421 closing")
    server.at("RCPT", answer, only="bea") if word == "RCPT" else None
    if word == "DATA":
        server.script = lambda said, _: answer if said == word and len(server.taken) == 1 and server.connections == 1 else None

    told = given(server)

    assert [one.result for one in told] == ["sent", "failed", "sent"]
    assert server.readers == [READERS[0], READERS[2]]
    assert server.connections == (3 if is_tried_again else 2)


@pytest.mark.parametrize("answer", [HANG_UP, "kept, hang up", SILENT, "kept, silent", "gibberish", "199 hm", "x" * 9000])
def test_after_the_end_of_a_mail_nobody_knows(server, monkeypatch, answer):
    """If the answer to a whole mail is lost, late or not one, the server perhaps has it, and it is not given again."""
    monkeypatch.setattr(smtp, "SECONDS", 0.5)
    server.at("END", answer, only="bea")

    told = given(server)

    assert [one.result for one in told] == ["sent", "uncertain", "sent"]
    assert server.readers == [one for one in READERS if one != READERS[1] or answer.startswith("kept")]
    assert sum(word.startswith("RCPT") and "bea" in word for word in server.words) == 1


def test_a_server_that_closes_after_a_refusal_has_refused(server):
    """421 in answer to a whole mail says that it was not taken, and that the connection ends."""
    server.at("END", "421 closing", only="bea")

    told = given(server)

    assert told[1] == Delivery("failed", "421 closing")
    assert (server.readers, server.connections) == ([READERS[0], READERS[2]], 2)


def test_a_server_that_takes_few_mails_on_a_connection_gets_another():
    """Who is refused with 421 at the start of a mail on a used connection is asked once more on a new one, and loses nothing."""
    with letter_server(command_call_limit={"MAIL": 2, "*": 999}) as server:
        told = given(server, *(f"reader{number}@example.org" for number in range(7)))

        assert {one.result for one in told} == {"sent"}
        assert (len(set(server.readers)), len(server.readers), server.connections) == (7, 7, 4)


def test_a_server_that_has_had_enough_at_the_recipient_gets_another():
    """The same if it says 421 to RCPT: the reader gets the mail over a new connection."""
    with letter_server(command_call_limit={"RCPT": 2, "*": 999}) as server:
        told = given(server, *(f"reader{number}@example.org" for number in range(5)))

    assert {one.result for one in told} == {"sent"}
    assert (len(server.readers), server.connections) == (5, 3)


@pytest.mark.parametrize("word", ["MAIL", "RSET"])
@pytest.mark.parametrize("answer", ["451 quota", "550 sender not allowed"])
def test_a_sender_who_is_refused_again_and_again_stops(server, word, answer):
    """Refusals of the sender are about every reader: after three in a row the rest is not tried."""
    server.at(word, answer)
    made = courier(server)
    made.open()
    tried = 0
    while not made.stopped:
        tried += 1
        assert made.give(Mail("desk@example.org", f"reader{tried}@example.org", DATA)) == Delivery("failed", answer)

    made.close()
    assert (tried, made.stopped) == (3, answer)


def test_refusals_of_readers_do_not_stop(server):
    """A sender who is refused now and then, and readers who do not exist, are no reason to stop."""
    answers = iter(["451 later", "451 later", "ok", "451 later", "451 later"])
    server.script = lambda word, _: told if word == "MAIL" and (told := next(answers, "ok")) != "ok" else None
    server.at("RCPT", "550 nobody", only="<x")
    made = courier(server)

    told = [made.give(Mail("desk@example.org", f"{name}@example.org", DATA)).result for name in "abxcdxxxxe"]
    made.close()

    assert "".join(one[0] for one in told) == "fffffffffs"
    assert not made.stopped


def test_a_connection_that_was_closed_meanwhile_is_renewed(server):
    """If the server hung up between two mails, nobody fails."""
    server.script = lambda said, _: HANG_UP if said == "RSET" else None

    assert {one.result for one in given(server)} == {"sent"}
    assert (server.readers, server.connections) == (list(READERS), 3)


@pytest.mark.parametrize("word", ["EHLO", "AUTH", "MAIL", "RCPT"])
def test_a_server_that_always_hangs_up_is_left_alone(server, word):
    """After three lost connections in a row the rest is not tried, and the reason is kept."""
    for one in (word, "HELO" if word == "EHLO" else word):
        server.at(one, HANG_UP)
    made = courier(server)

    told = [made.give(Mail("desk@example.org", to, DATA)) for to in READERS]

    assert [one.result for one in told] == ["failed"] * 3
    assert "closed" in made.stopped
    assert server.taken == []


def test_two_lost_connections_are_no_reason_to_stop(server):
    """Only connections that are lost one after the other count."""
    for lost in ("b", "c", "e", "f"):
        server.at("RCPT", HANG_UP, only=f"<{lost}@")
    made = courier(server)

    told = [made.give(Mail("desk@example.org", f"{name}@example.org", DATA)) for name in "abcdefg"]
    made.close()

    assert "".join(one.result[0] for one in told) == "sffsffs"
    assert not made.stopped


@pytest.mark.parametrize(
    ("word", "answer", "said"),
    [
        ("AUTH", "535 no", "535 no"),
        ("AUTH", "454 later", "454 later"),
        ("EHLO", "554 go away", "554"),
        ("MAIL", "421 full", "421 full"),
    ],
)
def test_a_lasting_refusal_stops_at_once(server, word, answer, said):
    """A wrong password is not tried again: that could lock the account. A temporary refusal is tried three times."""
    server.at(word, answer)
    if word == "EHLO":
        server.at("HELO", answer)
    made = courier(server)

    tried = 0
    while not made.stopped:
        tried += 1
        assert said in made.give(Mail("desk@example.org", READERS[0], DATA)).reason

    assert tried == (1 if answer.startswith("5") else 3)
    assert said in made.stopped


@pytest.mark.parametrize("name", ["127.0.0.1", "mail.example"])
@pytest.mark.parametrize("tls", ["starttls", "smtps"])
def test_nothing_is_sent_to_a_server_that_is_not_who_it_says(authority, tls, name):
    """A certificate of another CA or for another name, STARTTLS refused or missing: no password, no mail."""
    with letter_server(tls, trustme.CA() if name == "127.0.0.1" else authority, name) as server:
        made = courier(server, tls=tls)
        with pytest.raises(MailError, match=r"(?i)certificate"):
            made.open()
        assert made.give(Mail("desk@example.org", READERS[0], DATA)).result == "failed"

    assert "ertificate" in made.stopped
    assert not [word for word in server.words if word.split()[0] in ("AUTH", "MAIL")]


@pytest.mark.parametrize("answer", ["454 no TLS today", "554 never", HANG_UP])
def test_starttls_that_is_refused_ends_the_attempt(authority, answer):
    """Without TLS, nothing is said on the connection after that."""
    with letter_server("starttls", authority) as server:
        server.at("STARTTLS", answer)
        with pytest.raises(MailError):
            courier(server).open()

    assert not [word for word in server.words if word.split()[0] in ("AUTH", "MAIL")]


def test_a_dead_server_is_said():
    """Nobody listens: an error before anything is given."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailError, match="Connection refused"):
        Courier(MailServer("127.0.0.1", port, is_tls=False)).open()


def test_an_opened_connection_is_used(server):
    """What was opened before takes the first mail."""
    made = courier(server)
    made.open()
    assert made.give(Mail("desk@example.org", READERS[0], DATA)) == Delivery("sent")
    made.close()
    made.close()

    assert server.connections == 1
    assert server.words[-1] == "QUIT"


def test_letters_outside_ascii_need_a_server_that_takes_them(server):
    """With SMTPUTF8 an address with an umlaut gets its mail; without, it fails with the reason, and the others get theirs."""
    assert {one.result for one in given(server, "zoë@example.org", "ada@example.org")} == {"sent"}
    assert server.readers == ["zoë@example.org", "ada@example.org"]
    with letter_server(enable_SMTPUTF8=False) as old:
        told = given(old, "zoë@example.org", "ada@example.org")

    assert [one.result for one in told] == ["failed", "sent"]
    assert "SMTPUTF8" in told[0].reason
    assert old.connections == 1


def test_a_server_that_trickles_does_not_hold_the_run_up(monkeypatch):
    """An answer that comes one byte at a time, or never ends, counts as lost when its time is over."""
    monkeypatch.setattr(smtp, "SECONDS", 0.3)
    for told, pause in ((b"2", 0.01), (b"250-more\r\n" * 99, 0.0)):
        with _Drip(told, pause) as port, pytest.raises(MailError, match="timed out"):
            Courier(MailServer("127.0.0.1", port, is_tls=False)).open()


def test_no_reason_has_a_password(server):
    """A server that repeats the words that it refuses repeats no password, in whatever form it was sent."""
    import base64

    blob = base64.b64encode(f"\0desk\0{PASSWORD}".encode()).decode()
    server.at("AUTH", f"535 unknown command AUTH PLAIN {blob} {PASSWORD}")
    with pytest.raises(MailError) as refused:
        courier(server).open()

    assert "[DATELINE_SMTP_URL] [DATELINE_SMTP_URL]" in str(refused.value)
    assert PASSWORD not in str(refused.value)
    assert blob not in str(refused.value)


class _Drip:
    """A server that says the same bytes again and again."""

    def __init__(self, told, pause):
        self.told, self.pause, self.server = told, pause, socket.create_server(("127.0.0.1", 0))
        self.is_over = Event()

    def __enter__(self):
        Thread(target=self.serve, daemon=True).start()
        return self.server.getsockname()[1]

    def serve(self):
        client, _ = self.server.accept()
        with client, suppress(OSError):
            while not self.is_over.wait(self.pause):
                client.sendall(self.told)

    def __exit__(self, *_):
        self.is_over.set()
        self.server.close()
