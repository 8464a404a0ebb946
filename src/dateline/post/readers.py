"""The readers that a letter goes to, and what is kept of their addresses: a mark that nobody can trace back without the key."""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field

from dateline.core.address import spelled
from dateline.core.errors import UsageError
from dateline.post.message import is_mail_address

_COST = 2**16
"""What one guess at the key costs: 64 MB and a fifth of a second."""
_MARK = 20
"""Characters of a mark, 80 bits: two readers of a list never have the same."""


@dataclass(frozen=True, slots=True)
class LetterReader:
    """Whom a mail goes to."""

    address: str
    """The address, with its domain in ASCII if there is such a spelling."""
    is_list: bool = False
    """Whether it is the address of a mailing list."""

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 takes a mail to this address."""
        return not self.address.isascii()


def reader(address: str, *, is_list: bool = False) -> LetterReader:
    """Whom a mail to this address goes to.

    Raises:
        ValueError: if it is not one address, without a name.
    """
    composed = unicodedata.normalize("NFC", address)
    if not is_mail_address(composed):
        raise ValueError("not an e-mail address")
    name, _, domain = composed.rpartition("@")
    return LetterReader(f"{name}@{spelled(domain)}", is_list)


def readers_in(text: str, where: str) -> tuple[LetterReader, ...]:
    """The readers in a text with an address on each line, each once; `#` begins a line that is not read.

    Args:
        text: the lines.
        where: what an error calls the text.

    Raises:
        UsageError: if a line is not an address. The line is not repeated: a log is no place for an address.
    """
    found: dict[str, LetterReader] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if (given := line.strip()) and not given.startswith("#"):
            try:
                one = reader(given)
            except ValueError:
                hint = "Write one address on each line, without a name, such as reader@example.org. Nothing was sent."
                raise UsageError("not an e-mail address", where=f"{where}:{number}", hint=hint) from None
            found.setdefault(one.address.lower(), one)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Marks:
    """Makes the marks of one publication."""

    key: bytes = field(repr=False)
    """The key, which is in no file that is shared."""

    @property
    def name(self) -> str:
        """A name for the key: marks of another key cannot be compared with these."""
        return self._keyed("key")[:12]

    def of(self, one: LetterReader) -> str:
        """The mark of a reader, which is the same whether the address is in upper or lower case."""
        return self._keyed(f"reader {one.address.lower()}")[:_MARK]

    def of_mail(self, day: str, one: LetterReader) -> str:
        """The mark of the mail of a day to a reader; it differs from the reader's, as mails are forwarded."""
        return self._keyed(f"mail {day} {one.address.lower()}")[:_MARK]

    def _keyed(self, text: str) -> str:
        return hmac.new(self.key, text.encode(), "sha256").hexdigest()


def marks(secret: str, publication: str) -> Marks:
    """The marks of a publication.

    Args:
        secret: what only those know who may send its mail.
        publication: its address.
    """
    key = hashlib.scrypt(secret.encode(), salt=publication.encode(), n=_COST, r=8, p=1, maxmem=2 * _COST * 1024, dklen=32)
    return Marks(key)
