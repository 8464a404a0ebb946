"""What `diff` and `blame` read: versions of one story, by number."""

from pathlib import Path

from dateline.core import layout
from dateline.core.errors import UsageError
from dateline.core.model import Dossier, Version
from dateline.store import read_story


def pair(root: Path, slug: str, before: int | None = None, after: int | None = None) -> tuple[Version, Version]:
    """Two versions of a story: the last two, or those that are named.

    Raises:
        UsageError: when there is no such story or version, or only one version.
    """
    story = _story(root, slug)
    if before is None and len(story.versions) == 1:
        raise UsageError("there is only one version", where=layout.folder_of(slug), hint="There is none to compare it with.")
    return _named(story, before or story.versions[-2].version), _named(story, after or story.versions[-1].version)


def versions_to(root: Path, slug: str, number: int | None = None) -> tuple[Version, ...]:
    """The versions of a story up to one of them, ascending; without a number: all.

    Raises:
        UsageError: when there is no such story or version.
    """
    story = _story(root, slug)
    last = _named(story, number or story.versions[-1].version)
    return tuple(version for version in story.versions if version.version <= last.version)


def _story(root: Path, slug: str) -> Dossier:
    story = read_story(root, slug)
    if not story.versions:
        raise UsageError("there is no version to read", where=layout.folder_of(slug), hint=f"`dateline check {slug}` says why.")
    return story


def _named(story: Dossier, number: int) -> Version:
    where = layout.folder_of(story.slug)
    if gone := next((one.withdrawn for one in story.tombstones if one.version == number), None):
        raise UsageError(f"version {number} was withdrawn on {gone.on}: {gone.why}", where=where, hint="Name another version.")
    if found := next((one for one in story.versions if one.version == number), None):
        return found
    known = f"v{story.versions[0].version} to v{story.versions[-1].version}"
    raise UsageError(f"there is no version {number}", where=where, hint=f"It has {known}.")
