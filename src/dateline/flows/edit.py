"""Versions by hand: opens the newest one that is not published yet, or starts the next one as a copy of the last."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.core import codec, layout, yamlio
from dateline.core.analysis import compare_versions
from dateline.core.compare import Comparison
from dateline.core.errors import UsageError
from dateline.core.model import Correction, Dossier, Finding, Problem, Version
from dateline.desk.by_hand import completed, next_by_hand
from dateline.flows.fmt import fmt
from dateline.flows.stories.check import check
from dateline.flows.versions import named_version, numbers_of, refuse_clash, refuse_comments
from dateline.store.append import append_version
from dateline.store.atomic import replace_bytes, replace_text
from dateline.store.files import read
from dateline.store.git import is_ancestor
from dateline.store.lock import locked
from dateline.store.proposed import proposed_versions
from dateline.store.published import base_of, is_published
from dateline.store.revision import Revision
from dateline.store.story import must_have_settings, read_story

_ITEMS = re.compile(rb"^items:.*\n", re.MULTILINE)
_ASKED = {"changes": "changes: |\n"}
_ASKED_AT_FIRST = {
    "what": "what: |\n",
    "why_it_matters": "why_it_matters: |\n",
    "narrative": "narrative:\n- |\n",
}
"""Keys that an editor should fill in, and how they look when they are empty; canonical form leaves them out."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A version that an editor may change."""

    file: str
    """Its file in the publication."""
    number: int
    """Its number."""
    previous: int
    """The number of the last version before it that was not withdrawn; 0 if there is none."""
    is_new: bool
    """Whether it was just started."""
    proposed: str = ""
    """The branch of the remote on which another text is proposed under this number; empty if none is, as last fetched."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of a version that an editor has changed."""

    problems: tuple[Problem, ...] = ()
    """Why it cannot be read; then nothing else is known."""
    said: str = ""
    """Why it was not formatted, and its sources were not filled in; empty if it was."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with it, and with the story's folder."""
    comparison: Comparison | None = None
    """What it changes; None for a first version."""
    asks_for_changes: bool = False
    """Whether it does not say yet what is new."""

    @property
    def is_blocked(self) -> bool:
        """Whether it cannot be read, or has errors."""
        return bool(self.problems) or any(one.level == "error" for one in self.findings)

    @property
    def is_unchanged(self) -> bool:
        """Whether it says the same as the version before, apart from notes about that one's own step."""
        if self.comparison is None:
            return False
        told = [one for one in self.comparison.changes if not (one.kind == "removed" and one.at.endswith(".evolution"))]
        return replace(self.comparison, changes=tuple(told)).is_empty

    @property
    def needs_work(self) -> bool:
        """Whether there is more to write before somebody reviews it."""
        of_the_review = ("review-stale", "unreviewed")
        errors = (one for one in self.findings if one.level == "error" and one.rule not in of_the_review)
        return bool(self.problems) or self.is_unchanged or any(errors)


def open_version(root: Path, slug: str, *, correction: Correction | None = None, is_minor: bool = False, now: str) -> Opened:
    """Finds the newest version if the base does not have it yet, or else starts the next one.

    Args:
        root: the publication's folder.
        slug: the story.
        correction: how the correction of a published version begins; the version that is opened gets this entry.
        is_minor: whether the version changes only the wording.
        now: the time, UTC.

    Raises:
        UsageError: if there is no such story or version, the last version cannot be read, or the base has newer ones.
        StoreError: if another run holds the lock, or the disk fails.
    """
    with locked(root):
        story = read_story(root, slug)
        must_have_settings(root, slug)
        refuse_clash(root, slug)
        _refuse_if_behind(root, story)
        numbers = numbers_of(story)
        if correction:
            _refuse_what_is_not_published(root, story, correction.of)
        newest = numbers[-1] if numbers else 0
        file = layout.version_path(slug, newest)
        if is_minor and not newest:
            hint = f"Write it first: run `dateline edit {slug}`."
            raise UsageError("has no version yet whose wording could change", where=layout.story_path(slug), hint=hint)
        is_new = not newest or newest < story.highest or is_published(root, file)
        if is_new:
            if newest:
                named_version(story, newest)  # if that cannot be read, it cannot be copied
            version = next_by_hand(story, now, correction, is_minor=is_minor)
            newest, file = version.version, layout.version_path(slug, version.version)
            append_version(root, slug, version)
        elif is_minor:
            _refuse_what_is_not_minor(named_version(story, newest), file)
        elif correction:
            _add_correction(root, file, named_version(story, newest), correction)
        before = [number for number in numbers if number < newest]
        _ask(root, file, _ASKED if before else _ASKED_AT_FIRST)
        open_ = proposed_versions(root).get(slug)
    branch = open_.branch if is_new and open_ and open_.number == newest else ""
    return Opened(file, newest, before[-1] if before else 0, is_new, branch)


def _refuse_if_behind(root: Path, story: Dossier) -> None:
    """Refuses to work on a story of which the base has a newer version: the next number would be taken twice."""
    base = base_of(root)
    there = Revision(root, base).numbers(story.slug) if base else ()
    if base and there and there[-1] > max((*numbers_of(story), story.highest), default=0):
        where = layout.version_path(story.slug, there[-1])
        if is_ancestor(root, base):
            hint = f"Restore it with `git checkout {base} -- {where}`, or commit that you deleted it."
            raise UsageError(f"is in {base}, and was deleted here", where=where, hint=hint)
        raise UsageError(f"{base} already has this version", where=where, hint=f"Merge it first: `git merge {base}`.")


def _refuse_what_is_not_published(root: Path, story: Dossier, number: int) -> None:
    named_version(story, number)
    file = layout.version_path(story.slug, number)
    if not is_published(root, file):
        hint = f"Correct the text itself: run `dateline edit {story.slug}`."
        raise UsageError(f"version {number} is not published yet, so it needs no correction", where=file, hint=hint)


def _refuse_what_is_not_minor(version: Version, file: str) -> None:
    if version.kind != "minor":
        hint = "Write `kind: minor` in it if it changes only the wording, or leave --minor out to go on with it."
        raise UsageError(f"is not published yet, and says `kind: {version.kind}`", where=file, hint=hint)


def _add_correction(root: Path, file: str, version: Version, wanted: Correction) -> None:
    """Adds an entry, unless it is there already; one of the same version without any words is replaced."""
    same = [one for one in version.corrections if one.of == wanted.of and one.why.startswith(wanted.why)]
    if any(wanted.why or not one.was for one in same):
        return
    refuse_comments(root, file)
    others = (one for one in version.corrections if one != Correction(wanted.of, "", ""))
    replace_text(root / file, codec.dump(replace(version, corrections=(*others, wanted)), layout.schema("version")))


def _ask(root: Path, file: str, keys: dict[str, str]) -> None:
    """Adds the empty keys that an editor should fill in, right after the count of items."""
    data = read(root, file)
    lacking = [empty.encode() for key, empty in keys.items() if not re.search(rf"^{key}:".encode(), data, re.MULTILINE)]
    if lacking and (items := _ITEMS.search(data)):
        replace_bytes(root / file, b"".join((data[: items.end()], *lacking, data[items.end() :])))


def finish_version(root: Path, slug: str, opened: Opened) -> Edited:
    """Formats a version that an editor has changed, adds its sources, checks it, and compares it with the one before.

    Raises:
        UsageError: if the previous version cannot be read.
        StoreError: if another run holds the lock, or the disk fails.
    """
    if not (root / opened.file).is_file():
        hint = f"Run `dateline edit {slug}` to begin again."
        raise UsageError("is gone; the editor has deleted it", where=opened.file, hint=hint)
    with locked(root):
        (formatted,) = fmt(root, [root / opened.file])
        story = read_story(root, slug)
        if problems := formatted.problems or tuple(one for one in story.problems if one.file == opened.file):
            return Edited(problems)
        version = named_version(story, opened.number)
        previous = named_version(story, opened.previous) if opened.previous else None
        line = yamlio.first_comment(read(root, opened.file))
        if line is None:
            version = completed(version, previous, story)
            replace_text(root / opened.file, codec.dump(version, layout.schema("version")))
            _ask(root, opened.file, _ASKED if previous else {})
    findings = tuple(one for one in check(root, [slug]).findings if one.version in (opened.number, None))
    comparison = replace(compare_versions(previous, version), corrections=version.corrections) if previous else None
    said = f"{opened.file}:{line}: has a comment, so it was not formatted, and no sources were filled in" if line else ""
    return Edited((), said, findings, comparison, bool(previous and not version.changes))
