"""Gives a mail to a server: always over verified TLS, except to a server on this machine."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from dateline.core.errors import MailError, UsageError

VARIABLE = "DATELINE_SMTP_URL"
"""The environment variable with the server's address, user and password."""
PORTS = {"smtps": 465, "smtp": 587}
SECONDS = 30.0
"""The longest wait for each answer of the server."""


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


def send(message: EmailMessage, server: MailServer) -> None:
    """Gives the mail to the server.

    Raises:
        MailError: if the server cannot be reached, is not who it says, or does not take the mail.
    """
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        hint = f"Check {VARIABLE}, and that this machine may reach the server."
        raise MailError(f"the mail was not sent: {_reason(error)}", where=str(server), hint=hint) from error


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection; without TLS only if the server is on this machine and offers none."""
    trusted = ssl.create_default_context()
    if server.is_tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trusted)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        connection.ehlo()
        if connection.has_extn("starttls") or not is_this_machine(server.host):
            connection.starttls(context=trusted)
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


def _reason(error: Exception) -> str:
    """What went wrong, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{to}: {code} {said.decode(errors='replace')}" for to, (code, said) in error.recipients.items())
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
