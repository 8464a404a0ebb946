"""Gives mails to a server, one for each recipient, and says of each whether the server has it."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from dateline.core.errors import MailError
from dateline.post.mail_server import MailServer, not_sent, reason
from dateline.post.message import Mail
from dateline.post.smtp import FAILURES, connected, utf8_options

MOST_IN_A_ROW = 3
"""After so many lost connections or refusals of the sender in a row, no more mails are given: each could take half a minute."""
CLOSING = 421
"""What a server says before it closes the connection."""
_REFUSALS = range(400, 600)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail."""

    result: Literal["sent", "failed", "uncertain"]
    """`sent`: the server has it. `failed`: it certainly does not. `uncertain`: the connection was lost after all was sent."""
    reason: str = ""
    """Why it was not sent, or is uncertain."""


class Courier:
    """Gives mails to a server over one connection, which is renewed when it is lost. No mail is given twice."""

    def __init__(self, server: MailServer) -> None:
        """Does not connect yet."""
        self.stopped = ""
        """Why no more mails are given; empty while they are."""
        self._server = server
        self._connection: smtplib.SMTP | None = None
        self._in_a_row = 0
        self._is_handed_over = False

    def open(self) -> None:
        """Connects and signs in, so that a wrong password is noticed before anything is recorded.

        Raises:
            MailError: if the server cannot be reached, is not who it says, or refuses.
        """
        try:
            self._connection = connected(self._server)
        except FAILURES as error:
            raise not_sent(error, self._server) from error

    def close(self) -> None:
        """Takes leave of the server. What it answers does not matter."""
        if self._connection:
            with suppress(*FAILURES):
                self._connection.quit()
            self._drop()

    def give(self, mail: Mail) -> Delivery:
        """Gives a mail to the server, unless `stopped` says why not."""
        self._is_handed_over = False
        try:
            self._hand_over(self._begun(mail), mail)
        except MailError as error:
            return Delivery("failed", error.what)
        except smtplib.SMTPResponseException as error:
            return self._refused(error)
        except smtplib.SMTPNotSupportedError as error:
            return Delivery("failed", reason(error, self._server))
        except FAILURES as error:
            return self._broken(error)
        self._in_a_row = 0
        return Delivery("sent")

    def _begun(self, mail: Mail) -> smtplib.SMTP:
        """A connection on which the server knows sender and recipient: a new one, if it takes no more mails on the open one."""
        if self._connection:
            try:
                _accepted(*self._connection.rset(), sender=mail.sender)
                return _begin(self._connection, mail)
            except smtplib.SMTPResponseException as error:
                if error.smtp_code != CLOSING:
                    raise
            except smtplib.SMTPServerDisconnected:
                pass
            self._drop()
        self._connection = self._renewed()
        return _begin(self._connection, mail)

    def _renewed(self) -> smtplib.SMTP:
        try:
            return connected(self._server)
        except FAILURES as error:
            self._count(is_lasting=_is_lasting(error), why=reason(error, self._server))
            raise MailError(reason(error, self._server)) from error

    def _hand_over(self, connection: smtplib.SMTP, mail: Mail) -> None:
        """The rest of the transaction. The mail's end is sent by itself: before that, the server does not have the mail."""
        _accepted(*connection.docmd("DATA"), kind=3)
        connection.send(re.sub(rb"(?m)^\.", b"..", mail.data))
        self._is_handed_over = True
        connection.send(b".\r\n")
        _accepted(*connection.getreply())

    def _refused(self, error: smtplib.SMTPResponseException) -> Delivery:
        """An answer that is not the one that was hoped for."""
        if error.smtp_code not in _REFUSALS or not (self._connection and self._connection.sock):
            return self._broken(error)
        if error.smtp_code == CLOSING:
            self._drop()
        if error.smtp_code == CLOSING or isinstance(error, smtplib.SMTPSenderRefused):
            self._count(why=reason(error, self._server))
        else:
            self._in_a_row = 0
        return Delivery("failed", reason(error, self._server))

    def _broken(self, error: Exception) -> Delivery:
        """The connection was lost, or nobody knows any more what an answer is about."""
        self._drop()
        why = reason(error, self._server)
        self._count(why=why)
        return Delivery("uncertain" if self._is_handed_over else "failed", why)

    def _count(self, why: str, *, is_lasting: bool = False) -> None:
        self._in_a_row += 1
        if is_lasting or self._in_a_row >= MOST_IN_A_ROW:
            self.stopped = why

    def _drop(self) -> None:
        assert self._connection
        self._connection.close()
        self._connection = None


def _begin(connection: smtplib.SMTP, mail: Mail) -> smtplib.SMTP:
    """Names sender and recipient."""
    options = [f"size={len(mail.data)}"] if connection.has_extn("size") else []
    if (more := utf8_options(mail)) and not connection.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("the server takes no address with letters outside ASCII (SMTPUTF8)")
    _accepted(*connection.mail(mail.sender, [*options, *more]), sender=mail.sender)
    _accepted(*connection.rcpt(mail.to))
    return connection


def _accepted(code: int, said: bytes, *, kind: int = 2, sender: str = "") -> None:
    """Raises SMTPResponseException for an answer of another kind; SMTPSenderRefused, if it is about the sender."""
    if code // 100 != kind:
        raise smtplib.SMTPSenderRefused(code, said, sender) if sender else smtplib.SMTPResponseException(code, said)


def _is_lasting(error: Exception) -> bool:
    """Whether the next attempt to connect would fail as well; asking again with a wrong password can lock an account."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= _REFUSALS.start + 100
    return isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError | ValueError)
