"""A mail server on loopback that keeps what it is given, with TLS of a CA of its own."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event
from typing import cast

import trustme
from running import running


class Session(StreamRequestHandler):
    """One connection, in the few words of SMTP that a client needs."""

    server: "MailBox"

    def handle(self) -> None:
        if self.server.tls == "smtps":
            self.secure()
        self.say(*self.server.greeting)
        while line := self.rfile.readline():
            word = line.split()[0].decode().upper()
            self.server.words.append(line.decode().strip())
            getattr(self, f"on_{word.lower()}", self.on_other)()
            if word == "QUIT":
                return

    def secure(self) -> None:
        self.connection = cast("ssl.SSLContext", self.server.context).wrap_socket(self.request, server_side=True)
        self.request = self.connection
        self.setup()

    def finish(self) -> None:
        super().finish()
        self.connection.close()

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def on_ehlo(self) -> None:
        offered = [f"AUTH {self.server.ways}", *(["STARTTLS"] if self.server.tls == "starttls" else [])]
        self.say("250-mail.example", *(f"250-{one}" for one in offered), "250 8BITMIME")

    def on_starttls(self) -> None:
        self.say("220 go on")
        self.secure()

    def on_auth(self) -> None:
        self.say(self.server.auth.pop(0) if self.server.auth else self.server.signed_in)

    def on_rcpt(self) -> None:
        self.say(self.server.recipient)

    def on_data(self) -> None:
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.raw.append(b"".join(lines).replace(b"\r\n", b"\n"))
        self.say("250 kept")

    def on_quit(self) -> None:
        self.say("221 bye")

    def on_other(self) -> None:
        self.say(self.server.auth.pop(0) if self.server.auth else "250 fine")


class MailBox(ThreadingTCPServer):
    daemon_threads = True
    greeting = ("220 mail.example",)
    ways = "PLAIN"
    signed_in = "235 welcome"
    recipient = "250 fine"

    def __init__(self, tls: str, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.tls, self.context = tls, context
        self.auth: list[str] = []
        """The answers to AUTH and to what follows, in turn."""
        self.raw: list[bytes] = []
        self.words: list[str] = []

    def handle_error(self, *_: object) -> None:
        """A client that does not trust the certificate hangs up."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.raw]


@contextmanager
def mailbox(tls: str = "", authority: trustme.CA | None = None, name: str = "127.0.0.1") -> Iterator[MailBox]:
    """A mail server: without TLS, with `starttls`, or with `smtps`, and a certificate for this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if authority else None
    if authority and context:
        authority.issue_cert(name).configure_cert(context)
    with running(MailBox(tls, context), Event()) as server:
        yield server
