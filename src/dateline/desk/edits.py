"""The form of a writer's answer: edits to the last version, never a page. It has only lists, to keep the schema simple."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from dateline.core.model import Line, Reason, Sentences, Strict

EditableSection = Literal["what", "why_it_matters", "narrative", "perspectives", "tensions", "timeline"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that carries a new citation."""

    __pydantic_config__: ClassVar = Strict
    key: Line
    """The key of the item."""
    number: int
    """The number of the sentence in that item; 0: its title."""
    words: Reason
    """The first three to six words of that sentence, unchanged."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A claim that changes."""

    __pydantic_config__: ClassVar = Strict
    number: int
    """The claim's number in the ledger."""
    text: Reason
    """The whole sentence as it should be, with its citations."""
    date: Line
    """For an event of the timeline its date; for any other claim empty. An event that is ahead stays ahead."""
    why: Reason
    """What the new items say that the claim did not."""
    quotes: tuple[Quote, ...]
    """One for each key that the claim did not cite before."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that is removed."""

    __pydantic_config__: ClassVar = Strict
    number: int
    """The claim's number in the ledger."""
    why: Reason
    """Why it is removed."""


@dataclass(frozen=True, slots=True)
class Added:
    """A claim that is new."""

    __pydantic_config__: ClassVar = Strict
    section: EditableSection
    """Where it goes."""
    at: Line
    """narrative: the paragraph's number, or a number beyond the last for a new paragraph; perspectives and tensions: the id;
    timeline: the event's date, as precise as it is known (2026, 2026-04 or 2026-04-14); what and why_it_matters: empty."""
    after: int
    """The number of the claim that it follows at that place; 0: it opens the place. In the timeline 0."""
    text: Reason
    """One sentence, with its citations."""
    quotes: tuple[Quote, ...]
    """One for each key that it cites."""


@dataclass(frozen=True, slots=True)
class Announced:
    """An event that is announced for a day after this version."""

    __pydantic_config__: ClassVar = Strict
    date: Line
    """The day, as precise as it is known (2026, 2026-04 or 2026-04-14)."""
    text: Reason
    """What is to happen: one sentence, with its citations."""
    quotes: tuple[Quote, ...]
    """One for each key that it cites."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of an event that was ahead."""

    __pydantic_config__: ClassVar = Strict
    number: int
    """The claim's number in the ledger."""
    outcome: Literal["happened", "moved", "called-off"]
    """moved: it is still ahead, at another date."""
    date: Line
    """happened: the day when it did; moved: the new date; called-off: the day when that was decided."""
    text: Reason
    """The whole sentence as it should be, with its citations."""
    quotes: tuple[Quote, ...]
    """One for each key that the claim did not cite before."""


@dataclass(frozen=True, slots=True)
class FigureFate:
    """What becomes of a figure that the story follows."""

    __pydantic_config__: ClassVar = Strict
    id: Line
    """The figure's id."""
    outcome: Literal["kept", "changed", "dropped"]
    """Whether it stays, has another value, or is not followed any more."""
    value: Line
    """changed: the new value with its unit, as an item has it; else empty."""
    sources: tuple[Line, ...]
    """changed: the keys of the items that have the new value, which the text cites too; else empty."""
    why: Reason
    """dropped: why, which `changes` says too; else empty."""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure or date that the story turns on, to be followed from version to version."""

    __pydantic_config__: ClassVar = Strict
    label: Line
    """What it measures, in a word or two."""
    value: Line
    """The figure with its unit, or the date, as an item has it."""
    sources: tuple[Line, ...]
    """The keys of the items that have it, which the text cites too."""


@dataclass(frozen=True, slots=True)
class QuestionFate:
    """What becomes of an open question."""

    __pydantic_config__: ClassVar = Strict
    id: Line
    """The question's id."""
    outcome: Literal["open", "answered", "merged", "dropped"]
    """What becomes of it."""
    text: Reason
    """open: the question, or empty if its words stay; else the answer, the question it is merged into, or why it is dropped."""
    quotes: tuple[Quote, ...]
    """One for each key that the text cites and the question did not."""
    due: Line
    """open: a new date by which the answer should be known, as an item that the question cites says; else empty."""
    verdict: Literal["", "held", "partly", "failed"]
    """answered: how far what was foreseen came, if something was and the items show it; else empty."""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that opens."""

    __pydantic_config__: ClassVar = Strict
    text: Reason
    """The question."""
    quotes: tuple[Quote, ...]
    """One for each key that it cites."""
    due: Line
    """The date by which the answer should be known, as an item that the question cites says; else empty."""


@dataclass(frozen=True, slots=True)
class VoiceFate:
    """What becomes of a voice. The sentences of its view are claims of the ledger."""

    __pydantic_config__: ClassVar = Strict
    id: Line
    """The voice's id."""
    outcome: Literal["kept", "departed"]
    """Whether it is still heard. A voice is not dropped for having said nothing new."""
    text: Reason
    """kept: how its position moved since the last version, or that it did not; departed: why."""
    quotes: tuple[Quote, ...]
    """One for each key that the text cites and the voice did not."""


@dataclass(frozen=True, slots=True)
class NewVoice:
    """A voice that is heard for the first time."""

    __pydantic_config__: ClassVar = Strict
    name: Line
    """The name, as an item has it."""
    role: Line
    """An office or a handle, as an item has it; else empty."""
    view: Sentences
    """What it holds, with citations."""
    evolution: Sentences
    """That it is new, or what it was known to hold before."""
    quotes: tuple[Quote, ...]
    """One for each key that the view cites."""


@dataclass(frozen=True, slots=True)
class NewSide:
    """One side of a tension."""

    __pydantic_config__: ClassVar = Strict
    who: Line
    """The id of a voice of the last version, or the name of a person, a body or an outlet, as an item has it."""
    text: Sentences
    """What this side says, with citations."""
    quotes: tuple[Quote, ...]
    """One for each key that it cites."""


@dataclass(frozen=True, slots=True)
class NewTension:
    """Two claims that do not go together."""

    __pydantic_config__: ClassVar = Strict
    title: Line
    """A few words for what the dispute is about, or empty."""
    text: Sentences
    """What the dispute is about, with citations; without sides, both sides."""
    sides: tuple[NewSide, ...]
    """None, or two or more."""
    quotes: tuple[Quote, ...]
    """One for each key that the text cites."""


@dataclass(frozen=True, slots=True)
class Tightened:
    """A tension of the last version that gets a title or further sides. The sentences that it has are claims of the ledger."""

    __pydantic_config__: ClassVar = Strict
    id: Line
    """The tension's id."""
    title: Line
    """The title, or empty if it stays."""
    sides: tuple[NewSide, ...]
    """Further sides."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an earlier version said wrongly."""

    __pydantic_config__: ClassVar = Strict
    of: int
    """The number of the version that was wrong."""
    was: Reason
    """The words of that version, unchanged and without citations."""
    now: Reason
    """What is right."""
    why: Reason
    """How the mistake came about."""


@dataclass(frozen=True, slots=True)
class Edits:
    """The next version as edits to the last one."""

    __pydantic_config__: ClassVar = Strict
    kept: tuple[int, ...]
    """The numbers of the claims that stay as they are."""
    changed: tuple[Reworded, ...]
    """The claims that change."""
    dropped: tuple[Dropped, ...]
    """The claims that are removed."""
    settled: tuple[Settled, ...]
    """What came of events that were ahead. Each number of the ledger is in exactly one of these four lists."""
    added: tuple[Added, ...]
    """New claims."""
    announced: tuple[Announced, ...]
    """New events that are ahead."""
    figures: tuple[FigureFate, ...]
    """Each figure of the last version, once."""
    new_figures: tuple[NewFigure, ...]
    """Figures that the story follows from now on; few."""
    questions: tuple[QuestionFate, ...]
    """Each open question of the last version, once."""
    new_questions: tuple[NewQuestion, ...]
    """Questions that open."""
    voices: tuple[VoiceFate, ...]
    """Each voice of the last version, once."""
    new_voices: tuple[NewVoice, ...]
    """Voices that are heard for the first time."""
    new_tensions: tuple[NewTension, ...]
    """Tensions that are new."""
    tensions: tuple[Tightened, ...]
    """Tensions of the last version that get a title or further sides."""
    corrections: tuple[Corrected, ...]
    """What earlier versions said wrongly."""
    title: Line
    """A new title, if the old one is not true any more or the story's headline follows the news; else empty."""
    changes: Sentences
    """One paragraph for readers: what moved since the last version."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing of substance changes: what a kept voice is said to have done alone is nothing."""
        moved = (self.changed, self.dropped, self.settled, self.added, self.announced, self.corrections)
        new = (self.new_figures, self.new_questions, self.new_voices, self.new_tensions, self.tensions)
        closed = any(one.outcome != "open" or one.text or one.due for one in self.questions)
        departed = any(one.outcome == "departed" for one in self.voices)
        figured = any(one.outcome != "kept" for one in self.figures)
        return not (any(moved) or any(new) or closed or departed or figured or self.title)
