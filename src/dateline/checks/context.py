"""What a rule is given."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.checks.source_text import SourceText, source_texts
from dateline.core import layout
from dateline.core.analysis import AnalysedStory
from dateline.core.compare import Comparison
from dateline.core.lazy import lazy
from dateline.core.ledger import Record, Tally, records
from dateline.core.model import (
    EVERY_LINE,
    MUST_CITE,
    Dossier,
    Intro,
    Item,
    LedgerEvent,
    Page,
    Problem,
    Published,
    Signal,
    Source,
    Story,
    Tombstone,
    Touched,
    Version,
)
from dateline.core.sentences import AnalysedVersion, Claim
from dateline.core.text.language import language_of

if TYPE_CHECKING:
    from dateline.checks.derived import Calculated
    from dateline.checks.mismatch import Mismatched
    from dateline.checks.title_index import TitleIndex

Content = Version | Tombstone | Story | tuple[Item | LedgerEvent, ...] | Page | Signal | Intro | None
"""What could be read from a file."""

_NOTHING = Published()


@dataclass(frozen=True, slots=True, eq=False)
class PublicationIndex:
    """What a story's files may refer to in the rest of the publication."""

    stories: Collection[str]
    """The slugs of its stories, and their earlier slugs."""
    feeds: frozenset[str]
    """The ids of its feeds and searches."""
    ledgers: Mapping[str, Record]
    """What all ledgers contain, by key."""
    languages: frozenset[str] = frozenset()
    """Those that pages have words in; empty if that is not known."""


@dataclass(frozen=True)
class CheckedFile:
    """One file as it is on disk."""

    slug: str
    """The story it belongs to; empty for a page, an essay or the publication."""
    number: int | None
    """The version's number, if it is a version."""
    file: str
    """Its path in the publication, with `/`."""
    content: Content = None
    """What could be read from it."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""
    previous: Version | None = None
    """The previous version, if it is a version."""
    revisable: frozenset[str] = frozenset()
    """If it is a correction, the ids of the questions that earlier versions closed."""
    publication: PublicationIndex | None = None
    """The rest of the publication, if known."""
    pictures: Collection[str] = ()
    """The names of all pictures, if it is a page or an essay."""

    def is_published(self, _: int) -> bool:
        """Never, because a file that cannot be read is an error even if it is published."""
        return False


@dataclass(frozen=True, slots=True)
class StoryFolder:
    """One story's folder as a whole."""

    dossier: Dossier
    touched: tuple[Touched, ...] = ()
    """What differs from the base of a merge."""
    is_alias: bool = False
    """Whether a story of another name lists this one under `aliases`."""
    idle: tuple[int, ...] = ()
    """Places in `waive` of the waivers that matched no finding."""
    published: Published = _NOTHING
    """Its published part."""
    number: None = None

    @property
    def slug(self) -> str:
        """The story's slug."""
        return self.dossier.slug

    @property
    def file(self) -> str:
        """The story's own file."""
        return layout.story_path(self.slug)

    def is_published(self, line: int) -> bool:
        """Whether a line of the ledger is published."""
        return 0 < line <= self.published.lines


@dataclass(frozen=True)
class StoryContext:
    """What all versions of a story are checked against, each part worked out when a rule first needs it."""

    analysed: AnalysedStory
    """The story."""
    ledgers: Mapping[str, Record] | None = None
    """What the ledgers of all stories contain, by key; None if only the story's own is known."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Full texts in the cache, by the item's key."""
    published: Published = _NOTHING
    """The story's published part."""
    now: str = ""
    """The time in UTC; empty if the clock does not matter."""
    requires_review: bool = False
    """Whether a version that is not published must have been reviewed."""

    @property
    def dossier(self) -> Dossier:
        """The story's folder as it was read."""
        return self.analysed.dossier

    @lazy
    def tally(self) -> Tally:
        """The count of its items."""
        return Tally(self.dossier.items)

    @lazy
    def numbers(self) -> frozenset[int]:
        """The numbers of all its versions, including those that were taken down."""
        return frozenset(self.dossier.numbers)

    @lazy
    def unreadable(self) -> frozenset[str]:
        """The files with problems."""
        return frozenset(problem.file for problem in self.dossier.problems)

    @lazy
    def sources(self) -> dict[Source, SourceText]:
        """The sources of the version that was checked last."""
        return {}

    @lazy
    def _own(self) -> Mapping[str, Record]:
        return records([self.dossier])

    def record(self, key: str) -> Record | None:
        """What its own ledger, or else another one, contains of an item."""
        return self._own.get(key) or (self.ledgers.get(key) if self.ledgers else None)


@dataclass(frozen=True)
class VersionContext:
    """One version, with everything that it is checked against, each part worked out when a rule first needs it."""

    story: StoryContext
    """Its story."""
    analysed: AnalysedVersion
    """The version, and what it says."""
    previous: Version | None = None
    """The previous version."""
    before: Version | None = None
    """The version that it must continue; None for the first one, or if a version between the two was taken down."""

    @lazy
    def comparison(self) -> Comparison | None:
        """What changed since the version that it must continue."""
        return self.story.analysed.comparison(self.before, self.version) if self.before else None

    @lazy
    def records(self) -> Mapping[str, Record]:
        """What the ledgers contain of its sources, by key."""
        found = ((source.key, self.story.record(source.key)) for source in self.version.sources)
        return {key: record for key, record in found if record}

    @lazy
    def source_texts(self) -> Mapping[str, SourceText]:
        """Its sources with the texts that are available, by key."""
        return source_texts(self.version, self.story.record, self.story.texts, self.story.sources)

    @lazy
    def titles(self) -> "TitleIndex":
        """The titles of its sources, by words."""
        from dateline.checks.title_index import title_index  # noqa: PLC0415  # a build does not weigh titles

        return title_index(self.source_texts)

    def cited_by(self, claim: Claim) -> "list[SourceText]":
        """The sources of a claim; all sources of the version if the claim cites none and need not cite any."""
        if not claim.sources and claim.section not in MUST_CITE:
            return list(self.source_texts.values())
        return self.known(claim.sources)

    def known(self, keys: Iterable[str]) -> "list[SourceText]":
        """The sources with these keys, without keys that the version does not list."""
        return [self.source_texts[key] for key in keys if key in self.source_texts]

    @lazy
    def calculated(self) -> "Mapping[tuple[int, int], Calculated]":
        """The figures that no cited source has, but that follow from two others, by `place_of`."""
        from dateline.checks.derived import calculated  # noqa: PLC0415

        return calculated(self.claims, self.cited_by)

    @lazy
    def mismatched(self) -> "Mapping[tuple[int, int], Mismatched]":
        """The figures that a cited source has in another unit, by `place_of`."""
        from dateline.checks.mismatch import mismatched  # noqa: PLC0415

        return mismatched(self.claims, self.cited_by)

    @lazy
    def language(self) -> str:
        """The language of its What and Narrative, which short sentences do not show."""
        return language_of("\n".join((self.version.what, *self.version.narrative)))

    @lazy
    def ambient(self) -> frozenset[str]:
        """Words that need no source in this story."""
        from dateline.checks.title_index import ambient  # noqa: PLC0415

        return ambient(self.version)

    @property
    def dossier(self) -> Dossier:
        """The story's folder as it was read."""
        return self.story.dossier

    @property
    def version(self) -> Version:
        """The version."""
        return self.analysed.version

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its claims, in the order of the page."""
        return self.analysed.claims

    @property
    def slug(self) -> str:
        """The story's slug."""
        return self.dossier.slug

    @property
    def number(self) -> int:
        """The version's number."""
        return self.version.version

    @property
    def file(self) -> str:
        """The version's file."""
        return layout.version_path(self.slug, self.number)

    def is_published(self, _: int = 0) -> bool:
        """Whether the version is published."""
        return self.number in self.story.published.versions

    @property
    def is_in_doubt(self) -> bool:
        """Whether it is unclear if the version is published: it is the newest, and no base is given."""
        return self.story.published.lines == EVERY_LINE and not self.is_published()
