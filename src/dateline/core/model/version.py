"""A version: a story's brief at one time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from annotated_types import Ge, Le

from dateline.core.constraints import Always, KeyedBy, OneLine, Quoted
from dateline.core.model.authorship import DESK, Review, WrittenBy
from dateline.core.model.fields import Count, Evidence, Line, Number, PartialDate, Reason, Sentences, Slug, Strict, Timestamp

SECTIONS = {
    "what": "What",
    "why_it_matters": "Why it matters",
    "open_questions": "Open questions",
    "narrative": "Narrative",
    "timeline": "Timeline",
    "perspectives": "Perspectives",
    "tensions": "Tensions",
    "sources": "Sources",
}
"""The sections of a brief, by their key in the file, in the order of the page."""
MUST_CITE = frozenset({"narrative", "timeline", "tensions", "perspectives"})
"""The sections in which each sentence must cite its source."""

FIGURES, AHEAD = "Key figures", "Ahead"
"""The names for readers of `figures` and of events that are ahead."""
TOLD_BESIDE = {"closed_questions": "Closed questions", "changes": "What changed"}
"""The prose outside the sections."""

Foresight = Literal["held", "partly", "failed"]
"""How far something came as it was foreseen."""


@dataclass(frozen=True, slots=True)
class Question:
    """An open question."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Stays the same as long as the question is open."""
    due: PartialDate | None = field(default=None, kw_only=True)
    """When the answer should be known, as a source says."""
    text: Sentences
    """The question."""


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A question of the previous version that is no longer open."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """The id it had while it was open."""
    outcome: Literal["answered", "merged", "dropped"]
    """What happened to it."""
    verdict: Foresight | None = field(default=None, kw_only=True)
    """How what was foreseen compares with what came; the text cites the source that shows it."""
    text: Sentences = ""
    """The answer, the question it was merged into, or why it was dropped."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and when."""

    __pydantic_config__: ClassVar = Strict
    date: PartialDate
    """The day when it happened, not when it was collected, as precise as is known."""
    ahead: bool = field(default=False, kw_only=True)
    """Whether it was announced for a day after this version; a later version says what came of it."""
    text: Sentences
    """What happened, or is to happen."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure or date that the story turns on, followed from version to version."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Stays the same as long as the figure is in the brief."""
    label: Line
    """What it measures, in a word or two."""
    value: Line
    """The figure with its unit, or the date."""
    sources: tuple[Slug, ...]
    """Keys of the sources that have it; the text cites them too."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A named person or body and its position."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Stays the same as long as the voice is in the brief."""
    voice: Line
    """The name."""
    role: Line | None = None
    """An office or a handle."""
    view: Sentences = ""
    """What this voice says."""
    evolution: Sentences = ""
    """How its position changed since the last version."""
    sources: tuple[Slug, ...] = ()
    """Keys of the sources it speaks in, besides those cited in the text."""


@dataclass(frozen=True, slots=True)
class DepartedVoice:
    """A voice of the previous version that is no longer in the brief."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """The id it had."""
    why: Reason
    """The reason, for readers."""


@dataclass(frozen=True, slots=True)
class TensionSide:
    """One side of a tension."""

    __pydantic_config__: ClassVar = Strict
    who: Line
    """The id of a voice, the name of an outlet, or another name."""
    text: Sentences
    """What this side says."""


@dataclass(frozen=True, slots=True)
class Tension:
    """Two claims that conflict."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Stays the same as long as the tension lasts."""
    title: Line | None = field(default=None, kw_only=True)
    """A few words for what the dispute is about."""
    text: Sentences
    """What the dispute is about; without `sides`, both sides."""
    sides: tuple[TensionSide, ...] = field(default=(), kw_only=True)
    """Two or more, each with its name."""
    sources: tuple[Slug, ...] = ()
    """Keys of the sources on both sides, besides those cited in the text."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake in an earlier version; also shown on that version's page."""

    __pydantic_config__: ClassVar = Strict
    of: Number
    """The number of the version that was wrong."""
    was: Reason
    """What the version said."""
    now: Reason
    """What is right."""
    why: Reason = ""
    """How the mistake happened."""


@dataclass(frozen=True, slots=True)
class Source:
    """An item that a version cites, with the details that a reader needs to judge it."""

    __pydantic_config__: ClassVar = Strict
    key: Slug
    """The key in `[@key]`, the same as the item's key in the ledger."""
    title: str
    """The item's title, even if the feed cut it off."""
    url: str | None = None
    """Where it was published; absent if that is not known."""
    feed: str = ""
    """The feed's name: its title, or `reactive:<story that searched>`."""
    date: PartialDate | None = None
    """When the item was published, if known."""
    evidence: Annotated[Evidence, Always()] = "headline"
    """What the writer could read: the full text, an excerpt, or only the headline."""
    quotes: tuple[Annotated[str, Quoted()], ...] = ()
    """Words copied from the item without changes; Dateline checks that the item contains each of them."""


class TextField(NamedTuple):
    """A run of prose in a version, and its place."""

    section: str
    """The section's key: what, why_it_matters, open_questions, narrative, timeline, perspectives, tensions …"""
    at: str
    """Its path in the file, such as `narrative[1]` or `perspectives[0].view`."""
    text: str
    """The prose, with its citations."""
    sources: tuple[str, ...] = ()
    """Keys that are listed next to the text."""
    id: str = ""
    """The id of the question, voice or tension that it belongs to, if it does."""


@dataclass(frozen=True, slots=True)
class Version:
    """A story's brief at one time."""

    __pydantic_config__: ClassVar = Strict
    format: Annotated[int, Ge(1), Le(1)]
    """The number of this file format."""
    version: Number
    """This version's number, the same as in the file's name."""
    kind: Literal["update", "correction", "minor"]
    """Whether it adds news, corrects an earlier version, or changes only the wording, so that no feed mentions it."""
    title: Line
    """The title of the brief in this version."""
    published: Timestamp
    """When it was filed."""
    items: Count
    """How many items had been collected for the story: each key of the ledger counts once, copies included."""
    changes: Sentences = ""
    """One paragraph for readers: what changed since the last version."""
    what: Sentences = ""
    """The story in one paragraph."""
    why_it_matters: Sentences = ""
    """Why it matters, in one paragraph."""
    open_questions: tuple[Question, ...] = ()
    """What is not known yet."""
    closed_questions: tuple[ClosedQuestion, ...] = ()
    """Each question of the last version that is no longer open."""
    narrative: tuple[Sentences, ...] = ()
    """The story at length, as a list of paragraphs."""
    timeline: tuple[Event, ...] = ()
    """What happened and what is ahead, sorted by date."""
    figures: Annotated[tuple[KeyFigure, ...], OneLine()] = ()
    """The few figures and dates that the story turns on."""
    perspectives: tuple[Voice, ...] = ()
    """Who says what."""
    departed_voices: Annotated[tuple[DepartedVoice, ...], OneLine()] = ()
    """Each voice of the last version that is no longer in the brief."""
    tensions: tuple[Tension, ...] = ()
    """Claims that conflict."""
    corrections: Annotated[tuple[Correction, ...], OneLine()] = ()
    """Mistakes in earlier versions."""
    sources: Annotated[tuple[Source, ...], KeyedBy("key")] = ()
    """Exactly the items that the version cites."""
    written_by: Annotated[WrittenBy | None, OneLine()] = None
    """Who drafted it."""
    review: Annotated[Review | None, OneLine()] = None
    """The editor's review; absent if no person has reviewed it."""
    unknown: tuple[tuple[tuple[str | int, ...], Any], ...] = field(default=(), metadata={"internal": True})
    """Keys that this release of Dateline does not know, with their paths, kept so that nothing is lost."""

    @property
    def is_by_hand(self) -> bool:
        """Whether the desk wrote it, and no program."""
        return self.written_by is not None and self.written_by.writer == DESK

    def text_fields(self) -> Iterator[TextField]:
        """Every run of prose: the sections in the order of the page, then the rest."""
        yield TextField("what", "what", self.what)
        yield TextField("why_it_matters", "why_it_matters", self.why_it_matters)
        for i, question in enumerate(self.open_questions):
            yield TextField("open_questions", f"open_questions[{i}].text", question.text, id=question.id)
        for i, paragraph in enumerate(self.narrative):
            yield TextField("narrative", f"narrative[{i}]", paragraph)
        for i, event in enumerate(self.timeline):
            yield TextField("timeline", f"timeline[{i}].text", event.text)
        for i, voice in enumerate(self.perspectives):
            yield TextField("perspectives", f"perspectives[{i}].view", voice.view, id=voice.id)
            yield TextField("perspectives", f"perspectives[{i}].evolution", voice.evolution, voice.sources, voice.id)
        for i, tension in enumerate(self.tensions):
            yield from _tension_fields(f"tensions[{i}]", tension)
        for i, closed in enumerate(self.closed_questions):
            yield TextField("closed_questions", f"closed_questions[{i}].text", closed.text, id=closed.id)
        yield TextField("changes", "changes", self.changes)


def _tension_fields(at: str, tension: Tension) -> Iterator[TextField]:
    """The prose of a tension; its sources are numbered after all of it."""
    texts = [(f"{at}.text", tension.text), *((f"{at}.sides[{i}].text", side.text) for i, side in enumerate(tension.sides))]
    for place, text in texts:
        yield TextField("tensions", place, text, tension.sources if place == texts[-1][0] else (), tension.id)
