"""What all newsletter services have in common: a draft for each letter, found again by the address of the issue's page."""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

DRAFT = "draft"
"""Both services' word for what nobody has sent, scheduled or stopped."""
ON_ITS_WAY = frozenset(("about_to_send", "scheduled", "in_flight", "throttled", "resending", "sent", "running", "finished"))
"""Their words for what subscribers have, or will have without anybody doing more."""
_STYLE = re.compile(r"(<style\b.*?</style>)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"\{(?=[{%#])")
"""The beginning of what the services' template languages would carry out."""
_END = re.compile(r"</body\s*>", re.IGNORECASE)


class PostedLetter(Protocol):
    """A letter, as a service needs it."""

    @property
    def day(self) -> str:
        """The day that it is about, such as 2026-05-27."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def html(self) -> str:
        """The whole HTML document."""

    @property
    def text(self) -> str:
        """The same as plain text."""

    @property
    def url(self) -> str:
        """The address of the issue's page; no two issues share it."""


class HeldDraft(NamedTuple):
    """What a service holds of a letter."""

    id: str
    """Its id there."""
    status: str
    """The service's word for its state."""
    sent: str
    """The mark of the words that were last given to the service."""
    is_edited: bool
    """Whether a person has changed it there since."""
    url: str
    """Where a person sees it."""

    @property
    def is_draft(self) -> bool:
        """Whether nobody has sent, scheduled or stopped it."""
        return self.status == DRAFT


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a letter at a service."""

    service: str
    """The service's name for people."""
    became: Literal["made", "renewed", "kept", "edited", "sent", "left"]
    """A new draft, a renewed one, one that had these words already, one that a person has edited and that stays as it is, sent by
    this run, or left alone because it is no draft any more."""
    status: str
    """The service's word for the state of it, such as `draft` or `sent`."""
    url: str
    """Where a person sees it."""

    @property
    def is_on_its_way(self) -> bool:
        """Whether subscribers have it, or will."""
        return self.status in ON_ITS_WAY


class NewsletterService(Protocol):
    """A service that sends letters to the readers who subscribed there. Each function raises ServiceError."""

    title: str
    """Its name for people."""

    def find(self, letter: PostedLetter) -> HeldDraft | None:
        """What the service has of this letter; None if nothing. If it has several, one that is no draft, or the oldest."""

    def make(self, letter: PostedLetter) -> HeldDraft:
        """Makes a draft."""

    def renew(self, held: HeldDraft, letter: PostedLetter) -> HeldDraft:
        """Gives a draft other words."""

    def publish(self, held: HeldDraft) -> str:
        """Sends a draft to all subscribers; returns its new status."""


def mark_of(*texts: str) -> str:
    """A short fingerprint of texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def mark_of_letter(letter: PostedLetter) -> str:
    """A fingerprint of what a letter says."""
    return mark_of(letter.subject, letter.html, letter.text)


def inert(html: str) -> str:
    """HTML in which no word is carried out as a template: letters quote what strangers wrote."""
    parts = _STYLE.split(html)
    parts[::2] = [_TAG.sub("&#123;", part) for part in parts[::2]]
    parts[1::2] = map(inert_text, parts[1::2])
    return "".join(parts)


def inert_text(text: str) -> str:
    """The same for plain text and style sheets: `{{` becomes `{ {`."""
    return _TAG.sub("{ ", text)


def with_end(html: str, end: str) -> str:
    """HTML with something at the end of its body."""
    last = [*_END.finditer(html)][-1:]
    return f"{html[: last[0].start()]}{end}{html[last[0].start() :]}" if last else f"{html}{end}"
