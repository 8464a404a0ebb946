"""Gathers what an editor needs to review a version: what changed, what each new sentence rests on, and what may be wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from dateline.checks import Basis
from dateline.checks.evidence import Score, score
from dateline.core.analysis import AnalysedStory
from dateline.core.compare import Comparison
from dateline.core.ledger import Record, records
from dateline.core.model import REACTIVE, Dossier, Finding, Item, Source, Version
from dateline.core.origins import Lineage, Origins
from dateline.core.outlets import outlet_in_a_list
from dateline.core.passages import dropped_quotes
from dateline.core.segments import LONGEST
from dateline.core.sentences import Claim, Sentence
from dateline.core.text.quoted import Excerpt, in_sentences, nearest, telling_quotes
from dateline.desk.draft import SupportedClaim
from dateline.flows.draft import Outcome
from dateline.flows.shared.judged import Judged
from dateline.flows.stories.check_story import CheckJob, check_some
from dateline.flows.versions import named_version
from dateline.store.cache import full_texts
from dateline.store.reading import read_around
from dateline.store.story import read_story

MOST_QUOTES = 3
"""How many quotes of a source are shown for a sentence; those that share the most words with it."""


class CitedSource(NamedTuple):
    """A source of a version, and where its words come from."""

    source: Source
    """As the version lists it."""
    outlet: str
    """Who published it, as short as it can be said; empty if that is not known."""
    origin: str
    """A text that is the same for all copies of one report."""
    copies: int
    """How many collected items have its words, itself included."""
    is_new: bool
    """Whether the version before did not cite it."""
    is_known_origin: bool
    """Whether the version before cited another report of the same origin."""


class Backing(NamedTuple):
    """What one source gives for one sentence."""

    cited: CitedSource
    """The source."""
    excerpts: tuple[Excerpt, ...] = ()
    """Its quotes, in the sentences that they were copied from."""
    missing: tuple[str, ...] = ()
    """Its quotes that no text at hand has."""
    nearest: str = ""
    """If a quote could not be shown: the sentence of the source that comes nearest."""


Place = tuple[str, str]
"""The path of a sentence in the file, and its words."""


@dataclass(frozen=True, slots=True)
class VersionReview:
    """Everything that a review card shows about one version."""

    slug: str
    """The story."""
    version: Version
    """The version."""
    comparison: Comparison
    """What changed; for a first version, everything was added."""
    score: Score
    """How well it is supported, in figures."""
    before: Version | None = None
    """The version before it; None for a first version."""
    findings: tuple[Finding, ...] = ()
    """What `check`, the writer's own checks and the judge object to."""
    supported: tuple[SupportedClaim, ...] = ()
    """What the judge found supported."""
    notes: tuple[str, ...] = ()
    """What else an editor should know."""
    usd: Decimal = Decimal(0)
    """What it cost, in US dollars."""
    sources: Mapping[str, CitedSource] = field(default_factory=dict)
    """Its sources, by key, in the order of the file."""
    backings: Mapping[Place, tuple[Backing, ...]] = field(default_factory=dict)
    """What each new or reworded sentence rests on."""

    @property
    def new_sources(self) -> tuple[CitedSource, ...]:
        """The sources that the version before did not cite."""
        return tuple(one for one in self.sources.values() if one.is_new)


def review_of(outcome: Outcome) -> VersionReview | None:
    """The review of the version that an update just drafted; None if it drafted nothing."""
    story, version = outcome.story, outcome.version
    if story is None or version is None:
        return None
    judged = Judged(outcome.findings, outcome.supported, outcome.notes, outcome.usd)
    return _review(story, version, outcome.texts, judged)


def review_at(
    root: Path, slug: str, number: int, *, texts_from: Path | None = None, judged: Judged | None = None
) -> VersionReview:
    """The review of a version in a publication's folder.

    Args:
        root: the folder; it may be a copy of a branch.
        slug: the story.
        number: the version's number.
        texts_from: the folder whose cache has the full texts of pages; None: the same folder.
        judged: what is known from the run that drafted it.

    Raises:
        UsageError: if the settings cannot be read, or there is no such story or version, or it cannot be read.
        StoreError: if a file cannot be read.
    """
    around, slugs = read_around(root)
    dossier = read_story(root, slug)
    version = named_version(dossier, number)
    feeds = frozenset(one.id for group in (around.config.feeds, around.config.searches) for one in group)
    job = CheckJob(root, feeds, frozenset(slugs), Basis(), token_hex(8), reads_pages=True, texts_from=texts_from)
    (checked,) = check_some(job, [(slug, {})])
    found = tuple(one for one in checked.findings if one.version == number or (not one.version and one.level == "error"))
    known = judged or Judged()
    before = _before(dossier, version)
    notes = tuple(dict.fromkeys((*known.notes, *dropped_quotes(before, version, dossier))))
    usd = version.written_by.usd if version.written_by and known.usd is None else known.usd
    findings = tuple(dict.fromkeys((*found, *known.findings)))
    story = AnalysedStory(dossier)
    texts = full_texts(texts_from or root, [dossier])
    return _review(story, version, texts, Judged(findings, known.supported, notes, usd))


def _review(story: AnalysedStory, version: Version, texts: Mapping[str, str], judged: Judged) -> VersionReview:
    before = _before(story.dossier, version)
    comparison = story.comparison(before or nothing_before(version), version)
    sources = {one.source.key: one for one in _sources(story.dossier, version, before)}
    analysed = story.version(version)
    shown = [one.now for one in comparison.changes if one.now and one.kind in ("added", "changed")]
    shown += [one for one in analysed.sentences if one.section == "closed_questions"]
    finder = _Finder(records([story.dossier]), texts, sources)
    return VersionReview(
        story.slug,
        version,
        comparison,
        score(story, version, judged.findings, texts),
        before,
        judged.findings,
        judged.supported,
        judged.notes,
        judged.usd or Decimal(0),
        sources,
        {(one.at, one.text): tuple(finder.backings(one, analysed.claims)) for one in dict.fromkeys(shown)},
    )


def nothing_before(version: Version) -> Version:
    """The empty version that a first version is compared with."""
    return Version(version.format, version.version, version.kind, version.title, version.published, items=0)


def _before(dossier: Dossier, version: Version) -> Version | None:
    """The version before this one; None for a first version."""
    return max((one for one in dossier.versions if one.version < version.version), key=lambda one: one.version, default=None)


def _sources(dossier: Dossier, version: Version, before: Version | None) -> Iterator[CitedSource]:
    lineage = Lineage(dossier.items)
    origins, copies = lineage.origins(len(dossier.items)), lineage.copies(len(dossier.items))
    items = {item.key: item for item in dossier.items}
    was = {one.key: origins.of(one) for one in before.sources} if before else {}
    for source in version.sources:
        outlet = _outlet(items.get(source.key) or Item(source.key, source.title, source.url, source.feed))
        yield _cited(source, outlet, origins, copies(source.key), was)


def _cited(source: Source, outlet: str, origins: Origins, copies: int, was: Mapping[str, str]) -> CitedSource:
    origin, is_new = origins.of(source), source.key not in was
    return CitedSource(source, outlet, origin, copies, is_new, is_new and origin in was.values())


def _outlet(item: Item) -> str:
    return outlet_in_a_list(item) or ("" if item.feed.startswith(REACTIVE) else item.outlet)


class _Finder(NamedTuple):
    """Finds what sentences rest on."""

    records: Mapping[str, Record]
    """What the ledger has of each item."""
    texts: Mapping[str, str]
    """The full texts of pages."""
    sources: Mapping[str, CitedSource]
    """The version's sources."""

    def backings(self, sentence: Sentence, claims: Iterable[Claim]) -> Iterator[Backing]:
        """What a sentence's sources give for it: those that it cites or, if it cites none, those that stand beside it."""
        own = [one for one in claims if (one.at, one.sentence) == (sentence.at, sentence.text[:LONGEST])]
        beside = (key for one in own for key in one.beside)
        keys = dict.fromkeys(sentence.said.citations) or dict.fromkeys(beside)
        for key in keys:
            if key in self.sources:
                yield self._backing(self.sources[key], sentence.said.plain)

    def _backing(self, cited: CitedSource, words: str) -> Backing:
        key, quotes = cited.source.key, cited.source.quotes
        record = self.records.get(key)
        words_at_hand = sorted(record.words, key=len, reverse=True) if record else ()
        texts = [text for text in (self.texts.get(key, ""), *words_at_hand) if text]
        lost = [quote for quote in quotes if not any(in_sentences([quote], text) for text in texts)]
        left = list(dict.fromkeys((*telling_quotes(words, quotes, MOST_QUOTES), *lost)))
        found: list[Excerpt] = []
        for text in texts:
            here = [quote for quote in left if in_sentences([quote], text)]
            if not found or text != cited.source.title:  # the title is shown with the source
                found += in_sentences(here, text)
            left = [quote for quote in left if quote not in here]
        near = nearest(" ".join(left), texts) if left else "" if found else nearest(words, texts)
        return Backing(cited, tuple(found), tuple(left), near)
