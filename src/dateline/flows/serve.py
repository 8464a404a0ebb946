"""Shows the site while somebody works on it: builds it now and after each change."""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from dateline.core import layout
from dateline.core.errors import DatelineError
from dateline.flows.build import build
from dateline.flows.stories.asked import Built
from dateline.site.preview import Preview, preview
from dateline.store.inputs import FOLDERS
from dateline.store.reading import read_config
from dateline.store.watching import changes

SHOWN = 10
"""Pages show at most this many errors; the terminal shows all."""


def serve(
    root: Path,
    port: int | None = None,
    *,
    drafts: bool = False,
    building: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Generator[tuple[str, Built | DatelineError]]:
    """The site's address and the result of each build, for ever: of the first one, and of one after each change.

    If a build finds errors, the last good site stays, and its pages show the errors.

    Args:
        root: the publication's folder.
        port: the port; None: 8000 or the next one that is free; 0: any that is free.
        drafts: whether drafts have pages too.
        building: is entered for each build.

    Raises:
        UsageError: if the port cannot be used.
        StoreError: if the folders cannot be watched.
    """
    with preview(root / layout.PREVIEW, port) as shown:
        for _ in changes(root, FOLDERS):
            with building():
                built = _built(root, shown, drafts=drafts)
            yield shown.address, built


def _built(root: Path, shown: Preview, *, drafts: bool) -> Built | DatelineError:
    try:
        built = build(root, root / layout.PREVIEW, drafts=drafts)
        url = read_config(root).url
    except DatelineError as error:
        shown.warn([str(error), error.hint])
        return error
    if built.written:
        shown.show(url, is_new=bool(built.written.written or built.written.removed))
    else:
        shown.warn([*_errors(built)])
    return built


def _errors(built: Built) -> Iterator[str]:
    """The first errors, each with its file and line, and the number of the others."""
    yield from (f"{one.file}:{one.line}: {one.message}" for one in built.findings[:SHOWN])
    if len(built.findings) > SHOWN:
        yield f"… and {len(built.findings) - SHOWN} more: see the terminal"
