"""The values of a comparison: what happened to each part of a version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dateline.core.compare.redline import Word, kept_share, marked, words
from dateline.core.compare.typography import is_same
from dateline.core.model import Event, Foresight, KeyFigure
from dateline.core.sentences import AnalysedText, Sentence

SETTLED = ("happened", "settled", "moved")
"""What may become of an event that was ahead."""
LEAST_KEPT = 0.5
"""If less than this share of the characters of two wordings is kept, marks on single words are hard to read."""
FIRST_WORDS = 6
"""How many words of a sentence are enough to tell which one is meant."""
ChangeKind = Literal["added", "removed", "changed", "kept", "moved"]


class Change(NamedTuple):
    """What happened to one sentence."""

    kind: ChangeKind
    """`moved` if the same words are in another place; `changed` if it was reworded."""
    was: Sentence | None
    """The sentence in the earlier version; None if it was added."""
    now: Sentence | None
    """The sentence in the later version; None if it was removed."""
    split: tuple[Sentence, ...] = ()
    """The other parts in the later version, if the earlier sentence was split."""
    merged: tuple[Sentence, ...] = ()
    """The other earlier sentences, if several were merged into the later one; each has a change of its own."""
    is_repeated: bool = False
    """Whether the change before this one has the same later sentence: it was merged from several."""
    is_first: bool = True
    """Whether no part before this one has the same earlier sentence: it was split into several."""

    @property
    def section(self) -> str:
        """The section's key in the file; for a removed sentence, the section it was in."""
        return self._stands.section

    @property
    def group(self) -> str:
        """Where a rewording of the sentence is looked for; see `Sentence`."""
        return self._stands.group

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
    def marked(self) -> tuple[Word, ...]:
        """The words of the later sentence: those that an earlier one has, and new ones."""
        sources = (one.said for one in (self.was, *self.merged) if one)
        return marked(tuple(sources), self.now.said if self.now else AnalysedText(""))

    @property
    def is_divided(self) -> bool:
        """Whether it is one of several parts: of a sentence that was split, or of one that several were merged into."""
        return bool(self.split or self.merged)

    @property
    def is_cited_anew(self) -> bool:
        """Whether its words stay, and only the sources that it cites are others."""
        was, now = (one.said.plain if one else "" for one in (self.was, self.now))
        return self.kind == "changed" and not self.is_divided and is_same(was, now)

    @property
    def is_reworded(self) -> bool:
        """Whether it continues a sentence in other words."""
        return self.kind == "changed" and not self.is_cited_anew

    @property
    def is_fresh(self) -> bool:
        """Whether it counts as new: it continues no sentence, or one in other words; if it was merged from several, only once."""
        return (self.kind == "added" or self.is_reworded) and not self.is_repeated

    @property
    def is_whole(self) -> bool:
        """Whether to show both wordings whole, one after the other: they share too little to mark single words."""
        return self.kind == "changed" and (self.is_divided or kept_share(self.words) < LEAST_KEPT)

    def origin(self, show: Callable[[str], str] = str) -> str:
        """What an earlier wording is to the later one, in words; a part names the others, written by `show`."""
        if self.split:
            return f"was one sentence with {' and '.join(f'“{show(one)}”' for one in self.others)}"
        if self.merged:
            return "and from" if self.is_repeated else "merged from"
        return "was"

    @property
    def others(self) -> tuple[str, ...]:
        """The beginnings of the other parts, if the earlier sentence was split."""
        return tuple(map(_shortened, self.split))

    @property
    def _stands(self) -> Sentence:
        stands = self.now or self.was
        assert stands

        return stands


def _shortened(sentence: Sentence) -> str:
    """The first words of a sentence, without citations."""
    words = sentence.said.plain.split()
    return " ".join(words[:FIRST_WORDS]) + " …" * (len(words) > FIRST_WORDS)


class FigureChange(NamedTuple):
    """A figure, date or span of time that replaces another of the same measure, or that was dropped."""

    before: str
    """The earlier one, as it was written, with what it counts."""
    after: str
    """The later one, as it is written; empty if it was dropped."""
    at: str
    """The path in the later version; if it was dropped, the path in the earlier one."""
    has_same_unit: bool = False
    """Whether both are numbers with the same unit, in sentences of which one is the other reworded."""
    number: str = ""
    """The earlier one without what it counts."""
    is_followed: bool = True
    """Whether it is clear that one follows the other: their sentences are one, reworded, or they have the same measure and unit
    and are about the same question, voice or tension."""


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
    """`changed` if it is asked in other words or due at another date; `vanished` if it is gone and no closed question explains
    it."""
    before: str
    """The question in the earlier version; empty if it is new."""
    after: str
    """The question in the later version, or the text of the closed question."""
    due: tuple[str, str] = ("", "")
    """When it should be known, as the earlier and the later version say; empty where a version does not say it."""
    verdict: Foresight | None = None
    """How far what was foreseen came, if the later version closes the question and says it."""

    @property
    def is_due_anew(self) -> bool:
        """Whether it is open and has another date than before."""
        return self.kind in ("opened", "reopened", "changed") and self.due[0] != self.due[1]


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

    kind: Literal["added", "removed", "kept", "changed", "redated", "happened", "settled", "moved", "merged"]
    """`redated` if its date changed, whether or not its words did; `merged` if its words went into another; of an event that
    was ahead: `happened` if it no longer is, `settled` if it no longer is and has an earlier date, as one that was called off,
    `moved` if it is ahead at another date."""
    before: Event | None
    """The event in the earlier version; None if it was added."""
    after: Event | None
    """The event in the later version; None if it was removed; the entry that has its words, if it was merged."""


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
