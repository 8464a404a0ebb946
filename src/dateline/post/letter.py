"""A letter, and the mail made of it for one reader: text and HTML, and headers by which mail programs know a list."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape

from dateline.core import layout
from dateline.core.config import Config
from dateline.core.errors import UsageError
from dateline.core.showing import one_line
from dateline.post.headers import head_of, phrase, subject_line
from dateline.post.list_headers import host_of, in_ascii, list_id, own_way_out, unsubscribing
from dateline.post.message import part
from dateline.post.readers import LetterReader, reader

LARGEST = 102_400
"""Bytes of a mail; Gmail cuts what is larger."""
LONGEST_LINE = 998
_NAMED = re.compile(r"(?:(.*?)\s*<)?([^<>]*?)>?")
"""An address, or a name with one."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The issue of a day, ready to be sent. Whatever is sent, or posted to a service, is made of it."""

    day: str
    """The day that it is about, such as 2026-05-27."""
    subject: str
    """One line."""
    html: str
    """The whole HTML document."""
    text: str
    """The same as plain text."""
    url: str
    """The address of the issue's page."""
    stop: str = ""
    """The address in it that a reader stops it with, with `{email}` in it; empty if the letter is the same for all."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the letters of a publication, and how a reader leaves."""

    name: str
    """The name in From."""
    address: str
    """The address in From; failures are reported to it, too."""
    title: str
    """The publication's title, which is the name of the list."""
    site: str
    """The publication's address, with a slash at its end."""
    contact: str = ""
    """An address that readers can write to if they want no more letters; empty if there is none."""
    unsubscribe: str = ""
    """The web address that takes a reader off the list, with `{email}` for the reader's address; empty if there is none."""


def sender_of(config: Config) -> Sender:
    """Who sends, according to the settings.

    Raises:
        UsageError: if no address is known, or it is not one.
    """
    named = _NAMED.fullmatch(config.daily.sender or config.author.email or "")
    try:
        own = reader(named[2] if named else "").address
    except ValueError:
        hint = 'Set `from` under `daily`, such as: daily: {from: "The desk <desk@example.org>"}.'
        raise UsageError("no address is known that the letter comes from", where=layout.SITE, hint=hint) from None
    name = (named and named[1]) or ("" if config.daily.sender else config.title)
    site = f"{config.url.rstrip('/')}/"
    return Sender(one_line(name), own, one_line(config.title), site, config.author.email or "", config.daily.unsubscribe or "")


def mail_of(letter: Letter, sender: Sender, to: LetterReader | None, *, mark: str = "", now: str) -> bytes:
    """The mail for one recipient, as it is given to a server.

    Args:
        letter: the letter.
        sender: who sends it.
        to: the recipient; None for a mail to look at, which is addressed to the sender.
        mark: what tells the recipient's mail from the others of the day; empty if there is only one.
        now: the time, UTC.

    Raises:
        UsageError: if the mail is too large, or an address too long.
    """
    unique = mark or hashlib.sha256(sender.site.encode()).hexdigest()[:20]
    rows = [
        ("From", f"{phrase(sender.name)} <{sender.address}>" if sender.name else sender.address),
        ("To", to.address if to else sender.address),
        ("Subject", subject_line(letter.subject)),
        ("Date", format_datetime(datetime.fromisoformat(now))),
        ("Message-ID", f"<daily.{letter.day}.{unique}@{host_of(sender.site)}>"),
        ("List-Id", list_id(sender.title, sender.site)),
        ("List-Archive", f"<{in_ascii(f'{sender.site}daily/', 'url')}>"),
        *unsubscribing(sender.unsubscribe, sender.contact, to),
        ("MIME-Version", "1.0"),
    ]
    if not (to and to.is_list):  # some list servers drop what says that a program sent it (Sympa)
        rows.append(("Auto-Submitted", "auto-generated"))
    own = for_reader(letter, own_way_out(sender.unsubscribe, to)) if letter.stop and to else letter
    return _checked(head_of(rows) + _body(own), letter.day)


def for_reader(letter: Letter, way: str) -> Letter:
    """The letter with a reader's own address to stop it, if it has one."""
    html = letter.html.replace(escape(letter.stop), escape(way))
    return replace(letter, html=html, text=letter.text.replace(letter.stop, way), stop="")


@lru_cache(maxsize=1)  # a letter goes to thousands
def _body(letter: Letter) -> bytes:
    """The kind of the content, and the parts: text first, as the last part is the one that is preferred."""
    boundary = f"=_{hashlib.sha256(letter.html.encode()).hexdigest()[:24]}".encode()  # no encoded text contains "=_"
    line = b"--" + boundary
    parts = b"".join(line + b"\r\n" + part(*one) + b"\r\n" for one in ((letter.text, "plain"), (letter.html, "html")))
    return b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\r\n\r\n' + parts + line + b"--\r\n"


def _checked(mail: bytes, day: str) -> bytes:
    if len(mail) > LARGEST:
        what = f"the mail of {day} has {len(mail):,} bytes, and mail programs cut what has more than {LARGEST:,}"
        raise UsageError(what, hint="Shorten what the issue says, such as its introduction. Nothing was sent.")
    if max(map(len, mail.split(b"\r\n"))) > LONGEST_LINE:
        hint = "Choose shorter addresses for `url` and `daily.unsubscribe`. Nothing was sent."
        raise UsageError(f"a line of the mail has more than {LONGEST_LINE} bytes", where=layout.SITE, hint=hint)
    return mail
