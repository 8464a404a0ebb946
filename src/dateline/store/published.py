"""The base: the commit that counts as published, with which the working tree is compared."""

from collections.abc import Mapping
from pathlib import Path

from dateline.core import layout
from dateline.core.errors import GitError
from dateline.core.model import Dossier
from dateline.store.base_changes import changes_from_base
from dateline.store.git import git, git_bytes
from dateline.store.remote import remote_of
from dateline.store.sides import is_same

USUAL = ("main", "master")
"""The possible names of the default branch of a remote that does not tell which it is."""


def base_of(root: Path) -> str | None:
    """The remote's default branch as it was last fetched, such as `origin/main`.

    The remote is `origin`, or else the only one. Without such a branch it is `HEAD`; without a commit or a repository it is None.

    Args:
        root: the publication's folder; it may be inside a larger repository.
    """
    try:
        told = git(root, "for-each-ref", "--format=%(refname:lstrip=2) %(symref:lstrip=2)", "refs/remotes/")
    except GitError:
        return None
    branches = dict(row.split(" ") for row in told.splitlines())
    remote = remote_of(root)
    default = branches.get(f"{remote}/HEAD")
    named = next((name for usual in USUAL if (name := f"{remote}/{usual}") in branches), None)
    return default or named or _head(root)


def is_published(root: Path, path: str) -> bool:
    """Whether the base has a file; without git, nothing is published."""
    base = base_of(root)
    return base is not None and bool(git(root, "ls-tree", "--name-only", base, "--", path))


def in_hand(root: Path, story: Dossier) -> str:
    """The file of a story's newest version if an editor is writing it and has not published it; else empty, as without git.

    `dateline update` leaves such a story alone.
    """
    latest = story.latest
    if not latest or not latest.is_by_hand or base_of(root) is None:
        return ""
    file = layout.version_path(story.slug, latest.version)
    return "" if is_published(root, file) else file


def published_versions(root: Path, base: str | None = None) -> Mapping[str, frozenset[int]] | None:
    """The slug of each story in the base → the numbers of its versions there; None without git or a commit.

    Args:
        root: the publication's folder.
        base: a git revision that is the base; None: that of `base_of`.
    """
    base = base or base_of(root)
    if base is None:
        return None
    told = git(root, "ls-tree", "-r", "--name-only", "-z", base, "--", f"{layout.STORIES}/").split("\0")
    found: dict[str, set[int]] = {}
    for path in told:
        if number := layout.version_at(path):
            found.setdefault(layout.recorded_in(path), set()).add(number)
    return {slug: frozenset(numbers) for slug, numbers in found.items()}


def clashes(root: Path, slug: str) -> tuple[int, ...]:
    """The numbers of the versions of a story that the base has with other content, ascending; see `all_clashes`."""
    return all_clashes(root, layout.folder_of(slug)).get(slug, ())


def all_clashes(root: Path, folder: str = layout.STORIES) -> dict[str, tuple[int, ...]]:
    """The slug of each story with such versions → their numbers, for which `dateline renumber` is the answer.

    Line endings do not count, nor does a withdrawal, here or in the base. Without git, nothing clashes.

    Args:
        root: the publication's folder.
        folder: what is compared.

    Raises:
        GitError: if git reports an error.
    """
    if not (base := base_of(root)):
        return {}
    told = git(root, "diff", "--name-only", "--no-renames", "--diff-filter=a", "-z", "--relative", base, "--", folder)
    found: dict[str, tuple[int, ...]] = {}
    rows = {(layout.recorded_in(path), number, path) for path in told.split("\0") if (number := layout.version_at(path))}
    for slug, number, path in sorted(rows):
        if (root / path).is_file() and _clashes(root, path, base):
            found[slug] = (*found.get(slug, ()), number)
    return found


def _clashes(root: Path, path: str, base: str) -> bool:
    """Whether the base has another text for a version, and neither of the two is the other's tombstone."""
    here, there = (root / path).read_bytes(), git_bytes(root, "show", f"{base}:./{path}")
    return not (is_same(here, there) or any(changes_from_base(path, *two).lines for two in ((there, here), (here, there))))


def _head(root: Path) -> str | None:
    """`HEAD`, if there is a commit."""
    try:
        git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except GitError:
        return None
    return "HEAD"
