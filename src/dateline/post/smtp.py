"""Gives a mail to a server: always over verified TLS, except to a server on this machine."""

import smtplib
import ssl
import time
from ipaddress import ip_address
from socket import socket
from typing import Any

from dateline.post.mail_server import MailServer, not_sent
from dateline.post.message import Mail
from dateline.post.sign_in import sign_in

SECONDS = 30.0
"""The longest wait for each answer of the server."""
FAILURES = (smtplib.SMTPException, OSError, ValueError)
"""What is raised if a server refuses, or does not answer, or if something cannot be said to it."""
_GREETING = "[127.0.0.1]"
"""What is said instead of this machine's name, which readers would see, and for which Python may wait."""


def send(mail: Mail, server: MailServer) -> None:
    """Gives the mail to the server.

    Raises:
        MailError: if the server cannot be reached, is not who it says, or does not take the mail.
    """
    try:
        with connected(server) as connection:
            connection.sendmail(mail.sender, mail.to, mail.data, utf8_options(mail))
    except FAILURES as error:
        raise not_sent(error, server) from error


def utf8_options(mail: Mail) -> tuple[str, ...]:
    """What a server is asked for if an address has letters outside ASCII."""
    return () if mail.sender.isascii() and mail.to.isascii() else ("SMTPUTF8", "BODY=8BITMIME")


class _Answers:
    """What a server says, until the time for an answer is over: a server that trickles does not hold a run up."""

    def __init__(self, connection: socket) -> None:
        self._connection, self._held = connection, b""
        self.deadline = 0.0

    def readline(self, most: int) -> bytes:
        """The next line, or a part of it; empty at the end."""
        while b"\n" not in self._held and len(self._held) < most:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self._connection.settimeout(left)
            if not (more := self._connection.recv(4096)):
                break
            self._held += more
        self._connection.settimeout(SECONDS)
        end = min(self._held.find(b"\n") + 1 or most, most)
        line, self._held = self._held[:end], self._held[end:]
        return line

    def close(self) -> None:
        """Does nothing: the connection is closed by itself."""


class _Patient(smtplib.SMTP):
    """A connection on which each answer has a deadline."""

    def getreply(self) -> tuple[int, bytes]:
        """The next answer; after `SECONDS`, the connection counts as lost."""
        assert self.sock
        if self.file is None:
            self.file: Any = _Answers(self.sock)
        self.file.deadline = time.monotonic() + SECONDS
        return super().getreply()


class _PatientOverTLS(_Patient, smtplib.SMTP_SSL):
    """The same over TLS."""


def connected(server: MailServer) -> smtplib.SMTP:
    """A connection on which the user has signed in; without TLS only if the server is on this machine and offers none.

    Raises:
        FAILURES: if the server cannot be reached, is not who it says, or refuses.
    """
    trusted = ssl.create_default_context()
    if server.is_tls:
        connection: smtplib.SMTP = _PatientOverTLS(server.host, server.port, _GREETING, timeout=SECONDS, context=trusted)
    else:
        connection = _Patient(server.host, server.port, _GREETING, timeout=SECONDS)
    try:
        connection.ehlo_or_helo_if_needed()
        if not server.is_tls and (connection.has_extn("starttls") or not is_this_machine(server.host)):
            connection.starttls(context=trusted)
            connection.ehlo_or_helo_if_needed()
        if server.user:
            sign_in(connection, server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def is_this_machine(host: str) -> bool:
    """Whether what is sent to this host stays on this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
