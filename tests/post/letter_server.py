"""A real SMTP server on loopback (aiosmtpd) that keeps what it takes, and refuses, hangs up or stays silent where told."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from threading import Event, Thread
from typing import Any, cast

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

HANG_UP = "hang up"
SILENT = "silent"
WORDS = ("EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "QUIT")
PASSWORD = "correct horse battery"


class LetterServer:
    """What the server was given, and how it answers."""

    def __init__(self) -> None:
        self.script: Callable[[str, str], str | None] = lambda *_: None
        """Word and argument → an answer in place of the usual one, `HANG_UP` or `SILENT`; `END` is the end of a mail."""
        self.taken: list[tuple[str, bytes]] = []
        """Recipient and mail of each mail that was accepted."""
        self.words: list[str] = []
        """Every command."""
        self.port = 0
        self.connections = 0
        self.password = PASSWORD

    @property
    def readers(self) -> list[str]:
        """The recipients of the mails that were accepted, in order."""
        return [to for to, _ in self.taken]

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for _, raw in self.taken]

    def at(self, word: str, answer: str, *, only: str = "") -> None:
        """Answers a word in another way; with `only`, if its argument, or the mail's recipient, contains this."""
        before = self.script
        self.script = lambda said, given: answer if said == word and only in given else before(said, given)

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str | None:  # noqa: N802
        (to,) = envelope.rcpt_tos
        told = self.script("END", to)
        if told is None:
            assert isinstance(envelope.original_content, bytes)
            self.taken.append((to, envelope.original_content))
            return "250 kept"
        if told.startswith("kept, "):  # the answer is lost, the mail is not
            self.taken.append((to, envelope.original_content or b""))
            told = told.removeprefix("kept, ")
        return told

    def sign_in(self, *told: object) -> AuthResult:
        given = cast("LoginPassword", told[-1])
        return AuthResult(success=given.password == self.password.encode(), handled=False)


class _Session(SMTP):
    """One connection."""

    def __init__(self, letters: LetterServer, **given: Any) -> None:
        super().__init__(letters, authenticator=letters.sign_in, auth_require_tls=False, **given)
        self.letters = letters
        for word in WORDS:
            self._smtp_methods[word] = self._scripted(word, self._smtp_methods[word])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.letters.connections += self.session is None  # after STARTTLS, it is the same connection
        super().connection_made(transport)

    async def push(self, status: Any) -> None:
        if status == HANG_UP:
            assert self.transport
            self.transport.close()
        elif status != SILENT:
            await super().push(status)

    def _scripted(self, word: str, usual: Callable[[str], Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
        async def answer(given: str) -> None:
            self.letters.words.append(f"{word} {given or ''}".strip())
            told = self.letters.script(word, given or "")
            await (usual(given) if told is None else self.push(told))

        return answer


@contextmanager
def letter_server(
    tls: str = "", authority: trustme.CA | None = None, name: str = "127.0.0.1", **given: Any
) -> Iterator[LetterServer]:
    """A server: without TLS, with `starttls`, or with `smtps`, and a certificate for this name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if authority else None
    if authority and context:
        authority.issue_cert(name).configure_cert(context)
    letters, loop, started = LetterServer(), asyncio.new_event_loop(), Event()
    starttls = {"tls_context": context} if tls == "starttls" else {}
    made = socket.create_server(("127.0.0.1", 0))
    letters.port = made.getsockname()[1]

    def serve() -> None:
        asyncio.set_event_loop(loop)
        options = {"loop": loop, "hostname": "mail.example", "enable_SMTPUTF8": True, **starttls, **given}
        factory = partial(_Session, letters, **options)
        server = loop.run_until_complete(loop.create_server(factory, sock=made, ssl=context if tls == "smtps" else None))
        started.set()
        loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    started.wait()
    try:
        yield letters
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
