"""A story's versions as they were in a git revision."""

from pathlib import Path

from dateline.core import codec, layout
from dateline.core.codec import Parsed
from dateline.core.model import Tombstone, Version
from dateline.store.git import commit_of, git, git_bytes


class Revision:
    """A git revision of a publication."""

    def __init__(self, root: Path, base: str) -> None:
        """Finds the revision.

        Args:
            root: the publication's folder.
            base: a branch, tag or commit, such as `origin/main`.

        Raises:
            UsageError: if git is not installed, this is not a repository, or there is no such revision.
        """
        self._root = root
        self._commit = commit_of(root, base)

    def numbers(self, slug: str) -> tuple[int, ...]:
        """The numbers of a story's versions, ascending; empty if the story was not there yet."""
        told = git(self._root, "ls-tree", "--name-only", "-z", self._commit, "--", f"{layout.folder_of(slug)}/")
        return tuple(sorted(number for path in told.split("\0") if (number := layout.version_at(path))))

    def version(self, slug: str, number: int) -> Parsed[Version | Tombstone]:
        """One of these versions."""
        file = layout.version_path(slug, number)
        return codec.parse_version(git_bytes(self._root, "show", f"{self._commit}:./{file}"), file, strict=False)
