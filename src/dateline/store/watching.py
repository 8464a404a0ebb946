"""Watches folders of the publication: a file that is added, changed, renamed or removed, at any depth."""

from collections.abc import Generator, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from dateline.core.errors import StoreError, UsageError

STEP = 20
"""Milliseconds without a change after which the changes before are reported together …"""
LONGEST = 50
"""… but no change waits longer than this."""


def changes(root: Path, names: Sequence[str]) -> Generator[set[str]]:
    """The paths that changed, each time that some did, however busy the caller is in between.

    The set is empty as soon as the watching begins, and when one of the folders was added, replaced or removed.

    Args:
        root: the publication's folder.
        names: the folders in it; they may be added, replaced and removed.

    Raises:
        StoreError: if the system cannot watch them.
        UsageError: if the extra `serve` is missing.
    """
    try:
        import watchfiles  # noqa: F401, PLC0415  # an extra
    except ImportError as error:
        what = "watching files needs the extra `serve`"
        raise UsageError(what, hint='Install it: `pip install "dateline[serve]"`. Without it: `dateline build`.') from error
    try:
        while True:
            with suppress(FileNotFoundError):  # removed before it could be watched
                yield from _until_replaced(root, names)
    except (OSError, RuntimeError) as error:
        hint = "Close other programs that watch files, or raise the system's limit on watched files."
        raise StoreError(f"cannot be watched: {error}", where=str(root), hint=hint) from error


def _until_replaced(root: Path, names: Sequence[str]) -> Generator[set[str]]:
    """Ends when one of the folders is added, replaced or removed, because they must then be watched anew."""
    from watchfiles import watch  # noqa: PLC0415  # only `serve` needs it

    folders = _folders(root, names)
    watching = watch(*folders, watch_filter=None, debounce=LONGEST, step=STEP, rust_timeout=STEP, yield_on_timeout=True)
    found = ({path for _, path in one} for one in watching)
    yield next(found)
    here = takewhile(lambda paths: paths.isdisjoint(folders) and folders == _folders(root, names), found)
    yield from filter(None, here)


def _folders(root: Path, names: Sequence[str]) -> list[str]:
    return [str(root / name) for name in names if (root / name).is_dir()]
