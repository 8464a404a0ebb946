"""Reads a whole publication from its folder."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from dateline.core import codec, layout
from dateline.core.codec import Parsed
from dateline.core.config import Config
from dateline.core.errors import UsageError
from dateline.core.model import Dossier, Problem
from dateline.core.publication import Publication
from dateline.store import files
from dateline.store.feed_settings import contradictions, missing_feed_files, unsafe_settings
from dateline.store.front_matter import parse_intro, parse_page, parse_signal
from dateline.store.line_ends import windows_line_ends
from dateline.store.pictures import read_pictures
from dateline.store.story import find_stories, read_story

T = TypeVar("T")
Each = Callable[[Callable[[str], Dossier], Iterable[str]], Iterable[Dossier]]


def read_publication(root: Path, each: Each = map) -> Publication:
    """The whole publication. What is wrong in a file becomes a `Problem`, and the rest is read.

    Args:
        root: the publication's folder.
        each: reads the stories: `map`, or the `map` of an executor, because stories are read independently.

    Raises:
        UsageError: if `content/site.yaml` is missing or wrong.
        StoreError: if a file cannot be read.
    """
    around, slugs = read_around(root)
    stories = tuple(each(partial(read_story, root), slugs))
    return replace(around, stories=stories, problems=(*around.problems, *windows_line_ends(root, slugs)))


def read_around(root: Path) -> tuple[Publication, tuple[str, ...]]:
    """The publication without its stories, and their slugs.

    Raises:
        UsageError: if `content/site.yaml` is missing or wrong.
        StoreError: if a file cannot be read.
    """
    config = read_config(root)
    slugs, strays = find_stories(root)
    pages, bad_pages = _read_folder(root, layout.PAGES, parse_page)
    signals, bad_signals = _read_folder(root, layout.SIGNALS, parse_signal)
    intros, bad_intros = _read_folder(root, layout.INTROS, parse_intro, layout.is_day)
    pictures, bad_pictures = read_pictures(root)
    places = missing_feed_files(root, config, files.read(root, layout.SITE))
    newest_first = tuple(sorted(signals, key=lambda signal: signal.date, reverse=True))
    problems = (*places, *bad_pages, *bad_signals, *bad_intros, *bad_pictures, *strays)
    return Publication(config, (), pages, newest_first, intros, pictures, problems), slugs


def read_config(root: Path) -> Config:
    """The settings.

    Raises:
        UsageError: if `content/site.yaml` is missing or wrong; it lists every problem.
        StoreError: if it cannot be read.
    """
    path = root / layout.SITE
    if not path.exists():
        raise UsageError(
            "is missing", where=layout.SITE, hint="Name the publication with -C DIR, or make one: `dateline init DIR`."
        )
    if problem := files.unsafe_entry(root, files.entry(root, path)):
        raise UsageError(problem.message, where=layout.SITE, hint=problem.hint)
    data = files.read(root, layout.SITE)
    if not data.strip():
        raise UsageError("is empty", where=layout.SITE, hint="Write a title, and the url that the site will have.")
    parsed = codec.parse(Config, data, layout.SITE)
    found = (*contradictions(parsed.value, data), *unsafe_settings(data)) if parsed.value else ()
    problems = sorted(found, key=lambda one: one.line) if parsed.value else list(parsed.problems)
    if parsed.value and not problems:
        return parsed.value
    first, *others = problems
    also = "".join(f"; line {one.line}: {_told(one)}" for one in others)
    hints = [first.hint, *(f"Line {one.line}: {one.hint}" for one in others if one.hint != first.hint)]
    raise UsageError(_told(first) + also, where=f"{first.file}:{first.line}", hint=" ".join(hints))


def _told(problem: Problem) -> str:
    return f"{problem.at}: {problem.message}" if problem.at else problem.message


def _read_folder(
    root: Path, name: str, parse: Callable[[bytes, str], Parsed[T]], is_name: Callable[[str], bool] = layout.is_slug
) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """What could be read in a folder of Markdown files, by file name, and what could not."""
    values: list[T] = []
    problems: list[Problem] = []
    for entry in files.entries(root, root / name):
        path = entry.path
        file = path.relative_to(root)
        if problem := files.unsafe_entry(root, entry):
            problems.append(problem)
        elif not (entry.is_file and path.suffix == ".md" and is_name(path.stem)):
            problems.append(files.stray_page(root, path) if is_name is layout.is_slug else files.stray_intro(root, path))
        else:
            parsed = parse(files.read(root, file.as_posix()), file.as_posix())
            problems += parsed.problems
            values += [parsed.value] if parsed.value else []
    return tuple(values), tuple(problems)
