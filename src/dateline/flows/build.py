"""Builds the site from the files of a publication. If nothing changed since the last build, it only looks at the files."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from dateline.core.errors import UsageError
from dateline.core.written import Written
from dateline.flows.stories.asked import SEPARATOR, Asked, Built, is_as_left, known_files, refreshed
from dateline.store.build_cache import BuildCache, LastBuild, PieceLost
from dateline.store.checked import checks_file
from dateline.store.inputs import FOLDERS, inputs
from dateline.store.states import Noted, clock_of, noted, state_of

SOURCES = (*FOLDERS, "scripts", ".git")
"""The site is never written into these folders."""
DRAFTS = ("--drafts", "", "")
"""Stands among the files that the site is made from if drafts have pages, so that another build knows."""
CHECKS = "--state: checks.jsonl"
"""The name, among these files, of the one that says when each story was last checked."""


def build(  # noqa: PLR0913  # all by name
    root: Path,
    out: Path,
    *,
    url: str | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    cached: bool = True,
    explain: str = "",
    drafts: bool = False,
    state: Path | None = None,
) -> Built:
    """Builds the site of the publication below `root`.

    Args:
        root: the publication's folder.
        out: where the site goes; nothing is written there if there are errors.
        url: the site's address, instead of the one in the settings.
        jobs: the number of processes that build stories; None: as many as the work is worth.
        scheduler: the address of a Dask cluster whose workers build the stories; they need the same folders.
        cached: whether the results of earlier builds are used.
        drafts: whether drafts have pages too, which say what they are.
        state: a checkout of the branch `dateline-state`, for "last checked"; None: pages do not say it.
        explain: the address or the file of a page; the result says why it was rendered, or was not.

    Raises:
        UsageError: if the settings cannot be read, there is no folder `state`, the address is not valid, or `out` is among the
            sources.
        StoreError: if a file cannot be read or written.
    """
    started = perf_counter()
    _refuse_sources(root, out)
    cache = BuildCache(root, hashlib.sha256(f"{out.resolve()}\0{url}".encode(errors="surrogateescape")).hexdigest()[:16])
    try:
        checks = checks_file(state) if state else None
        asked = Asked(root, out, cache, url, jobs, scheduler, explain, drafts, checks)
        try:
            built = _built(asked, cache.site() if cached else None)
        except PieceLost:
            built = _built(asked, None)
    finally:
        cache.close()
    return replace(built, seconds=perf_counter() - started)


def _built(asked: Asked, last: LastBuild | None) -> Built:
    clock = clock_of(asked.cache.folder)
    files = sorted((*inputs(asked.root), *_of_this_kind(asked)))
    if last and not asked.explain:
        names, states = (SEPARATOR.join(column) for column in list(zip(*files, strict=True))[::2])
        is_as_read = (names, states) == (last.paths, last.states)
        if is_as_read and all(is_as_left(asked.out, *files) for files in asked.cache.left()):
            return _as_before(last)
    known = known_files(last) if last else {}
    now = noted(files, known)
    if last and not asked.explain and _hashes(now) == _hashes(known) and refreshed(asked, last, now, clock):
        return _as_before(last)

    # First and from here, because Python compiles patterns slowly where a long chain of imports has filled a page of its stack.
    import dateline.core.text  # noqa: F401, PLC0415
    from dateline.flows.stories.rebuild import rebuild  # noqa: PLC0415  # takes longer to load than to see that nothing changed

    return rebuild(asked, now, _hashes(known), clock)


def _of_this_kind(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """What stands among the files of builds of this kind."""
    if asked.drafts:
        yield DRAFTS
    if asked.checks:
        yield CHECKS, str(asked.checks), state_of(str(asked.checks))


def _as_before(last: LastBuild) -> Built:
    pages, size, stories, versions, left_out, skipped, too_many, bare = json.loads(last.outcome)
    written = Written(pages, 0, 0, pages, 0, size)
    left_out = tuple(left_out)
    return Built((), written, stories, versions, left_out, skipped=tuple(skipped), too_many=too_many, without_card=tuple(bare))


def _hashes(files: dict[str, Noted]) -> dict[str, str]:
    return {name: one.hash for name, one in files.items()}


def _refuse_sources(root: Path, out: Path) -> None:
    """Raises UsageError if the output folder is one of the source folders, or contains them."""
    place, home = out.resolve(), root.resolve()
    if home.is_relative_to(place) or any(place.is_relative_to(home / name) for name in SOURCES):
        raise UsageError("the site cannot be written among its sources", where=str(out), hint="Use build/ or another folder.")
