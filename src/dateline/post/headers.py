"""The headers of a mail: text from outside stays text, and cannot become a header."""

import textwrap
import unicodedata
from collections.abc import Sequence
from email import policy
from email.header import Header
from email.parser import BytesHeaderParser

from dateline.core.errors import UsageError
from dateline.core.showing import one_line

LONGEST_SUBJECT = 150
LONGEST_NAME = 100
_WIDTH = 78
"""Bytes of a line, if it has spaces."""
_WORD = 60
"""Bytes of an encoded word: it fits on the first line, after the name of the header."""
_ENCODED = "=?"
"""How an encoded word begins; text that has it must be encoded itself, or else programs would decode it."""
_JOINER = "\u200d"


def head_of(rows: Sequence[tuple[str, str]]) -> bytes:
    """The headers of a mail, without the empty line after them.

    Args:
        rows: the names and values; whatever comes from outside in them was made by `words` or `phrase`.

    Raises:
        UsageError: if a mail program would not read exactly these headers.
    """
    head = b"".join(_line(name, value) for name, value in rows)
    read = BytesHeaderParser(policy=policy.compat32.clone(max_line_length=None)).parsebytes(head + b"\r\n")
    found = [(name, _unfolded(value)) for name, value in read.raw_items()]
    if found != [(name, value.encode().decode("ascii", "surrogateescape")) for name, value in rows] or _is_broken(head):
        hint = "Look for odd characters in the title and in the addresses of the settings. Nothing was sent."
        raise UsageError("the headers of the mail cannot be written safely", hint=hint)
    return head


def subject_line(text: str) -> str:
    """A subject, as it is written in a mail: one line, cut after a word if it is long."""
    return words(shortened(_flat(text), LONGEST_SUBJECT))


def phrase(name: str) -> str:
    """A name before an address, in ASCII; nothing in it can end it."""
    shown = shortened(_flat(name), LONGEST_NAME)
    if not _is_plain(shown):
        return words(shown)
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def words(text: str) -> str:
    """One line of text in ASCII; a mail program shows exactly this text, also if it looks like an encoded word."""
    shown = _flat(text)
    return shown if _is_plain(shown) else Header(shown, "utf-8", maxlinelen=_WORD).encode(linesep="")


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut after a word; a long word is cut between two characters that people see."""
    if len(text) <= most:
        return text
    end = text.rfind(" ", 0, most)
    if end < most // 2:
        end = next((at for at in range(most - 1, 0, -1) if not _belong_together(text[at - 1], text[at])), 0)
    return f"{text[:end].rstrip()}…"


def _flat(text: str) -> str:
    return " ".join(one_line(text).split())


def _is_plain(text: str) -> bool:
    return text.isascii() and _ENCODED not in text


def _belong_together(before: str, after: str) -> bool:
    """Whether two code points are, perhaps, parts of one character that people see: an emoji, a flag, a letter and its accent."""
    if unicodedata.category(after)[0] == "M" or unicodedata.category(after) == "Cf" or before == _JOINER:
        return True
    pairs = (("\U0001f1e6", "\U0001f1ff"), ("\u1100", "\u11ff"))
    is_pair = any(first <= before <= last and first <= after <= last for first, last in pairs)
    return is_pair or "\U0001f3fb" <= after <= "\U0001f3ff"


def _line(name: str, value: str) -> bytes:
    """A header, broken only at spaces."""
    lines = textwrap.wrap(f"{name}: {value}", _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\r\n ".join(lines).encode(errors="replace") + b"\r\n"


def _unfolded(value: str) -> str:
    return value.replace("\r\n", "").strip(" ")


def _is_broken(head: bytes) -> bool:
    lines = head.replace(b"\r\n", b"")
    return b"\r" in lines or b"\n" in lines or b"\0" in lines
