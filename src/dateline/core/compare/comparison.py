"""Everything that changed from one version to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import contains

from dateline.core.compare.figures import figure_changes
from dateline.core.compare.outcome import (
    SETTLED,
    Change,
    EventChange,
    FigureChange,
    KeyFigureChange,
    QuestionChange,
    SourceChange,
    TensionChange,
    VoiceChange,
)
from dateline.core.model import Correction

LEAST_LIKENESS = 0.25
"""A version of which a smaller share continues the earlier one is written anew: readers find hardly anything that they know."""
LEAST_SENTENCES = 4
"""A version with fewer sentences is too short to say that."""

PartChange = Change | KeyFigureChange | QuestionChange | VoiceChange | EventChange | TensionChange


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed from one version to another."""

    from_version: int
    """The earlier version's number."""
    to_version: int
    """The later version's number."""
    changes: tuple[Change, ...]
    """Every sentence of both versions, in the order of the later one; removed ones after the sentence they followed."""
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
    corrections: tuple[Correction, ...] = ()
    """The corrections that the later version has and the earlier one did not."""

    @property
    def figures(self) -> tuple[FigureChange, ...]:
        """Figures and dates that changed or were dropped, by place."""
        return figure_changes(self.changes, self.events)

    @property
    def other_figures(self) -> tuple[tuple[str, str], ...]:
        """Earlier and later words of `figures`, each once; key figures and what was ahead have lists of their own."""
        return self.pairs_of(self.figures)

    def pairs_of(self, figures: Iterable[FigureChange]) -> tuple[tuple[str, str], ...]:
        """The same for some of the figures, which take long to be found."""
        known = [one.values for one in self.key_figures if one.kind != "kept"]
        known += [(one.before.date, one.after.date) for one in self.events if one.before and one.after and one.kind in SETTLED]
        pairs = dict.fromkeys((one.before, one.after) for one in figures)
        return tuple(pair for pair in pairs if not any(all(map(contains, words, pair)) for words in known))

    @property
    def sentences(self) -> int:
        """How many sentences the later version has."""
        return sum(bool(one.now) and not one.is_repeated for one in self.changes)

    @property
    def continuing(self) -> int:
        """How many of them continue sentences of the earlier version, in the same or in other words."""
        return sum(bool(one.was and one.now) and not one.is_repeated for one in self.changes)

    @property
    def fresh(self) -> int:
        """How many of them are new or reworded."""
        return sum(one.is_fresh for one in self.changes)

    @property
    def gone(self) -> int:
        """How many sentences of the earlier version no sentence continues."""
        return sum(one.kind == "removed" for one in self.changes)

    @property
    def churn(self) -> float:
        """The share of the later version's sentences that are new or reworded: from 0, none of them, to 1, all of them."""
        return self.fresh / self.sentences if self.sentences else 0.0

    @property
    def likeness(self) -> float:
        """The share of the sentences of both versions that are in both, in the same or in other words: from 0 to 1."""
        both = sum(bool(one.was and one.now) for one in self.changes)
        return 2 * both / (len(self.changes) + both) if self.changes else 1.0

    @property
    def is_rewritten(self) -> bool:
        """Whether the later version was written anew, so that hardly a sentence continues the earlier one."""
        earlier = sum(bool(one.was) for one in self.changes)
        return self.likeness < LEAST_LIKENESS and min(earlier, self.sentences) >= LEAST_SENTENCES

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
        return not self.sources and not self.corrections and all(one.kind == "kept" for one in told)
