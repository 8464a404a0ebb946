"""What there is to propose: versions here that the base does not have, and proposals that stand on the remote."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core import codec, layout
from dateline.core.model import Version
from dateline.core.publication import no_story
from dateline.store import files
from dateline.store.proposed import ProposedVersion, all_proposed, branch_for
from dateline.store.published import published_versions
from dateline.store.story import find_stories


@dataclass(frozen=True, slots=True)
class Proposable:
    """A version that the base does not have: here, on a branch of the remote, or both."""

    slug: str
    """The story."""
    number: int
    """Its number."""
    branch: str
    """The name of its branch, whether that is there or not."""
    here: Mapping[str, bytes]
    """The story's files in the working tree, by their paths, if it is the newest version there; else empty."""
    there: ProposedVersion | None
    """The version on its branch; None if there is no such branch."""

    @property
    def file(self) -> str:
        """The path of the version."""
        return layout.version_path(self.slug, self.number)

    @property
    def head(self) -> str:
        """The newest commit of its branch; empty before the first push."""
        return self.there.commit if self.there else ""

    @property
    def version(self) -> Version | None:
        """The version in the working tree; None if it is not here or cannot be read."""
        value = codec.parse_version(self.here[self.file], self.file, strict=False).value if self.here else None
        return value if isinstance(value, Version) else None

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still writes it: a version by hand without one of the texts that a version needs."""
        one = self.version
        return bool(one and one.is_by_hand and not (one.what and one.narrative and (one.changes or one.version == 1)))


def find_proposable(root: Path, slugs: Sequence[str] = ()) -> tuple[Proposable, ...]:
    """Every version to propose, by story and number.

    Args:
        root: the publication's folder.
        slugs: only these stories; empty: all of them.

    Raises:
        UsageError: if a slug names no story.
        StoreError: if a file cannot be read.
        GitError: if git reports an error.
    """
    published = published_versions(root) or {}
    stories = find_stories(root)[0]
    here = {(slug, number) for slug in stories if (number := _newest_here(root, slug, published.get(slug, frozenset())))}
    there = {(one.slug, one.number): one for one in all_proposed(root)}
    known = {*stories, *(slug for slug, _ in there)}
    for slug in slugs:
        if slug not in known:
            raise no_story(slug, sorted(known))
    return tuple(
        Proposable(
            slug,
            number,
            there[slug, number].branch if (slug, number) in there else branch_for(root, slug, number),
            dict(_files(root, slug, is_new=slug not in published)) if (slug, number) in here else {},
            there.get((slug, number)),
        )
        for slug, number in sorted(here | there.keys())
        if not slugs or slug in slugs
    )


def _newest_here(root: Path, slug: str, published: Collection[int]) -> int:
    """The number of the story's newest version if the base does not have it; else 0."""
    newest = max((number for name in _names(root, slug) if (number := layout.version_number(name))), default=0)
    return newest if newest > max(published, default=0) else 0


def _files(root: Path, slug: str, *, is_new: bool) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of each file that belongs to the story; of a new story, also the settings, which got its feeds."""
    for name in _names(root, slug):
        if name in (layout.STORY, layout.LEDGER) or layout.version_number(name):
            where = layout.in_story(slug, name)
            yield where, files.read(root, where)
    if is_new:
        yield layout.SITE, files.read(root, layout.SITE)


def _names(root: Path, slug: str) -> list[str]:
    """The names of the files in the story's folder; a symbolic link may lead to a file of somebody else."""
    paths = (root / layout.folder_of(slug)).iterdir()
    return sorted(path.name for path in paths if path.is_file() and not path.is_symlink())
