"""What a rule is, and what it yields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from dateline.core import layout
from dateline.core.model import LEVELS, Finding, Harm, Level

Group = Literal["shape", "record", "sources", "grounding", "judgement", "dates", "continuity", "units"]

HARM_OF: Mapping[Group, Harm] = {
    "shape": "form",
    "record": "form",
    "sources": "source",
    "grounding": "source",
    "judgement": "certainty",
    "dates": "figure",
    "continuity": "vanished",
    "units": "figure",
}
"""How most findings of a group may mislead a reader. The worst are shown first."""

_TEXT_AT_MOST = 2000
_OF_SENTENCES: frozenset[Group] = frozenset({"grounding", "judgement", "dates", "continuity", "units"})
STAYS = "It is published and cannot be changed: correct it in the next version or ledger line, or waive it with a reason."
"""What to do about a finding in something that cannot be changed any more."""


class Objection(NamedTuple):
    """What a rule yields; `Rule.findings` adds the rule's name and the file."""

    at: str
    """The path in the file, such as `narrative[1]`."""
    text: str
    """The sentence or value in question."""
    message: str
    """What is wrong."""
    hint: str
    """What to do."""
    level: Level | None = None
    """The level, if it is not the rule's own."""
    file: str = ""
    """The file, if it is not the subject's own."""
    line: int = 0
    """Counted from 1; 0 if not known."""
    column: int = 0
    """Counted from 1; 0 if not known."""


class Subject(Protocol):
    """What a rule can check."""

    @property
    def slug(self) -> str:
        """The story's slug; empty for the publication itself."""

    @property
    def number(self) -> int | None:
        """The version's number, if it is a version."""

    @property
    def file(self) -> str:
        """The file's path in the publication, with `/`."""

    def is_published(self, line: int) -> bool:
        """Whether a line is published, and so cannot be changed any more; 0 for the file as a whole."""


T = TypeVar("T", bound=Subject)


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """A rule of `check`; the docstring of its function is its documentation."""

    name: str
    level: Level
    group: Group
    check: Callable[[T], Iterator[Objection]]
    softens: bool = False
    """Whether its errors are warnings in what is published, because the rule is newer, or because no edit can fix them."""
    harm: Harm | None = None
    """How its findings may mislead a reader, if not as most of its group do."""

    def findings(self, subject: T) -> Iterator[Finding]:
        """The findings of the rule in a subject."""
        for one in _by_sentence(self.check(subject), self.level) if self.group in _OF_SENTENCES else self.check(subject):
            file = one.file or subject.file
            number = layout.version_at(file) if subject.number is None else subject.number
            level, hint = one.level or self.level, one.hint
            if level == "error" and subject.is_published(one.line) and self.softens:
                level, hint = "warning", STAYS
            place = (file, one.line, one.column)
            said = (one.at, _cut(one.text), one.message, hint)
            yield Finding(self.name, level, subject.slug, number, *said, *place, self.harm or HARM_OF[self.group])


def _by_sentence(objections: Iterator[Objection], usual: Level) -> Iterator[Objection]:
    """One objection for each sentence: several to the same one are joined, the worst first."""
    found: dict[tuple[str, str], list[Objection]] = {}
    for one in objections:
        found.setdefault((one.at, one.text), []).append(one)
    for same in found.values():
        same.sort(key=lambda one: LEVELS.index(one.level or usual))
        yield same[0]._replace(message="; ".join(dict.fromkeys(one.message for one in same)))


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_AT_MOST else text[:_TEXT_AT_MOST] + "…"
