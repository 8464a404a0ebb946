"""Versions of a story as commands name them: what changed between two, how old the sentences are, which may still be changed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dateline.core import compare, layout, yamlio
from dateline.core.analysis import AnalysedStory, compare_versions
from dateline.core.compare import Blame, Comparison
from dateline.core.errors import UsageError
from dateline.core.model import Dossier, Problem, Tombstone, Version
from dateline.store.files import read
from dateline.store.published import base_of, clashes, is_published
from dateline.store.revision import Revision
from dateline.store.story import read_story


def difference(root: Path, slug: str, before: int | None = None, after: int | None = None) -> Comparison:
    """What changed between two versions of a story: the last two, or those that are named.

    Raises:
        UsageError: if there is no such story or version, only one version, or a version cannot be read.
    """
    story = _story(root, slug)
    numbers = numbers_of(story)
    if before is None and len(numbers) == 1:
        raise UsageError("there is only one version", where=layout.folder_of(slug), hint="Comparing needs two.")
    was, now = (named_version(story, number) for number in (before or numbers[-2], after or numbers[-1]))
    found = AnalysedStory(story).comparison(was, now)
    between = [one for one in story.versions if was.version < one.version <= now.version]
    return replace(found, corrections=tuple(correction for one in between for correction in one.corrections))


def difference_from(root: Path, slug: str, base: str, before: int | None = None, after: int | None = None) -> Comparison:
    """What changed from a version in a git revision to one in the working copy.

    Without numbers, the newest of each is meant; with one number, the version of this number in both.

    Raises:
        UsageError: if git cannot find the revision, there is no such story or version, or a version cannot be read.
    """
    revision = Revision(root, base)
    story = _story(root, slug)
    now = named_version(story, after or before or numbers_of(story)[-1])
    return compare_versions(_in_revision(revision, base, slug, before), now)


def blame(root: Path, slug: str, number: int | None = None) -> tuple[Blame, ...]:
    """How old each sentence of a version is; without a number: of the newest version.

    Raises:
        UsageError: if there is no such story or version, or it or an earlier one cannot be read.
    """
    story = _story(root, slug)
    last = named_version(story, number or numbers_of(story)[-1])
    for broken in _broken(story):
        if broken < last.version:
            named_version(story, broken)
    return compare.blame([one for one in AnalysedStory(story).versions if one.version.version <= last.version])


def proposed_version(root: Path, slug: str, number: int | None = None) -> Version:
    """A version that may still be changed, because the base does not have it; without a number: the newest.

    Raises:
        UsageError: if there is no such version, it is published or cannot be read, or comments in its file would be lost.
    """
    story = _story(root, slug)
    version = named_version(story, number or numbers_of(story)[-1])
    file = layout.version_path(slug, version.version)
    refuse_clash(root, slug)
    if is_published(root, file):
        hint = f"To correct it in the next version, run `dateline edit {slug} --correct {version.version}`."
        raise UsageError("is published, and published versions never change", where=file, hint=hint)
    if base_of(root) is None and version.version != numbers_of(story)[-1]:
        hint = "Without a commit in git, nobody knows what is published, so only the newest version can be changed."
        raise UsageError("is not the newest version", where=file, hint=hint)
    refuse_comments(root, file)
    return version


def refuse_clash(root: Path, slug: str) -> None:
    """Refuses to work on a story of which the base has another version under a number that is used here.

    Raises:
        UsageError: if it has.
    """
    if found := clashes(root, slug):
        what = f"{base_of(root)} has another version {found[0]}"
        hint = f"Give yours the next number: `dateline renumber {slug}`."
        raise UsageError(what, where=layout.version_path(slug, found[0]), hint=hint)


def refuse_comments(root: Path, file: str) -> None:
    """Refuses to write a file anew if it has comments.

    Raises:
        UsageError: if it has.
    """
    if line := yamlio.first_comment(read(root, file)):
        hint = f"Remove the comments by hand, or with `dateline fmt --drop-comments {file}`."
        raise UsageError("has a comment that would be lost", where=f"{file}:{line}", hint=hint)


def _story(root: Path, slug: str) -> Dossier:
    story = read_story(root, slug)
    if not numbers_of(story):
        hint = f"To draft one, run `dateline update {slug}`; to write one yourself, `dateline edit {slug}`."
        raise UsageError("there is no version", where=layout.folder_of(slug), hint=hint)
    return story


def numbers_of(story: Dossier) -> Sequence[int]:
    """The numbers of the versions that were not withdrawn, ascending, with those that cannot be read."""
    return sorted({one.version for one in story.versions} | _broken(story).keys())


def _broken(story: Dossier) -> dict[int, Problem]:
    """The number of each version that cannot be read → what is wrong with it."""
    read = {*(one.version for one in story.versions), *(one.version for one in story.tombstones)}
    found = ((layout.version_at(problem.file), problem) for problem in reversed(story.problems))
    return {number: problem for number, problem in found if number and number not in read}


def named_version(story: Dossier, number: int) -> Version:
    """A version of a story.

    Raises:
        UsageError: if there is no such version, it was withdrawn, or it cannot be read.
    """
    where = layout.folder_of(story.slug)
    if problem := _broken(story).get(number):
        raise _unreadable(number, problem)
    if gone := next((one for one in story.tombstones if one.version == number), None):
        raise _withdrawn(gone, where)
    if found := next((one for one in story.versions if one.version == number), None):
        return found
    raise _missing(number, where, numbers_of(story))


def _in_revision(revision: Revision, base: str, slug: str, number: int | None) -> Version:
    where = f"{base}:{layout.folder_of(slug)}"
    numbers = revision.numbers(slug)
    if not numbers:
        hint = "Name a later revision, or leave out --base to compare versions."
        raise UsageError(f'the story "{slug}" had no version at {base}', where=where, hint=hint)
    number = number or numbers[-1]
    if number not in numbers:
        raise _missing(number, where, numbers)
    parsed = revision.version(slug, number)
    if isinstance(parsed.value, Tombstone):
        raise _withdrawn(parsed.value, where)
    if parsed.value is None:
        raise _unreadable(number, replace(parsed.problems[0], file=f"{base}:{parsed.problems[0].file}"))
    return parsed.value


def _unreadable(number: int, problem: Problem) -> UsageError:
    named = problem.at and problem.at not in problem.message
    message = f"version {number} cannot be read: {f'{problem.at}: ' * bool(named)}{problem.message}"
    hint = problem.hint or "Restore the file from git, or name another version."
    return UsageError(message, where=f"{problem.file}:{problem.line}", hint=hint)


def _withdrawn(tombstone: Tombstone, where: str) -> UsageError:
    gone = tombstone.withdrawn
    what = f"version {tombstone.version} was withdrawn on {gone.on}: {gone.why}"
    return UsageError(what, where=where, hint="Name another version.")


def _missing(number: int, where: str, numbers: Sequence[int]) -> UsageError:
    if not numbers:
        return UsageError("the story has no version yet", where=where, hint="Start the first one with `dateline edit`.")
    return UsageError(f"there is no version {number}", where=where, hint=f"It has v{numbers[0]} to v{numbers[-1]}.")
