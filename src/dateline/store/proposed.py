"""Proposed versions: those on branches of the remote that the base does not have yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.core import codec, layout
from dateline.core.model import Version
from dateline.store.git import file_at, git
from dateline.store.published import base_of, published_versions
from dateline.store.remote import EMAIL, branches_of

_NAME = re.compile(r"(?:dateline/(?P<own>.+)-v(?P<number>\d{3,})|cms/stories/(?P<cms>.+)%2Fv(?P<cms_number>\d{3,}))")


@dataclass(frozen=True, slots=True)
class ProposedVersion:
    """A version on a branch of the remote that the base does not have yet."""

    slug: str
    """The story."""
    number: int
    """Its number."""
    branch: str
    """The branch, without the name of the remote."""
    commit: str
    """The newest commit of the branch."""
    is_untouched: bool
    """Whether all commits of the branch are Dateline's; if not, an editor works on it."""
    version: Version | None
    """The version; None if it cannot be read."""


def branch_for(root: Path, slug: str, number: int) -> str:
    """The name of the branch for a version; with the CMS, the one that its board knows."""
    if (root / "admin/config.yml").is_file():
        return f"cms/stories/{slug}%2F{layout.version_name(number).removesuffix('.yaml')}"
    return f"dateline/{slug}-{layout.version_name(number).removesuffix('.yaml')}"


def named_by(branch: str) -> tuple[str, int] | None:
    """The story and the number that the name of a branch means; None for the name of any other branch."""
    match = _NAME.fullmatch(branch)
    slug = (match["own"] or match["cms"]) if match else ""
    return (slug, int(match["number"] or match["cms_number"])) if match and layout.is_slug(slug) else None


def proposed_versions(root: Path) -> dict[str, ProposedVersion]:
    """Slug → the newest proposed version of the story, as last fetched; empty without a remote.

    Raises:
        GitError: if git reports an error.
    """
    return {one.slug: one for one in all_proposed(root)}


def all_proposed(root: Path) -> tuple[ProposedVersion, ...]:
    """Every proposed version, as last fetched, by story and number; empty without a remote.

    Raises:
        GitError: if git reports an error.
    """
    return tuple(sorted(_proposed(root), key=lambda one: (one.slug, one.number)))


def _proposed(root: Path) -> Iterator[ProposedVersion]:
    base, published = base_of(root), published_versions(root)
    if base is None or published is None or "/" not in base:
        return
    for branch, commit in branches_of(root).items():
        if named := named_by(branch):
            slug = named[0]
            # The newest one, because a version that was renumbered is still on the branch that has its old number.
            number = max(_numbers(root, commit, slug), default=0)
            if number > max(published.get(slug, ()), default=0):
                file = layout.version_path(slug, number)
                version = codec.parse_version(file_at(root, commit, file), file, strict=False).value
                is_whole = version if isinstance(version, Version) else None
                yield ProposedVersion(slug, number, branch, commit, _is_untouched(root, base, commit, slug), is_whole)


def _numbers(root: Path, commit: str, slug: str) -> Iterator[int]:
    """The numbers of the versions of a story in a commit."""
    for path in git(root, "ls-tree", "--name-only", "-z", commit, "--", f"{layout.folder_of(slug)}/").split("\0"):
        if number := layout.version_at(path):
            yield number


def _is_untouched(root: Path, base: str, commit: str, slug: str) -> bool:
    """Whether nobody but Dateline committed anything to a branch; merging the base into it is no change."""
    authors = git(root, "log", "--no-merges", "--format=%ae", f"{base}..{commit}").split()
    ours = git(root, "log", "-1", "--fixed-strings", f"--author=<{EMAIL}>", "--format=%H", f"{base}..{commit}").strip()
    if not ours or set(authors) - {EMAIL}:
        return False
    told = git(root, "diff", "--name-only", "--relative", ours, commit, "--", layout.folder_of(slug))
    return all(layout.in_story(slug, layout.LEDGER) == path for path in told.splitlines())


def file_of(root: Path, proposed: ProposedVersion, name: str) -> bytes:
    """The bytes of a file in the story's folder on the branch; empty if it is not there."""
    return file_at(root, proposed.commit, layout.in_story(proposed.slug, name))
