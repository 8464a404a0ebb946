"""The record of a story: which facts stand in place of others, and which of them a text of the last version tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.core.citations import cited
from dateline.core.cues import Cues
from dateline.core.model import Version
from dateline.core.text.mentions import roots
from dateline.desk.extractive.days import Day
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.measures import is_named_old, measured
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.superseding import Superseded
from dateline.desk.extractive.weights import Weights

LEAST_SHARED = 2
"""The fewest words that two facts about one matter share."""
SAME_WORDS = 0.8
"""From this overlap of their words on, two sentences say the same."""


@dataclass(frozen=True, eq=False)
class StoryRecord:
    """What a story's items say, for questions about single facts."""

    state: StoryState
    """The state of the story."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What its items say."""
        return self.state.facts

    @property
    def gone(self) -> Mapping[Fact, Superseded]:
        """What no longer holds."""
        return self.state.gone

    @property
    def weights(self) -> Weights:
        """How telling its words are."""
        return self.state.weights

    @property
    def today(self) -> str:
        """The day of the version."""
        return self.state.today

    @property
    def last(self) -> Version | None:
        """The last version."""
        return self.state.last.version if self.state.last else None

    @property
    def say(self) -> Cues:
        """What the writer says."""
        return self.state.phrases

    @property
    def by_key(self) -> Mapping[str, Sequence[Fact]]:
        """Key → the facts of an item, also under the keys of its copies."""
        return self.state.by_key

    @cached_property
    def replacing(self) -> frozenset[Fact]:
        """The facts with a value or a decision that replaces an earlier one."""
        return frozenset(one.by for one in self.state.gone.values() if one.kind in ("value", "named", "reversal"))

    @cached_property
    def given_up(self) -> Mapping[Fact, tuple[str, ...]]:
        """The facts that name days as ones that no longer hold, such as "will not open on 10 May", with these days."""
        named = {
            fact: tuple(one.value.value for one in measured(fact) if isinstance(one.value, Day) and is_named_old(one))
            for fact in self.state.facts
            if fact.deadlines and fact.is_report
        }
        return {fact: values for fact, values in named.items() if values}

    @cached_property
    def denials(self) -> tuple[Fact, ...]:
        """The facts that deny something about a day to come."""
        return tuple(fact for fact in self.state.facts if fact.deadlines and fact.finds("denial"))

    def is_telling(self, words: frozenset[str]) -> bool:
        """Whether one of some words is in fewer than half of the story's items."""
        most = len(self.state.weights.items) / 2
        return any(sum(word in item for item in self.state.weights.items.values()) < most for word in sorted(words))

    def holds(self, fact: Fact) -> bool:
        """Whether nothing later replaces a fact."""
        return fact not in self.state.gone

    def is_retracted(self, fact: Fact) -> bool:
        """Whether a correction took a fact back: it never was so; what the corrected report says again still holds."""
        if fact not in self.state.gone or self.state.gone[fact].kind != "correction":
            return False
        again = (one for one in self.by_key[self.state.gone[fact].by.item.key] if one.item is not fact.item and self.holds(one))
        return not any(
            self.state.weights.overlap(one.roots, fact.roots) >= SAME_WORDS
            and all(any(a.agrees(b) for b in one.figures) for a in fact.figures)
            for one in again
        )

    def latest(self, fact: Fact) -> Fact:
        """The fact that holds now in place of one that does not."""
        seen = {fact}
        while (replaced := self.state.gone.get(fact)) and replaced.by not in seen:
            fact = replaced.by
            seen.add(fact)
        return fact

    def quoted(self, text: str) -> tuple[Fact, ...]:
        """The facts that a text quotes word for word."""
        return tuple(fact for key in dict.fromkeys(cited(text)) for fact in self.by_key.get(key, ()) if fact.words in text)

    def told(self, text: str) -> tuple[Fact, ...]:
        """The facts that a text tells: those that it quotes; of an item whose title it quotes, the one nearest to the title."""
        if found := self.quoted(text):
            return found
        said = roots(text)
        near = (max(facts, key=lambda one: len(one.roots & said)) for facts in self._cited(text))
        return tuple(fact for fact in near if len(fact.roots & said) >= LEAST_SHARED)

    def _cited(self, text: str) -> list[Sequence[Fact]]:
        return [self.by_key[key] for key in dict.fromkeys(cited(text)) if key in self.by_key]

    def overlap(self, a: Fact, b: Fact) -> float:
        """How much two facts are about one matter, 0 to 1; 0 if they share too few words."""
        return self.state.weights.overlap(a.topic, b.topic) if len(a.topic & b.topic) >= LEAST_SHARED else 0.0
