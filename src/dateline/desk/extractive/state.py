"""The state of a story: what its items say, which of it still holds, and how much each fact matters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.core.citations import cited
from dateline.core.cues import Cues, cues
from dateline.core.model import Item, Version
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import fold
from dateline.core.text.mentions import roots
from dateline.desk.draft import Assignment
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.ranking import centrality, scores
from dateline.desk.extractive.reading import facts
from dateline.desk.extractive.superseding import Superseded, superseded
from dateline.desk.extractive.weights import Weights
from dateline.desk.statements import quotation

RETOLD = 0.6
"""From this overlap on, a sentence that cites an item tells a fact of it in other words."""
MOST_READ = 500
"""How many items are read, besides those that the last version cites."""
REPLACES, CORRECTS = 1.2, 2.0
"""How much more a fact matters that replaces another, and one that sets an outlet's report right."""


@dataclass(frozen=True, eq=False)
class StoryState:
    """What a story's items say on the day of a version."""

    today: str
    """The day of the version."""
    facts: tuple[Fact, ...]
    """Every fact, by the key of its item and in the order of the text."""
    last: AnalysedVersion | None
    """The last version; None for a first one."""
    phrases: Cues
    """What the writer says, in the language of the publication."""

    @cached_property
    def weights(self) -> Weights:
        """How telling the story's words are."""
        return Weights(self.facts)

    @cached_property
    def gone(self) -> Mapping[Fact, Superseded]:
        """The facts that no longer hold, and why."""
        return superseded(self.facts, self.weights, self.today)

    @cached_property
    def holding(self) -> tuple[Fact, ...]:
        """The facts that hold."""
        return tuple(one for one in self.facts if one not in self.gone)

    @cached_property
    def central(self) -> Mapping[Fact, float]:
        """How central to the story each fact is that holds."""
        return centrality(self.holding, self.weights)

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Fact]]:
        """Key → the facts of an item, also under the keys of its copies."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for item in (fact.item, *fact.cluster.copies):
                found.setdefault(item.key, []).append(fact)
        return found

    @cached_property
    def _by_words(self) -> Mapping[str, Fact]:
        """Folded words → the first fact that holds and has them."""
        return {fold(fact.words): fact for fact in sorted(self.holding, key=lambda one: one.time, reverse=True)}

    def free(self, taken: Iterable[Fact]) -> list[Fact]:
        """The facts that hold and may be told: of several with the same words the first, unless one of them is told.

        Args:
            taken: facts that are told elsewhere.
        """
        left = {**self._by_words}
        for fact in taken:
            left.pop(fold(fact.words), None)
        chosen = frozenset(left.values())
        return [one for one in self.holding if one in chosen]

    @cached_property
    def score(self) -> Mapping[Fact, float]:
        """How much each fact that holds matters."""
        plain = scores(self.central, self.today, self.said)
        return {fact: score * self._turns.get(fact, 1.0) for fact, score in plain.items()}

    @cached_property
    def replaced(self) -> Mapping[Fact, Sequence[Superseded]]:
        """Fact → what it replaces."""
        found: dict[Fact, list[Superseded]] = {}
        for change in self.gone.values():
            if change.by is not change.fact:
                found.setdefault(change.by, []).append(change)
        return found

    @cached_property
    def _turns(self) -> Mapping[Fact, float]:
        """The facts that replace others, and how much more they matter for that."""
        kinds = {fact: changes[-1].kind for fact, changes in self.replaced.items()}
        return {fact: CORRECTS if kind == "correction" else REPLACES for fact, kind in kinds.items()}

    @cached_property
    def retold(self) -> frozenset[Fact]:
        """The facts that an editor or a model has told in other words in the last version, which cites them there."""
        sentences = self.last.sentences if self.last else ()
        found = set()
        for sentence in sentences:
            words = roots(sentence.text)
            for fact in (fact for key in cited(sentence.text) for fact in self.by_key.get(key, ())):
                if quotation(fact.statement) not in sentence.text and self.weights.overlap(fact.roots, words) >= RETOLD:
                    found.add(fact)
        return frozenset(found)

    @cached_property
    def said(self) -> Mapping[Fact, str]:
        """The facts that the last version's What and Narrative quote, each with the line that quotes it."""
        return {fact: line for line, facts in self.quoting.items() for fact in facts}

    @cached_property
    def quoting(self) -> Mapping[str, tuple[Fact, ...]]:
        """Each line of the last version's What and Narrative, with the facts that it quotes; none in an editor's or a model's."""
        places = self.last.by_place if self.last else {}
        lines = (line.text for at in places if at.startswith(("what", "narrative")) for line in places[at])
        return {
            line: tuple(fact for key in cited(line) for fact in self.by_key.get(key, ()) if quotation(fact.statement) in line)
            for line in lines
        }


def state_of(assignment: Assignment, language: str) -> StoryState:
    """What the items of an assignment say, to be told in a language."""
    last = assignment.dossier.latest
    return StoryState(
        assignment.published[:10],
        facts(_read((*assignment.known, *assignment.items), last), _further(last, assignment.texts)),
        assignment.story.latest,
        cues(language),
    )


def _read(items: Sequence[Item], last: Version | None) -> Sequence[Item]:
    """The newest items with their origins, and those that the last version cites: each fact is compared with every other."""
    if len(items) <= MOST_READ:
        return items
    newest = sorted(items, key=lambda one: (one.collected, one.key, repr(one)))[-MOST_READ:]
    kept = {key for item in newest for key in (item.key, item.copy_of)}
    kept |= {source.key for source in last.sources} if last else set()
    return [one for one in items if one.key in kept]


def _further(last: Version | None, texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Key → the texts of an item beside its feed's: what the last version quoted of it, and its page if it was read."""
    found: dict[str, tuple[str, ...]] = {source.key: source.quotes for source in last.sources} if last else {}
    for key, text in texts.items():
        found[key] = (*found.get(key, ()), text)
    return found
