"""Shows the site while somebody works on it: builds it now and after each change."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from dateline.core import layout
from dateline.core.errors import DatelineError
from dateline.core.model import Finding
from dateline.flows.build import build
from dateline.flows.stories.asked import Built
from dateline.flows.stories.check import check
from dateline.site.preview import Preview, preview
from dateline.store.inputs import FOLDERS
from dateline.store.reading import read_config
from dateline.store.watching import changes

SHOWN = 10
"""Pages show at most this many errors, and as many warnings; the terminal shows all."""


class Served(NamedTuple):
    """What became of the site after a change."""

    address: str
    """Where the site is shown."""
    result: Built | DatelineError
    """The result of the build, or why there was none."""
    warnings: tuple[Finding, ...] = ()
    """What is doubtful in the publication; nothing if the build found errors."""


def serve(
    root: Path,
    port: int | None = None,
    *,
    drafts: bool = False,
    building: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Generator[Served]:
    """What becomes of the site, for ever: now, and after each change.

    If a build finds errors, the last good site stays, and its pages show the errors. If it finds none, open pages reload, and
    after that everything is checked; the pages show the warnings.

    Args:
        root: the publication's folder.
        port: the port; None: 8000 or the next one that is free; 0: any that is free.
        drafts: whether drafts have pages too.
        building: is entered for each build.

    Raises:
        UsageError: if the port cannot be used, or the extra `serve` is missing.
        StoreError: if the folders cannot be watched.
    """
    with preview(root / layout.PREVIEW, port) as shown:
        for _ in changes(root, FOLDERS):
            with building():
                built = _built(root, shown, drafts=drafts)
                is_there = isinstance(built, Built) and built.written is not None
                warnings = _warnings(root) if is_there else ()
            shown.warn([*_lines(warnings)])
            yield Served(shown.address, built, warnings)


def _built(root: Path, shown: Preview, *, drafts: bool) -> Built | DatelineError:
    try:
        built = build(root, root / layout.PREVIEW, drafts=drafts)
        url = read_config(root).url
    except DatelineError as error:
        shown.refuse([str(error), error.hint])
        return error
    if built.written:
        shown.show(url, is_new=bool(built.written.written or built.written.removed))
    else:
        shown.refuse([*_lines(built.findings)])
    return built


def _warnings(root: Path) -> tuple[Finding, ...]:
    """The warnings; nothing if a file is being changed while it is read: after that change, they are looked for again."""
    try:
        return tuple(one for one in check(root).findings if one.level == "warning")
    except DatelineError:
        return ()


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    """The first findings, each with its file and line, and the number of the others."""
    yield from (f"{one.file}:{one.line}: {one.message}" for one in findings[:SHOWN])
    if len(findings) > SHOWN:
        yield f"… and {len(findings) - SHOWN} more: see the terminal"
