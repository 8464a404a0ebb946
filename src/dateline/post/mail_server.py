"""The mail server in the environment, and what it says when something goes wrong, without secrets."""

import base64
import re
import smtplib
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from dateline.core.errors import MailError, UsageError
from dateline.core.secret import masked, secrets_of
from dateline.core.showing import one_line

VARIABLE = "DATELINE_SMTP_URL"
"""The environment variable with the server's address, user and password."""
PORTS = {"smtps": 465, "smtp": 587}
_LONGEST = 300
"""Characters of an answer that an error repeats."""
_SHORTEST = 3
"""Characters of a user or a password; what is shorter is in every other word."""
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
"""Control characters, and what stands for bytes that are not UTF-8."""
_ANSWERS = range(200, 600)
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
"""The second code of an answer (RFC 3463)."""


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
    is_watched: bool = False
    """Whether others may read what is printed: then nothing that the server says is repeated but its codes."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse_server(url: str, *, is_watched: bool = False) -> MailServer:
    """The server in `smtps://user:password@host:465` or `smtp://user:password@host:587`; no message repeats the address.

    Args:
        url: the address.
        is_watched: whether others may read what is printed.

    Raises:
        UsageError: if it is not such an address.
    """
    hint = f"Set {VARIABLE} to smtps://USER:PASSWORD@HOST:465, or to smtp://USER:PASSWORD@HOST:587 for STARTTLS."
    try:
        parts = urlsplit(url.strip())
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise UsageError("not the address of a mail server", where=VARIABLE, hint=hint) from None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError("not the address of a mail server", where=VARIABLE, hint=f"{hint} Percent-encode / ? # and @.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if _UNREADABLE.search(f"{parts.hostname}{user}{password}"):
        hint = "Write the user and the password in UTF-8 and percent-encoded, without line breaks."
        raise UsageError("has a control character, or one that is not UTF-8", where=VARIABLE, hint=hint)
    return MailServer(parts.hostname, port, parts.scheme == "smtps", user, password, is_watched)


def not_sent(error: Exception, server: MailServer) -> MailError:
    """The error for what went wrong."""
    hint = f"Check {VARIABLE}, and that this machine may reach the server."
    return MailError(f"the mail was not sent: {reason(error, server)}", where=str(server), hint=hint)


def reason(error: Exception, server: MailServer) -> str:
    """What went wrong, on one line, without the user and the password: some servers repeat the words that they refuse.

    If others may read it, only the codes of an answer are told, as its words may name readers in any spelling.
    """
    if isinstance(error, smtplib.SMTPResponseException):
        told = _answer(error.smtp_code, error.smtp_error, server)
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        every = error.recipients.items()
        told = "; ".join(("" if server.is_watched else f"{to}: ") + _answer(*said, server) for to, said in every)
    else:
        told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    told = one_line(masked(told, _secrets(server)))
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]} …"


def _answer(code: int, said: bytes | str, server: MailServer) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    if not server.is_watched:
        return f"{code} {words}"
    second = _ENHANCED.match(words)
    return " ".join(filter(None, (str(code), second and second[0]))) if code in _ANSWERS else "an answer without a code"


def _secrets(server: MailServer) -> dict[str, str]:
    """Each form of the user and the password → the variable that they are in."""
    plain = (server.password, server.user)
    signed = (f"\0{server.user}\0{server.password}", *plain)
    forms = (*plain, *(quote(one, safe="") for one in plain), *(base64.b64encode(one.encode()).decode() for one in signed))
    return secrets_of({}, *((form, VARIABLE) for form in forms), shortest=_SHORTEST)
