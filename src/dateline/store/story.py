"""Reads one story by itself. What is wrong in a file becomes a `Problem`, and the rest is read."""

from dataclasses import replace
from pathlib import Path

from dateline.core import codec, layout, yamlio
from dateline.core.codec import Parsed
from dateline.core.errors import UsageError
from dateline.core.ledger import events_of, items_of
from dateline.core.model import Dossier, LedgerLine, Problem, Story, Tombstone, Version
from dateline.core.publication import no_story
from dateline.store import files


def find_stories(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The slugs of all stories, sorted, and what else is in the folder of stories.

    Raises:
        StoreError: if the folder cannot be listed.
    """
    slugs: list[str] = []
    strays: list[Problem] = []
    for entry in files.entries(root, root / layout.STORIES):
        if problem := files.unsafe_entry(root, entry):
            strays.append(problem)
        elif layout.is_slug(entry.path.name) and entry.is_folder:
            slugs.append(entry.path.name)
        else:
            strays.append(files.stray_story(root, entry.path))
    return tuple(slugs), tuple(strays)


def read_story(root: Path, slug: str) -> Dossier:
    """One story.

    Raises:
        UsageError: if there is no such story.
        StoreError: if a file cannot be read.
    """
    must_exist(root, slug)
    names, strays = _names(root, slug)
    story = _story(root, slug, names)
    filed, wrong = _versions(root, slug, names)
    versions = tuple(one for one in filed if isinstance(one, Version))
    tombstones = tuple(one for one in filed if isinstance(one, Tombstone))
    ledger = _ledger(root, slug, names)
    lines = ledger.value or ()
    problems = (*story.problems, *wrong, *ledger.problems, *strays)
    held = (items_of(lines), events_of(lines), lines)
    return Dossier(slug, story.value or Story(title=slug), versions, *held, problems, tombstones)


def must_have_settings(root: Path, slug: str) -> None:
    """Refuses to write to a story that has no `story.yaml`.

    Raises:
        UsageError: if the file is missing.
    """
    file = layout.story_path(slug)
    if not (root / file).is_file():
        raise UsageError("is missing", where=file, hint=_make(slug))


def _make(slug: str) -> str:
    return f'Make it: `dateline new {slug} --title "…"`.'


def must_exist(root: Path, slug: str) -> None:
    """Stops if there is no such story.

    Raises:
        UsageError: if there is none, or its folder is a symbolic link that leads out of the publication.
        StoreError: if the folder of stories cannot be listed.
    """
    path = root / layout.STORIES / slug
    if not layout.is_slug(slug) or not path.is_dir() or layout.leaves(root, path):
        raise no_story(slug, find_stories(root)[0])


def _names(root: Path, slug: str) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The names of the story's files, and the objections to everything else in its folder."""
    names: set[str] = set()
    strays: list[Problem] = []
    for entry in files.entries(root, root / layout.STORIES / slug, is_inside=True):
        name = entry.path.name
        known = name in (layout.STORY, layout.LEDGER) or layout.version_number(name)
        if problem := files.unsafe_entry(root, entry):
            strays.append(problem)
        elif known and entry.is_file:
            names.add(name)
        else:
            strays.append(files.stray_in_story(root, entry.path))
    return frozenset(names), tuple(strays)


def _story(root: Path, slug: str, names: frozenset[str]) -> Parsed[Story]:
    file = layout.story_path(slug)
    if layout.STORY in names:
        return codec.parse(Story, files.read(root, file), file)
    return Parsed(None, (Problem("bad-shape", file, 1, 1, "", "is missing", _make(slug)),))


def _ledger(root: Path, slug: str, names: frozenset[str]) -> Parsed[tuple[LedgerLine, ...]]:
    if layout.LEDGER not in names:
        return Parsed(())
    file = layout.ledger_path(slug)
    data = files.read(root, file)
    parsed = codec.parse_ledger(data, file)
    return replace(parsed, problems=tuple(_torn(one) if one.line > data.count(b"\n") else one for one in parsed.problems))


def _torn(problem: Problem) -> Problem:
    """The problem of a last line that has no line ending, with its likely cause."""
    hint = "Run `dateline update`: it removes the line and collects its item again."
    return replace(problem, message="the last line is cut off", hint=hint)


def _versions(root: Path, slug: str, names: frozenset[str]) -> tuple[tuple[Version | Tombstone, ...], tuple[Problem, ...]]:
    """The versions that can be read, including withdrawn ones, in order. An unknown key is a problem only in the newest."""
    numbers = sorted(number for name in names if (number := layout.version_number(name)))
    parsed = [_version(root, slug, number, strict=number == numbers[-1]) for number in numbers]
    return tuple(one.value for one in parsed if one.value), tuple(problem for one in parsed for problem in one.problems)


def _version(root: Path, slug: str, number: int, *, strict: bool) -> Parsed[Version | Tombstone]:
    file = layout.version_path(slug, number)
    data = files.read(root, file)
    parsed = codec.parse_version(data, file, strict=strict)
    if parsed.value and parsed.value.version != number:
        message = f"says version {parsed.value.version}, but the file's name says {number}"
        hint = f"Write `version: {number}`. If the version is published, restore its file from git."
        return Parsed(None, (Problem("bad-shape", file, *yamlio.locate(data, ("version",)), "version", message, hint),))
    return parsed
