"""Gives a mail to a server: always over verified TLS, except to a server on this machine."""

import base64
import smtplib
import ssl
import time
from dataclasses import dataclass, field
from ipaddress import ip_address
from socket import socket
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from dateline.core.errors import MailError, UsageError
from dateline.core.secret import masked, secrets_of
from dateline.core.showing import one_line
from dateline.post.message import Mail

VARIABLE = "DATELINE_SMTP_URL"
"""The environment variable with the server's address, user and password."""
PORTS = {"smtps": 465, "smtp": 587}
SECONDS = 30.0
"""The longest wait for each answer of the server."""
FAILURES = (smtplib.SMTPException, OSError, ValueError)
"""What is raised if a server refuses, or does not answer, or if something cannot be said to it."""
_GREETING = "[127.0.0.1]"
"""What is said instead of this machine's name, which readers would see, and for which Python may wait."""
_LONGEST = 300
"""Characters of an answer that an error repeats."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are given, and as whom."""

    host: str
    """Its name or address."""
    port: int
    """Its port."""
    is_tls: bool
    """Whether the connection begins with TLS; otherwise STARTTLS follows."""
    user: str = ""
    """Who signs in; empty for nobody."""
    password: str = field(default="", repr=False)
    """The password."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse_server(url: str) -> MailServer:
    """The server in `smtps://user:password@host:465` or `smtp://user:password@host:587`; no message repeats the address.

    Raises:
        UsageError: if it is not such an address.
    """
    hint = f"Set {VARIABLE} to smtps://USER:PASSWORD@HOST:465, or to smtp://USER:PASSWORD@HOST:587 for STARTTLS."
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise UsageError("not the address of a mail server", where=VARIABLE, hint=hint) from None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError("not the address of a mail server", where=VARIABLE, hint=f"{hint} Percent-encode / ? # and @.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port, parts.scheme == "smtps", user, password)


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


def not_sent(error: Exception, server: MailServer) -> MailError:
    """The error for what went wrong."""
    hint = f"Check {VARIABLE}, and that this machine may reach the server."
    return MailError(f"the mail was not sent: {reason(error, server)}", where=str(server), hint=hint)


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
            connection.login(server.user, server.password)
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


def reason(error: Exception, server: MailServer) -> str:
    """What went wrong, on one line, without the user and the password: some servers repeat the words that they refuse."""
    said = one_line(masked(_said(error), _secrets(server)))
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"


def _secrets(server: MailServer) -> dict[str, str]:
    """Each form of the user and the password → the variable that they are in."""
    plain = (server.password, server.user)
    signed = (f"\0{server.user}\0{server.password}", *plain)
    forms = (*plain, *(quote(one, safe="") for one in plain), *(base64.b64encode(one.encode()).decode() for one in signed))
    return secrets_of({}, *((form, VARIABLE) for form in forms))


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{to}: {code} {said.decode(errors='replace')}" for to, (code, said) in error.recipients.items())
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
