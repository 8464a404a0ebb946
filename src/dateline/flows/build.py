"""Builds the site from the files of a publication: read, check, plan, render, write."""

import multiprocessing
import os
import re
import signal
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from dateline.core.config import HTTP_URL
from dateline.core.errors import UsageError
from dateline.core.publication import Publication
from dateline.flows.check import Checked, check
from dateline.site import Written, load_theme, plan_pages, write_site

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

SOURCES = ("content", "stories", "theme", "scripts", ".git")
"""The site is never written into these folders."""


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build."""

    checked: Checked
    """The publication and its findings."""
    written: Written | None
    """What was written; None if there are errors: then nothing is written."""
    seconds: float
    """How long it took."""

    @property
    def publication(self) -> Publication:
        """The publication."""
        return self.checked.publication


def build(root: Path, out: Path, *, url: str | None = None, jobs: int = 1, cached: bool = True) -> Built:
    """Builds the site of the publication below `root`.

    Args:
        root: the publication's folder.
        out: where the site goes; nothing is written there if there are errors.
        url: the site's address, instead of the one in the settings.
        jobs: the number of processes that render stories.
        cached: whether pages that would not change are skipped.

    Raises:
        UsageError: if the settings cannot be read, the address is not valid, or `out` is among the sources.
        StoreError: if a file cannot be read or written.
    """
    _refuse_sources(root, out)
    started = perf_counter()
    checked = check(root, cached=False, only_errors=True)
    publication = _at(checked.publication, url)
    written = None
    if not checked.blocks():
        outputs = plan_pages(publication, checked.stories, load_theme(root / "theme"))
        with _workers(min(jobs, len(publication.stories))) as executor:
            written = write_site(outputs, out, fresh=not cached, executor=executor)
    return Built(checked, written, perf_counter() - started)


def _workers(jobs: int) -> AbstractContextManager[Executor | None]:
    return ProcessPoolExecutor(jobs, initializer=_end_with_parent) if jobs > 1 else nullcontext()


def _end_with_parent() -> None:
    """Ignores Ctrl-C, which the parent process handles, and ends as soon as the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)


def _refuse_sources(root: Path, out: Path) -> None:
    """Raises UsageError if the output folder is one of the source folders, or contains them."""
    place, home = out.resolve(), root.resolve()
    if home.is_relative_to(place) or any(place.is_relative_to(home / name) for name in SOURCES):
        raise UsageError("the site cannot be written among its sources", where=str(out), hint="Use build/ or another folder.")


def _at(publication: Publication, url: str | None) -> Publication:
    """The publication at another address."""
    if url is None:
        return publication
    if not re.fullmatch(HTTP_URL.pattern, url):
        raise UsageError(f'should be {HTTP_URL.wants}, not "{url}"', where="--url", hint="Example: https://example.org/briefs/.")
    return replace(publication, config=replace(publication.config, url=url))
