"""A version as its page shows it: the eight sections, their ages, and the record in the margin."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from dateline.core.model import SECTIONS, TOLD_BESIDE, ClosedQuestion, Correction, Source, Version
from dateline.site.chronicle import Chronicle, Standing, spoken
from dateline.site.counts import VersionCounts, counts
from dateline.site.prose import PageProse, Speller
from dateline.site.sources import Reference, reference, shared

MOSTLY_NEW = 0.5
"""If a larger share of the sentences is new, they are not marked; the page says once that most are new."""
MOST_STOPS = 12
"""If there are more versions, the strip leaves some out."""
TWO_SIDES = 2
"""A tension with this many sentences is shown in two columns."""


Ages = Mapping[tuple[str, str], Standing]


class Stop(NamedTuple):
    """A version in the strip; number 0 means those that are left out."""

    number: int
    published: str
    is_here: bool = False
    is_withdrawn: bool = False

    @property
    def said(self) -> str:
        """The day on which it was filed, or that it was withdrawn."""
        return "withdrawn" if self.is_withdrawn else self.published[:10]

    @property
    def has_redline(self) -> bool:
        """Whether a version came before it."""
        return self.number > 1


class Asked(NamedTuple):
    """An open question."""

    id: str
    prose: PageProse
    said: str
    """Since when it has been open."""


class Closed(NamedTuple):
    """A closed question."""

    label: str
    """Its id in words."""
    outcome: str
    prose: PageProse


class DatedEvent(NamedTuple):
    """An event of the timeline."""

    date: str
    prose: PageProse
    is_fresh: bool
    """Whether the version before did not have it."""


class Heard(NamedTuple):
    """A voice."""

    id: str
    name: str
    role: str
    view: PageProse
    evolution: PageProse
    beside: Markup
    """The sources listed after the text."""
    said: str
    """Since when it has been heard, and when its view changed."""


class Opposed(NamedTuple):
    """A tension."""

    id: str
    sides: tuple[PageProse, ...]
    """Both sides, if it has two sentences; else the whole text."""
    beside: Markup

    @property
    def is_two(self) -> bool:
        """Whether the two sides are shown in two columns."""
        return len(self.sides) == TWO_SIDES


class Cited(NamedTuple):
    """A source with its number."""

    number: int
    source: Reference
    evidence: str
    quotes: tuple[str, ...]
    copies: int
    """How many items have the same words."""
    uses: tuple[tuple[str, str], ...]
    """The sections that cite it, each with the id of the first citation there."""

    @property
    def shared(self) -> str:
        """The note on its copies; empty if there are none."""
        return shared(self.copies)


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the page of a version shows."""

    version: Version
    previous: int | None
    """The number of the version before."""
    next: int | None
    """The number of the version after."""
    stops: tuple[Stop, ...]
    changes: PageProse
    corrected: tuple[tuple[int, Correction], ...]
    """Corrections of this version in later ones, with their numbers."""
    what: PageProse
    why_it_matters: PageProse
    open_questions: tuple[Asked, ...]
    closed_questions: tuple[Closed, ...]
    narrative: tuple[PageProse, ...]
    timeline: tuple[DatedEvent, ...]
    perspectives: tuple[Heard, ...]
    departed: tuple[tuple[str, str], ...]
    """Name and reason for each voice that is no longer heard."""
    tensions: tuple[Opposed, ...]
    sources: tuple[Cited, ...]
    counts: VersionCounts

    @property
    def is_mostly_new(self) -> bool:
        """Whether most sentences are new, so that they are not marked."""
        return self.counts.new > MOSTLY_NEW * self.counts.sentences

    @property
    def marked(self) -> int:
        """The version whose sentences are marked as new; 0 if none are."""
        return self.version.version if self.previous and not self.is_mostly_new else 0

    @property
    def summary(self) -> str:
        """The first sentence of What, without its citations."""
        first = next(self.what.sentences, None)
        return "".join(span.text for span in first.spans if not span.number) if first else ""

    @property
    def chips(self) -> tuple[str, ...]:
        """What is special about the version."""
        return ("correction",) if self.version.kind == "correction" else ()

    def older(self, told: PageProse) -> int:
        """The earlier version since which nothing in it has changed; 0 if this version changed some of it."""
        return told.since if told.since < self.version.version else 0


def brief(chronicle: Chronicle, position: int) -> Brief:
    """The page of the version at a position."""
    version = chronicle.versions[position]
    previous = chronicle.versions[position - 1] if position else None
    following = chronicle.versions[position + 1] if position + 1 < len(chronicle.versions) else None
    speller = Speller(chronicle.analysed(version), chronicle.standings[position], chronicle.versions[0].version)
    ages = chronicle.ages[position]
    told = {
        "narrative": tuple(speller.prose("narrative", f"narrative[{i}]", one) for i, one in enumerate(version.narrative)),
        "perspectives": tuple(_heard(speller, version, ages)),
        "tensions": tuple(_opposed(speller, version)),
        "timeline": tuple(_dated(speller, version, is_first=previous is None)),
        "what": speller.prose("what", "what", version.what),
        "why_it_matters": speller.prose("why_it_matters", "why_it_matters", version.why_it_matters),
        "open_questions": tuple(_asked(speller, version, ages, is_first=previous is None)),
        "closed_questions": tuple(_closed(speller, version.closed_questions)),
        "changes": speller.prose("changes", "changes", version.changes),
    }
    names = {voice.id: voice.voice for voice in previous.perspectives} if previous else {}
    return Brief(
        version=version,
        previous=previous.version if previous else None,
        next=following.version if following else None,
        stops=stops(chronicle, version.version),
        corrected=chronicle.corrections_of(version.version),
        departed=tuple((names.get(one.id, one.id), one.why) for one in version.departed_voices),
        sources=tuple(_cited(speller, version, chronicle.copies(position))),
        counts=counts(chronicle, position),
        **told,  # type: ignore[arg-type]  # each under its own name
    )


def stops(chronicle: Chronicle, number: int) -> tuple[Stop, ...]:
    """The versions up to a number, and the next one; later versions are left out, so old pages do not change."""
    before = sum(one.number <= number for one in chronicle.filed)
    shown = chronicle.filed[: before + 1]
    rows = [Stop(one.number, one.published, one.number == number, one.withdrawn is not None) for one in shown]
    return tuple(rows) if len(rows) <= MOST_STOPS else (rows[0], Stop(0, ""), *rows[2 - MOST_STOPS :])


def _asked(speller: Speller, version: Version, ages: Ages, *, is_first: bool) -> Iterator[Asked]:
    for i, one in enumerate(version.open_questions):
        since = ages["open_questions", one.id].since
        said = "new" if since == version.version and not is_first else f"open since v{since}"
        yield Asked(one.id, speller.prose("open_questions", f"open_questions[{i}].text", one.text), said)


def _closed(speller: Speller, questions: tuple[ClosedQuestion, ...]) -> Iterator[Closed]:
    for one in questions:
        yield Closed(spoken(one.id), one.outcome, speller.prose("closed_questions", "", one.text))


def _dated(speller: Speller, version: Version, *, is_first: bool) -> Iterator[DatedEvent]:
    for i, one in enumerate(version.timeline):
        prose = speller.prose("timeline", f"timeline[{i}].text", one.text)
        is_new = any(sentence.standing.since == version.version for sentence in prose.sentences)
        yield DatedEvent(one.date, prose, is_new and not is_first)


def _heard(speller: Speller, version: Version, ages: Ages) -> Iterator[Heard]:
    for i, one in enumerate(version.perspectives):
        view = speller.prose("perspectives", f"perspectives[{i}].view", one.view)
        evolution = speller.prose("perspectives", f"perspectives[{i}].evolution", one.evolution)
        beside = speller.beside("perspectives", one.view + one.evolution, one.sources)
        yield Heard(one.id, one.voice, one.role or "", view, evolution, beside, _since(ages["perspectives", one.id], version))


def _since(age: Standing, version: Version) -> str:
    """Since when a voice has been heard, and when its view changed."""
    if age.since == version.version:
        return "new voice"
    return f"since v{age.since}" + (f", view changed in v{age.worded}" if age.worded > age.since else "")


def _opposed(speller: Speller, version: Version) -> Iterator[Opposed]:
    for i, one in enumerate(version.tensions):
        whole = speller.prose("tensions", f"tensions[{i}].text", one.text)
        said = tuple(whole.sentences)
        sides = tuple(PageProse(((sentence,),)) for sentence in said) if len(said) == TWO_SIDES else (whole,)
        yield Opposed(one.id, sides, speller.beside("tensions", one.text, one.sources))


def _cited(speller: Speller, version: Version, copies: Callable[[str], int]) -> Iterator[Cited]:
    by_key = {source.key: source for source in version.sources}
    labels = SECTIONS | TOLD_BESIDE
    for key, number in speller.numbers.items():
        source = by_key.get(key) or Source(key, key)
        uses = tuple((labels[section], speller.anchors[key, section]) for section in labels if (key, section) in speller.anchors)
        yield Cited(number, reference(source), source.evidence, source.quotes, copies(key), uses)
