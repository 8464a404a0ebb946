"""Analysed stories: what their versions say and what changed between them, each worked out only once in a run."""

from copy import copy
from typing import Protocol

from dateline.core.compare import Comparison, compare
from dateline.core.model import Dossier, Version
from dateline.core.sentences import AnalysedVersion, Texts


class KnownComparisons(Protocol):
    """Comparisons that were made earlier."""

    def find(self, before: Version, after: Version) -> Comparison | None:
        """The comparison of two versions; None if it is not known."""

    def keep(self, before: Version, after: Version, made: Comparison) -> None:
        """Takes a comparison that was not known."""


class AnalysedStory:
    """A story and what its versions say; never changed once made."""

    def __init__(self, dossier: Dossier, texts: Texts | None = None, known: KnownComparisons | None = None) -> None:
        """Keeps a story together with what is known about it.

        Args:
            dossier: the story.
            texts: the analysed texts of all stories in a run; None if nothing was read yet.
            known: comparisons of its versions; None if none are known.
        """
        self.dossier = dossier
        self.slug = dossier.slug
        self.texts = Texts() if texts is None else texts
        self._known = known
        # Keyed by identity: comparing two versions field by field is slower than analysing them.
        self._versions: dict[int, AnalysedVersion] = {}
        self._comparisons: dict[tuple[int, int], Comparison] = {}

    def updated(self, dossier: Dossier) -> "AnalysedStory":
        """The story after a change; versions that did not change are not analysed again."""
        other = copy(self)
        other.dossier = dossier
        return other

    @property
    def versions(self) -> tuple[AnalysedVersion, ...]:
        """The versions that were not taken down, ascending."""
        return tuple(map(self.version, self.dossier.versions))

    @property
    def latest(self) -> AnalysedVersion | None:
        """The newest version that was not taken down; None if the story has no such version."""
        return self.version(self.dossier.latest) if self.dossier.latest else None

    def version(self, version: Version) -> AnalysedVersion:
        """What a version or a draft of the story says."""
        if id(version) not in self._versions:
            self._versions[id(version)] = AnalysedVersion(version, self.texts)
        return self._versions[id(version)]

    def comparison(self, before: Version, after: Version) -> Comparison:
        """What changed from one version of the story to another."""
        pair = (id(before), id(after))
        if pair not in self._comparisons:
            found = self._known.find(before, after) if self._known else None
            made = self._comparisons[pair] = found or compare(self.version(before), self.version(after))
            if self._known and not found:
                self._known.keep(before, after, made)
        return self._comparisons[pair]


def compare_versions(before: Version, after: Version) -> Comparison:
    """What changed from one version to another, for callers that have no story."""
    texts = Texts()
    return compare(AnalysedVersion(before, texts), AnalysedVersion(after, texts))
