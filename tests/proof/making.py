"""Makes all that is made of publications: `python making.py FOLDER OUT JOBS ORDER`.

FOLDER has the publications, each in a folder. OUT gets the site, the archive and the reports of each.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any, Self

from dateline.cli import checking, main

NOW = "2026-06-10T06:00:00Z"
REPORTS = {
    "check.txt": ("check", "--notes"),
    "check.json": ("check", "--format", "json"),
    "check.sarif": ("check", "--format", "sarif"),
    "evidence.json": ("check", "--evidence", "--format", "json"),
    "status.json": ("status", "--format", "json"),
}
REPORTS_OF_A_STORY = {
    "diff.md": ("diff", "--format", "markdown"),
    "diff.json": ("diff", "--format", "json"),
    "blame.json": ("blame", "--format", "json"),
}
ORDERS: dict[str, Callable[[list[Any], str], list[Any]]] = {
    "reversed": lambda entries, _: sorted(entries, key=_name, reverse=True),
    "shuffled": lambda entries, seed: random.Random(f"{seed}{len(entries)}").sample(entries, len(entries)),
}


def _name(entry: os.DirEntry[str] | str) -> str:
    return entry if isinstance(entry, str) else entry.name


class Entries:
    """What `os.scandir` returns, in an order of ours."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None: ...


def list_in(order: str) -> None:
    """From now on the file system lists each folder in an order: `reversed`, or `shuffled` with a seed."""
    kind, _, seed = order.partition(" ")
    scan, names = os.scandir, os.listdir

    def scandir(path: Any = ".") -> Entries:
        with scan(path) as entries:
            return Entries(ORDERS[kind](list(entries), seed))

    os.scandir = scandir  # type: ignore[assignment]
    os.listdir = lambda path=".": ORDERS[kind](names(path), seed)


def made(root: Path, out: Path, jobs: str) -> None:
    """Makes all of a publication."""
    out.mkdir(parents=True)
    told(root, out / "build.txt", "build", "--no-cache", "--jobs", jobs, "--out", str(out / "site"))
    told(root, out / "export.txt", "export", "--out", str(out / "export.zip"))
    (out / "build.txt").unlink()  # how long it took
    (out / "export.txt").unlink()  # where the archive is
    for name, argv in REPORTS.items():
        told(root, out / name, *argv)
    for slug in sorted(path.parent.name for path in root.glob("stories/*/story.yaml")):
        for name, (command, *rest) in REPORTS_OF_A_STORY.items():
            told(root, out / f"{slug}-{name}", command, slug, *rest)


def told(root: Path, file: Path, *argv: str) -> None:
    """Runs a command, and puts into a file what it prints."""
    with file.open("w", encoding="utf-8") as stream, redirect_stdout(stream), suppress(SystemExit):
        main(["-C", str(root), *argv])


if __name__ == "__main__":
    given, into, processes, listed = sys.argv[1:]
    vars(checking)["now"] = lambda: NOW
    if listed:
        list_in(listed)
    for publication in sorted(Path(given).iterdir()):
        made(publication, Path(into, publication.name), processes)
