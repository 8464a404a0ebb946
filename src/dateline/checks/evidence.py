"""The evidence for each claim of a version, and the version's score: for `check --evidence`, pages and pull requests."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import NamedTuple

from dateline.checks.source_text import SourceText, source_texts
from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import records
from dateline.core.model import GRADES, MUST_CITE, Evidence, Finding, Version

_NO_TEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Support:
    """The evidence for one claim."""

    section: str
    """The section's key."""
    at: str
    """The path in the file."""
    claim: str
    """Its words, without citations."""
    sources: tuple[str, ...]
    """The keys that may support it, those it cites first, without keys that the version does not list."""
    quotes: tuple[str, ...]
    """Words copied from these sources."""
    grade: Evidence | None
    """The best grade of any of them; `headline` for an item that is not in the ledger; None without a source."""
    origins: int
    """How many of the sources are independent: copies of one report count once."""
    can_tell: bool
    """Whether the texts are available, so that the claim can be checked."""


class Coverage(NamedTuple):
    """How many claims have words of a source behind them."""

    claims: int = 0
    """Claims with a source."""
    quoted: int = 0
    """How many of these have a quote from a source."""
    headlines: int = 0
    """How many of these have only headlines as sources."""


NO_COVERAGE = Coverage()


@dataclass(frozen=True, slots=True)
class Score:
    """How well a version is supported, in figures."""

    sentences: int
    """Sentences in the sections that must cite."""
    cited: int
    """How many of these have a source."""
    claims: int
    """Claims with a source, in all sections."""
    quoted: int
    """How many of these have a quote from a source."""
    headlines: int
    """How many of these have only headlines as sources."""
    origins: int
    """Independent sources of the version."""
    sources: int
    """All sources of the version."""
    cannot_tell: Fraction
    """The share of claims, 0 to 1, that have only headlines as sources, or texts that are not available."""
    errors: int
    """Open errors."""
    warnings: int
    """Open warnings."""
    notes: int
    """Open notes."""

    @property
    def data(self) -> dict[str, int | float]:
        """The score as JSON data."""
        return {**asdict(self), "cannot_tell": round(float(self.cannot_tell), 3)}


def evidence_of(story: AnalysedStory, version: Version, texts: Mapping[str, str] = _NO_TEXTS) -> tuple[Support, ...]:
    """The evidence for each claim of a version, in the order of the page.

    Args:
        story: the story with its ledger.
        version: one of its versions, or a draft.
        texts: the full texts in the cache, by the item's key.
    """
    return _supports(story, version, source_texts(version, records([story.dossier]).get, texts, {}))


def _supports(story: AnalysedStory, version: Version, known: Mapping[str, SourceText]) -> tuple[Support, ...]:
    return tuple(
        _support(claim.section, claim.at, claim.text, [known[key] for key in claim.sources if key in known])
        for claim in story.version(version).claims
    )


def _support(section: str, at: str, words: str, cited: list[SourceText]) -> Support:
    grades: set[Evidence] = {source.listed.evidence if source.is_known else "headline" for source in cited}
    return Support(
        section,
        at,
        words,
        tuple(source.key for source in cited),
        tuple(dict.fromkeys(quote for source in cited for quote in source.listed.quotes)),
        next((grade for grade in GRADES if grade in grades), None),
        len({source.origin for source in cited}),
        bool(cited) and all(source.has_text for source in cited),
    )


def coverage(story: AnalysedStory, version: Version) -> Coverage:
    """How many claims of a version have words of a source behind them."""
    return _coverage([one for one in evidence_of(story, version) if one.sources])


def _coverage(supported: Collection[Support]) -> Coverage:
    quoted, headlines = (bool(one.quotes) for one in supported), (one.grade == "headline" for one in supported)
    return Coverage(len(supported), sum(quoted), sum(headlines))


def score(story: AnalysedStory, version: Version, findings: Iterable[Finding], texts: Mapping[str, str] = _NO_TEXTS) -> Score:
    """The score of a version; `findings` are those of the story or the publication, from `check`."""
    known = source_texts(version, records([story.dossier]).get, texts, {})
    reported: dict[tuple[str, str], bool] = {}
    for claim in story.version(version).claims:
        if claim.section in MUST_CITE:
            place = (claim.at, claim.sentence)
            reported[place] = reported.get(place, False) or bool(claim.sources)
    supported = [one for one in _supports(story, version, known) if one.sources]
    open_ = [one.level for one in findings if (one.story, one.version) == (story.slug, version.version)]
    return Score(
        sentences=len(reported),
        cited=sum(reported.values()),
        **_coverage(supported)._asdict(),
        origins=len({source.origin for source in known.values()}),
        sources=len(known),
        cannot_tell=Fraction(sum(not one.can_tell for one in supported), len(supported) or 1),
        errors=open_.count("error"),
        warnings=open_.count("warning"),
        notes=open_.count("note"),
    )
