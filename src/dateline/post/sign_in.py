"""Signs in at a mail server: with UTF-8, and a wrong password is offered once."""

import base64
import hmac
import smtplib
from collections.abc import Callable, Mapping
from typing import Final

_SmtpAnswer = tuple[int, bytes]
_GO_ON, _WELCOME = 334, 235
_OTHER_WAY = (504, 534)
"""What a server says that does not know a way to sign in, or finds it too weak: it has not looked at the password."""


def sign_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    """Signs in, in the first way that the server offers and knows.

    Raises:
        SMTPAuthenticationError: if it refuses; asking again in another way can lock the account.
        SMTPNotSupportedError: if it offers no known way.
    """
    offered = connection.esmtp_features.get("auth", "").upper().split()
    answer = None
    for name, way in _WAYS.items():
        if name in offered:
            answer = way(connection, user.encode(), password.encode())
            if answer[0] not in _OTHER_WAY:
                break
    if answer is None:
        raise smtplib.SMTPNotSupportedError(f"the server offers none of these ways to sign in: {', '.join(_WAYS)}")
    if answer[0] != _WELCOME:
        raise smtplib.SMTPAuthenticationError(*answer)


def _plain(connection: smtplib.SMTP, user: bytes, password: bytes) -> _SmtpAnswer:
    given = _encoded(b"\0" + user + b"\0" + password)
    answer = connection.docmd("AUTH", f"PLAIN {given}")
    return connection.docmd(given) if answer[0] == _GO_ON else answer  # some ask for it again


def _login(connection: smtplib.SMTP, user: bytes, password: bytes) -> _SmtpAnswer:
    answer = connection.docmd("AUTH", "LOGIN")
    for given in (user, password):
        if answer[0] == _GO_ON:
            answer = connection.docmd(_encoded(given))
    return answer


def _cram(connection: smtplib.SMTP, user: bytes, password: bytes) -> _SmtpAnswer:
    answer = connection.docmd("AUTH", "CRAM-MD5")
    if answer[0] != _GO_ON:
        return answer
    proof = hmac.new(password, base64.b64decode(answer[1]), "md5").hexdigest()
    return connection.docmd(_encoded(user + b" " + proof.encode()))


def _encoded(given: bytes) -> str:
    return base64.b64encode(given).decode()


_WAYS: Final[Mapping[str, Callable[[smtplib.SMTP, bytes, bytes], _SmtpAnswer]]] = {
    "PLAIN": _plain,
    "LOGIN": _login,
    "CRAM-MD5": _cram,
}
