"""Stories as they were read: what their versions say, and what changed between them, each worked out once in a run."""

from copy import copy

from dateline.core.compare import Comparison, compare
from dateline.core.model import Dossier, Version
from dateline.core.sentences import AnalysedVersion, Texts


class AnalysedStory:
    """A story and what its versions say; never changed once made."""

    def __init__(self, dossier: Dossier, texts: Texts | None = None) -> None:
        """Keeps a story with what is known of it.

        Args:
            dossier: the story.
            texts: what is known of the texts of all stories of a run; None: nothing yet.
        """
        self.dossier = dossier
        self.slug = dossier.slug
        self.texts = Texts() if texts is None else texts
        # By identity: comparing two versions field by field costs more than reading them.
        self._versions: dict[int, AnalysedVersion] = {}
        self._comparisons: dict[tuple[int, int], Comparison] = {}

    def updated(self, dossier: Dossier) -> "AnalysedStory":
        """The story after something in it changed; the versions that did not change are not read again."""
        other = copy(self)
        other.dossier = dossier
        return other

    @property
    def versions(self) -> tuple[AnalysedVersion, ...]:
        """The versions that stand, ascending."""
        return tuple(map(self.version, self.dossier.versions))

    @property
    def latest(self) -> AnalysedVersion | None:
        """The newest version that stands, where there is one."""
        return self.version(self.dossier.latest) if self.dossier.latest else None

    def version(self, version: Version) -> AnalysedVersion:
        """What a version of the story says, or a draft."""
        if id(version) not in self._versions:
            self._versions[id(version)] = AnalysedVersion(version, self.texts)
        return self._versions[id(version)]

    def comparison(self, before: Version, after: Version) -> Comparison:
        """What changed from one version of the story to another."""
        pair = (id(before), id(after))
        if pair not in self._comparisons:
            self._comparisons[pair] = compare(self.version(before), self.version(after))
        return self._comparisons[pair]


def compare_versions(before: Version, after: Version) -> Comparison:
    """What changed from one version to another, where no story is at hand."""
    texts = Texts()
    return compare(AnalysedVersion(before, texts), AnalysedVersion(after, texts))
