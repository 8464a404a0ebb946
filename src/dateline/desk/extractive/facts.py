"""Facts: the sentences of a story's items, with what their words tell."""

from dataclasses import dataclass
from functools import cached_property

from dateline.core.cues import CueGroup, Cues
from dateline.core.model import Item
from dateline.core.origins import Cluster
from dateline.core.text import Figure, figures, names, quotations, significant_words
from dateline.core.text.mentions import roots
from dateline.desk.extractive.days import Day, days
from dateline.desk.statements import LEAST_WORDS, Statement

MILLION = 1_000_000
OPENING_MARKS = "\"“„«‘'"


@dataclass(frozen=True, eq=False)
class Fact:
    """A sentence of an origin, or its headline if it has no sentence."""

    statement: Statement
    """The sentence, in the item that said it first."""
    cluster: Cluster
    """The item and its copies."""
    place: int
    """Its place in the item: 0 for the first sentence."""
    cues: Cues
    """The table of the item's language."""
    before: "Fact | None" = None
    """The sentence before it, if it cannot be understood without that one."""

    @cached_property
    def item(self) -> Item:
        """The item that says it."""
        return self.cluster.origin

    @cached_property
    def feeds(self) -> frozenset[str]:
        """The feeds that have its words."""
        return frozenset(one.feed for one in (self.item, *self.cluster.copies))

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the items that have its words."""
        return frozenset(one.key for one in (self.item, *self.cluster.copies))

    @cached_property
    def day(self) -> str:
        """The day on which it was published, as precise as is known; empty if it is not known."""
        return self.item.day

    @cached_property
    def time(self) -> tuple[str, str, int]:
        """When it was published, for sorting; facts of one item stay in the order of its text."""
        return self.item.published or self.item.collected, self.item.key, self.place

    @cached_property
    def words(self) -> str:
        """The words, verbatim."""
        return self.statement.words

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of its significant words."""
        return roots(self.words)

    @cached_property
    def told(self) -> frozenset[str]:
        """The roots of its words and of the sentences that it leans on."""
        return self.roots | (self.before.told if self.before else frozenset())

    @cached_property
    def topic(self) -> frozenset[str]:
        """The roots of what it tells and of its item's title."""
        return self.told | roots(self.item.title)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures."""
        return figures(self.words)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days that it names."""
        return days(self.words, self.day, self.cues)

    @cached_property
    def deadlines(self) -> tuple[Day, ...]:
        """The days that it names and that were still to come when it was published."""
        return tuple(one for one in self.days if one.value > self.day[: len(one.value)])

    def finds(self, group: CueGroup) -> bool:
        """Whether it has a cue of a group."""
        if group not in self._found:
            self._found[group] = self.cues.finds(group, self.words)
        return self._found[group]

    @cached_property
    def _found(self) -> dict[CueGroup, bool]:
        """What was looked for already."""
        return {}

    @cached_property
    def is_report(self) -> bool:
        """Whether it reports: it is neither of an opinion piece nor of a live ticker."""
        title = self.item.title
        return not (self.cues.finds("opinion", title) or self.cues.finds("live", title))

    @cached_property
    def is_speech(self) -> bool:
        """Whether it opens with what somebody says word for word, or most of it is that."""
        return self.words[0] in OPENING_MARKS or sum(map(len, quotations(self.words))) * 2 > len(self.words)

    @cached_property
    def says_enough(self) -> bool:
        """Whether it can stand alone and says something."""
        return self.before is None and self.is_telling

    def is_bare(self, figure: Figure) -> bool:
        """Whether an amount has neither a currency nor anything that it counts: "15 million in advance"."""
        after = self.words[figure.end :].split(maxsplit=1)[:1]
        return figure.unit == "plain" and figure.value >= MILLION and not any(map(significant_words, after))

    @cached_property
    def _undated(self) -> str:
        """The words without the days: "It told us on Friday" says little."""
        words = self.words
        for day in self.days:
            words = f"{words[: day.start]}{' ' * (day.end - day.start)}{words[day.end :]}"
        return words

    @cached_property
    def is_telling(self) -> bool:
        """Whether it has enough words that mean something, besides names."""
        if any(map(self.is_bare, self.figures)):
            return False
        words = frozenset(significant_words(self._undated))
        named = frozenset(word for name in names(self.words) for word in significant_words(name))
        return len(words) + bool(self.days) >= LEAST_WORDS and len(words - named) + bool(self.figures or self.days) > 1
