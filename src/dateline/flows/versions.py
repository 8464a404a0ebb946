"""What changed between versions of a story, and how old its sentences are: for `diff` and `blame`."""

from pathlib import Path

from dateline.core import compare, layout
from dateline.core.analysis import AnalysedStory
from dateline.core.compare import Blame, Comparison
from dateline.core.errors import UsageError
from dateline.core.model import Dossier, Version
from dateline.store.story import read_story


def difference(root: Path, slug: str, before: int | None = None, after: int | None = None) -> Comparison:
    """What changed between two versions of a story: the last two, or those that are named.

    Raises:
        UsageError: if there is no such story or version, or only one version.
    """
    story = _story(root, slug)
    if before is None and len(story.versions) == 1:
        raise UsageError("there is only one version", where=layout.folder_of(slug), hint="Comparing needs two.")
    was, now = before or story.versions[-2].version, after or story.versions[-1].version
    return AnalysedStory(story).comparison(_named(story, was), _named(story, now))


def blame(root: Path, slug: str, number: int | None = None) -> tuple[Blame, ...]:
    """How old each sentence of a version is; without a number: of the newest version.

    Raises:
        UsageError: if there is no such story or version.
    """
    story = _story(root, slug)
    last = _named(story, number or story.versions[-1].version)
    return compare.blame([one for one in AnalysedStory(story).versions if one.version.version <= last.version])


def _story(root: Path, slug: str) -> Dossier:
    story = read_story(root, slug)
    if not story.versions:
        raise UsageError("there is no version to read", where=layout.folder_of(slug), hint=f"To see why: dateline check {slug}.")
    return story


def _named(story: Dossier, number: int) -> Version:
    where = layout.folder_of(story.slug)
    if gone := next((one.withdrawn for one in story.tombstones if one.version == number), None):
        raise UsageError(f"version {number} was withdrawn on {gone.on}: {gone.why}", where=where, hint="Name another version.")
    if found := next((one for one in story.versions if one.version == number), None):
        return found
    known = f"v{story.versions[0].version} to v{story.versions[-1].version}"
    raise UsageError(f"there is no version {number}", where=where, hint=f"It has {known}.")
