"""Read and check: everything that is wrong with a publication, each at its place. The first half of `build`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.checks import Basis, arranged, check_publication
from dateline.core.analysis import AnalysedStory
from dateline.core.model import Finding
from dateline.core.publication import Publication
from dateline.core.sentences import Texts
from dateline.store import full_texts, locate_all, published_stories, read_publication, touched_versions


@dataclass(frozen=True, slots=True)
class Checked:
    """A publication and all that is wrong with it."""

    publication: Publication
    """What was read."""
    stories: tuple[AnalysedStory, ...]
    """Its stories, with what their versions say."""
    findings: tuple[Finding, ...]
    """Each with its file and line."""

    def blocks(self, *, strict: bool = False) -> bool:
        """Whether a finding stands in the way of a build and a merge."""
        blocking = {"error", "warning"} if strict else {"error"}
        return any(finding.level in blocking for finding in self.findings)


def check(root: Path, slugs: Sequence[str] = (), *, base: str | None = None, cached: bool = True, now: str = "") -> Checked:
    """Reads the publication below `root` and checks it.

    Args:
        root: the publication's folder.
        slugs: the stories meant; none: all.
        base: a git revision: what it has and was changed since is a finding, and rules that came later judge the rest.
        cached: whether claims are held against the full texts in the cache too; a build asks nothing but the files.
        now: the time in UTC; empty: no clock is asked.

    Raises:
        UsageError: when the settings cannot be read, a slug names no story, or `base` cannot be compared with.
        GitError: when git fails.
    """
    whole = read_publication(root)
    meant = whole.only(slugs)
    texts = Texts()
    stories = tuple(AnalysedStory(one, texts) for one in meant.stories)
    basis = Basis(full_texts(root, meant.stories) if cached else {}, now=now)
    if base is not None:
        basis = replace(basis, touched=touched_versions(root, base), published=published_stories(root, base))
    found = check_publication(whole, stories, basis, slugs or None)
    return Checked(meant, stories, arranged(locate_all(root, found)))
