"""What a report shows besides findings: the versions that they are about, and which of these are not committed yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.checks.evidence import Coverage
from dateline.core.errors import GitError, UsageError
from dateline.core.model import Finding, Published, Version
from dateline.flows.stories.check import Checked
from dateline.store.git import published_stories
from dateline.store.story import find_stories, read_story


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known about the versions that findings are about."""

    versions: Mapping[tuple[str, int], Version] = field(default_factory=dict)
    """Slug and number → the version, if it can be read."""
    proposed: frozenset[tuple[str, int]] = frozenset()
    """The versions that are not committed yet, or not in the base of a merge."""
    coverage: Coverage | None = None
    """How well the newest versions of the stories that were checked are supported."""
    is_ready: bool | None = None
    """Whether no finding blocks; None if that was not asked."""
    is_bare: bool = False
    """Whether there was no version and no essay to check."""


def overview(root: Path, checked: Checked, *, base: str | None = None, strict: bool = False) -> Overview:
    """What is known about the versions that the findings of a check are about.

    Args:
        root: the publication's folder.
        checked: what a check found.
        base: a git revision; what it has is published. Without it, what is committed.
        strict: whether warnings block.
    """
    versions = _versions(root, checked.findings)
    published = _published(root, base or "HEAD") if versions else None
    proposed = frozenset(
        (slug, number)
        for slug, number in versions
        if published is not None and (slug not in published or number not in published[slug].versions)
    )
    return Overview(versions, proposed, checked.coverage, not checked.blocks(strict=strict), checked.is_bare)


def _versions(root: Path, findings: Iterable[Finding]) -> dict[tuple[str, int], Version]:
    meant = {(one.story, one.version) for one in findings if one.version}
    slugs = {slug for slug, _ in meant} & set(find_stories(root)[0])
    read = ((slug, version) for slug in sorted(slugs) for version in read_story(root, slug).versions)
    return {(slug, one.version): one for slug, one in read if (slug, one.version) in meant}


def _published(root: Path, base: str) -> Mapping[str, Published] | None:
    """The published part of each story; None without git."""
    try:
        return published_stories(root, base)
    except (GitError, UsageError):
        return None
