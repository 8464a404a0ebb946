"""The exceptions, as a tree.

    DatelineError            exit 2 or 3, with an `error:` line and a `hint:` line
    ├── UsageError           exit 2: a command, a setting or a file of settings is wrong
    └── WorldError           exit 3: a feed, the model, git or the disk failed
        ├── StoreError       a file could not be read or written, or another run holds the lock
        ├── FeedError        a feed or search could not be fetched or understood
        ├── ModelError       the model could not be reached
        │   ├── Truncated    its answer was cut
        │   ├── Refused      it declined to answer
        │   ├── Malformed    its answer does not have the required form
        │   ├── Unauthorized its provider refuses the key
        │   ├── UnknownModel its provider does not have it
        │   └── OverBudget   a call would cost more than the settings allow
        ├── GitError         git failed or is not installed
        ├── HostError        the code host could not be reached, or refused a pull request
        ├── MailError        the mail server could not be reached, or did not take the mail
        └── ServiceError     a newsletter service or a hub could not be reached, or refused

Wrong content is never an exception; it is a `Finding`.
"""

from decimal import Decimal
from typing import ClassVar


class DatelineError(Exception):
    """The base class: what happened, where, and what to do next."""

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        """A file, with its line if known (`content/site.yaml:12`), an address or a story."""
        self.hint = hint
        """One sentence about what to try."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class UsageError(DatelineError):
    """A command, a setting or a file of settings is wrong."""

    exit_code = 2


class WorldError(DatelineError):
    """Something outside Dateline failed; everything else was done and kept."""


class StoreError(WorldError):
    """A file could not be read or written, or another run holds the lock."""


class FeedError(WorldError):
    """A feed or search could not be fetched or understood."""


class ModelError(WorldError):
    """The model could not be reached, or its answer cannot be used. The answer and its cost are kept."""

    spent: Decimal = Decimal(0)
    """What the failed call cost, in US dollars."""
    said: str = ""
    """What the model answered."""


class Truncated(ModelError):  # noqa: N818  # the tree reads better without "Error" nine times
    """The model's answer was cut before its end."""


class Refused(ModelError):  # noqa: N818
    """The model declined to answer."""


class Malformed(ModelError):  # noqa: N818
    """The model's answer does not have the required form."""


class Unauthorized(ModelError):  # noqa: N818
    """The model's provider refuses the key, or whatever else proves who calls."""


class UnknownModel(ModelError):  # noqa: N818
    """The model's provider has no model, or no address, with the name in the settings."""


class OverBudget(ModelError):  # noqa: N818
    """A call to the model would cost more than the settings allow, and was not made."""


class GitError(WorldError):
    """Git failed or is not installed."""

    said: tuple[str, ...] = ()
    """What git printed about it, line by line."""


class HostError(WorldError):
    """The code host could not be reached, or refused a pull request."""


class MailError(WorldError):
    """The mail server could not be reached, or did not take the mail."""


class ServiceError(WorldError):
    """A newsletter service or a hub could not be reached, or refused what it was given."""

    def __init__(self, what: str, *, where: str = "", hint: str = "", is_unsure: bool = False) -> None:
        super().__init__(what, where=where, hint=hint)
        self.is_unsure = is_unsure
        """Whether the service may have done what it was asked for."""
