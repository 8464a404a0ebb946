"""Reads a publication and lists everything that is wrong with it. The first half of `build`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.checks import Basis, arranged, check_publication
from dateline.core.analysis import AnalysedStory
from dateline.core.model import Finding
from dateline.core.publication import Publication
from dateline.core.sentences import Texts
from dateline.store.cache import full_texts
from dateline.store.git import published_stories, touched_versions
from dateline.store.positions import locate_findings
from dateline.store.reading import read_publication


@dataclass(frozen=True, slots=True)
class Checked:
    """A publication and its findings."""

    publication: Publication
    """The publication, with the selected stories."""
    stories: tuple[AnalysedStory, ...]
    """Its stories, analysed."""
    findings: tuple[Finding, ...]
    """The findings, each with its file and line."""

    def blocks(self, *, strict: bool = False) -> bool:
        """Whether a finding blocks a build and a merge."""
        blocking = {"error", "warning"} if strict else {"error"}
        return any(finding.level in blocking for finding in self.findings)


def check(  # noqa: PLR0913  # all by name
    root: Path,
    slugs: Sequence[str] = (),
    *,
    base: str | None = None,
    cached: bool = True,
    only_errors: bool = False,
    now: str = "",
) -> Checked:
    """Reads the publication below `root` and checks it.

    Args:
        root: the publication's folder.
        slugs: the stories to check; empty: all.
        base: a git revision; what it has is published, and a change of that is a finding.
        cached: whether claims are also checked against full texts in the cache; a build only reads files.
        only_errors: whether only the rules of level error are checked.
        now: the time in UTC; empty: the clock is not used.

    Raises:
        UsageError: if the settings cannot be read, there is no such story, or git cannot compare with `base`.
        GitError: if git fails.
    """
    whole = read_publication(root)
    meant = whole.only(slugs)
    texts = Texts()
    stories = tuple(AnalysedStory(one, texts) for one in meant.stories)
    basis = Basis(full_texts(root, meant.stories) if cached else {}, only_errors=only_errors, now=now)
    if base is not None:
        basis = replace(basis, touched=touched_versions(root, base), published=published_stories(root, base))
    found = check_publication(whole, stories, basis, slugs or None)
    return Checked(meant, stories, arranged(locate_findings(root, found)))
