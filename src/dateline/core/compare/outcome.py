"""What became of each thing that a version says: the values that a comparison is made of."""

from dataclasses import dataclass
from typing import Literal

from dateline.core.compare.redline import Word, words
from dateline.core.model import Event
from dateline.core.sentences import AnalysedText, Sentence
from dateline.core.text import Figure

ChangeKind = Literal["added", "removed", "changed", "kept", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one sentence."""

    kind: ChangeKind
    """`moved`: the same words in another place; `changed`: reworded."""
    was: Sentence | None
    """The sentence in the earlier version; None where it was added."""
    now: Sentence | None
    """The sentence in the later version; None where it was removed."""

    @property
    def section(self) -> str:
        """The section's key in the file; for a removed sentence, where it stood."""
        return self._stands.section

    @property
    def at(self) -> str:
        """The path in the later version, such as `narrative[1]`; for a removed sentence, the path in the earlier one."""
        return self._stands.at

    @property
    def was_at(self) -> str:
        """The path in the earlier version; empty where it was added."""
        return self.was.at if self.was else ""

    @property
    def before(self) -> str:
        """The words in the earlier version; empty where it was added."""
        return self.was.text if self.was else ""

    @property
    def after(self) -> str:
        """The words in the later version; empty where it was removed."""
        return self.now.text if self.now else ""

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the two sentences, aligned."""
        return words(*(side.said if side else AnalysedText("") for side in (self.was, self.now)))

    @property
    def _stands(self) -> Sentence:
        stands = self.now or self.was
        assert stands

        return stands


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that stands in another's place in a reworded sentence."""

    before: Figure
    """The earlier figure."""
    after: Figure
    """The later one, of the same unit where there is one."""
    at: str
    """The path in the later version."""


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """What became of one open question."""

    id: str
    """The question's id."""
    kind: Literal["opened", "reopened", "kept", "changed", "answered", "merged", "dropped", "vanished"]
    """`changed`: asked in other words; `vanished`: gone, and no closed question says why."""
    before: str
    """The question as it was asked; empty where it is new."""
    after: str
    """The question as it is asked, or what was said when it was closed."""


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """What became of one voice."""

    id: str
    """The voice's id."""
    voice: str
    """The name."""
    kind: Literal["new", "kept", "moved", "departed", "vanished"]
    """`moved`: its view is told in other words; `vanished`: gone, and no departed voice says why."""
    before: str
    """Its view as it was told; empty where it is new."""
    after: str
    """Its view as it is told, or why it departed."""


@dataclass(frozen=True, slots=True)
class EventChange:
    """What became of one event of the timeline."""

    kind: Literal["added", "removed", "kept", "changed", "redated"]
    """`redated`: its date changed, whether or not its words did."""
    before: Event | None
    """The event as it was told; None where it was added."""
    after: Event | None
    """The event as it is told; None where it was removed."""


@dataclass(frozen=True, slots=True)
class TensionChange:
    """What became of one tension."""

    id: str
    """The tension's id."""
    kind: Literal["added", "removed", "kept", "changed"]
    """What became of it."""
    before: str
    """Its text as it was; empty where it was added."""
    after: str
    """Its text as it is; empty where it was removed."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source that only one of the versions cites."""

    key: str
    """The source's key."""
    title: str
    """The source's title."""
    kind: Literal["added", "removed"]
    """Whether the later version cites it."""


Told = Change | QuestionChange | VoiceChange | EventChange | TensionChange


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed from one version to another."""

    from_version: int
    """The earlier version's number."""
    to_version: int
    """The later version's number."""
    changes: tuple[Change, ...]
    """Every sentence of both versions, once, in the order of the later one; a removed one after those it followed."""
    figures: tuple[FigureChange, ...]
    """Figures that changed within reworded sentences."""
    questions: tuple[QuestionChange, ...]
    """Every question that is or was open."""
    voices: tuple[VoiceChange, ...]
    """Every voice that is or was heard."""
    events: tuple[EventChange, ...]
    """Every event of either timeline."""
    tensions: tuple[TensionChange, ...]
    """Every tension of either version."""
    sources: tuple[SourceChange, ...]
    """The sources that came and went."""

    @property
    def churn(self) -> float:
        """The share of the later version's sentences that are new or reworded: 0 nothing, 1 all of them."""
        standing = [change for change in self.changes if change.after]
        return sum(change.kind in ("added", "changed") for change in standing) / len(standing) if standing else 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        told: tuple[Told, ...] = (*self.changes, *self.questions, *self.voices, *self.events, *self.tensions)
        return not self.sources and all(one.kind == "kept" for one in told)


@dataclass(frozen=True, slots=True)
class Blame:
    """Since when a sentence stands."""

    at: str
    """Its path in the last version."""
    sentence: str
    """The sentence."""
    since: int
    """The version in which it first stood, in these words or others."""
    worded: int
    """The version in which it got the words it has."""
