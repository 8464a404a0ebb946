"""The values of a comparison: what happened to each part of a version."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from dateline.core.compare.redline import Word, words
from dateline.core.model import Event, KeyFigure
from dateline.core.sentences import AnalysedText, Sentence
from dateline.core.text import Figure

SETTLED = ("happened", "settled", "moved")
"""What may become of an event that was ahead."""
ChangeKind = Literal["added", "removed", "changed", "kept", "moved"]


class Change(NamedTuple):
    """What happened to one sentence."""

    kind: ChangeKind
    """`moved` if the same words are in another place; `changed` if it was reworded."""
    was: Sentence | None
    """The sentence in the earlier version; None if it was added."""
    now: Sentence | None
    """The sentence in the later version; None if it was removed."""

    @property
    def section(self) -> str:
        """The section's key in the file; for a removed sentence, the section it was in."""
        return self._stands.section

    @property
    def at(self) -> str:
        """The path in the later version, such as `narrative[1]`; for a removed sentence, the path in the earlier one."""
        return self._stands.at

    @property
    def was_at(self) -> str:
        """The path in the earlier version; empty if it was added."""
        return self.was.at if self.was else ""

    @property
    def before(self) -> str:
        """The words in the earlier version; empty if it was added."""
        return self.was.text if self.was else ""

    @property
    def after(self) -> str:
        """The words in the later version; empty if it was removed."""
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
    """A figure that replaces another in a reworded sentence."""

    before: Figure
    """The earlier figure."""
    after: Figure
    """The later figure, with the same unit."""
    at: str
    """The path in the later version."""


@dataclass(frozen=True, slots=True)
class KeyFigureChange:
    """What happened to one of the figures that the story turns on."""

    id: str
    """The figure's id."""
    kind: Literal["kept", "changed", "added", "removed"]
    """`changed` if its value is another."""
    before: KeyFigure | None
    """The figure in the earlier version; None if it was added."""
    after: KeyFigure | None
    """The figure in the later version; None if it was removed."""

    @property
    def label(self) -> str:
        """What it measures, in the words of the later version that has it."""
        stands = self.after or self.before
        assert stands
        return stands.label

    @property
    def values(self) -> tuple[str, str]:
        """The earlier and the later value; empty in a version without it."""
        return self.before.value if self.before else "", self.after.value if self.after else ""

    @property
    def at(self) -> str:
        """Its place by its id, which is the same in both versions."""
        return f"figures.{self.id}"


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """What happened to one open question."""

    id: str
    """The question's id."""
    kind: Literal["opened", "reopened", "kept", "changed", "answered", "merged", "dropped", "vanished"]
    """`changed` if it is asked in other words; `vanished` if it is gone and no closed question explains it."""
    before: str
    """The question in the earlier version; empty if it is new."""
    after: str
    """The question in the later version, or the text of the closed question."""


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """What happened to one voice."""

    id: str
    """The voice's id."""
    voice: str
    """The name."""
    kind: Literal["new", "kept", "moved", "departed", "vanished"]
    """`moved` if the text of its view changed; `vanished` if it is gone and no departed voice explains it."""
    before: str
    """Its view in the earlier version; empty if it is new."""
    after: str
    """Its view in the later version, or why it departed."""


@dataclass(frozen=True, slots=True)
class EventChange:
    """What happened to one event of the timeline."""

    kind: Literal["added", "removed", "kept", "changed", "redated", "happened", "settled", "moved"]
    """`redated` if its date changed, whether or not its words did; of an event that was ahead: `happened` if it no longer is,
    `settled` if it no longer is and has an earlier date, as one that was called off, `moved` if it is ahead at another date."""
    before: Event | None
    """The event in the earlier version; None if it was added."""
    after: Event | None
    """The event in the later version; None if it was removed."""


@dataclass(frozen=True, slots=True)
class TensionChange:
    """What happened to one tension."""

    id: str
    """The tension's id."""
    kind: Literal["added", "removed", "kept", "changed"]
    """`changed` if its title, its text or a side is another."""
    before: str
    """Its text in the earlier version, without its sides; empty if it was added."""
    after: str
    """Its text in the later version, without its sides; empty if it was removed."""


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source that only one of the versions cites."""

    key: str
    """The source's key."""
    title: str
    """The source's title."""
    kind: Literal["added", "removed"]
    """Whether the later version cites it."""


PartChange = Change | KeyFigureChange | QuestionChange | VoiceChange | EventChange | TensionChange


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed from one version to another."""

    from_version: int
    """The earlier version's number."""
    to_version: int
    """The later version's number."""
    changes: tuple[Change, ...]
    """Every sentence of both versions once, in the order of the later one; removed ones after the sentence they followed."""
    figures: tuple[FigureChange, ...]
    """Figures that changed in reworded sentences."""
    key_figures: tuple[KeyFigureChange, ...]
    """Every figure that either version follows."""
    questions: tuple[QuestionChange, ...]
    """Every question that is or was open."""
    voices: tuple[VoiceChange, ...]
    """Every voice of either version."""
    events: tuple[EventChange, ...]
    """Every event of either timeline."""
    tensions: tuple[TensionChange, ...]
    """Every tension of either version."""
    sources: tuple[SourceChange, ...]
    """The sources that were added and removed."""

    @property
    def churn(self) -> float:
        """The share of the later version's sentences that are new or reworded: from 0, none of them, to 1, all of them."""
        standing = [change for change in self.changes if change.after]
        return sum(change.kind in ("added", "changed") for change in standing) / len(standing) if standing else 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        told: tuple[PartChange, ...] = (
            *self.changes,
            *self.questions,
            *self.voices,
            *self.events,
            *self.tensions,
            *self.key_figures,
        )
        return not self.sources and all(one.kind == "kept" for one in told)


@dataclass(frozen=True, slots=True)
class Blame:
    """Since when a version says a sentence."""

    at: str
    """Its path in the last version."""
    sentence: str
    """The sentence."""
    since: int
    """The first version that had it, in these words or others."""
    worded: int
    """The first version that had it in these words."""
